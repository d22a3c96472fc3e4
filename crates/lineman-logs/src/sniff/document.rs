//! Files that are one document: captures, JSON, XML, command output.

use std::sync::LazyLock;

use lineman_model::{Confidence, LogKind};
use regex::Regex;

use super::Sniffed;

/// Whether the file is a packet capture: pcap of either byte order and resolution, or pcapng.
pub(super) fn is_pcap(head: &[u8]) -> bool {
    const MAGIC: [[u8; 4]; 5] = [
        [0xd4, 0xc3, 0xb2, 0xa1],
        [0xa1, 0xb2, 0xc3, 0xd4],
        [0x4d, 0x3c, 0xb2, 0xa1],
        [0xa1, 0xb2, 0x3c, 0x4d],
        [0x0a, 0x0d, 0x0d, 0x0a],
    ];
    head.len() >= 12 && MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// Whether the head is no text: a NUL now and then is forgiven, a user may have typed one.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let odd = |byte: &u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    let looked_at = &head[..head.len().min(8192)];
    looked_at.iter().filter(|byte| odd(byte)).count() * 10 > looked_at.len()
}

static PROMPT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^ *[A-Z|]*_?CLI(?:/[^\s>]*)?> ?").ok());
static TABLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*={5,}\s*$[\s\S]*^\s*\d+ entr(?:y|ies) found\.").ok());
static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*"(?:[^"\\]|\\.)*"\s*[,}]"#).ok()
});

/// Gives nothing when the head is not one document.
pub(super) fn sniff(text: &str) -> Option<Sniffed> {
    let start = text.trim_start();
    match start.as_bytes().first()? {
        b'{' | b'[' => json(start),
        b'<' => xml(start),
        _ => command_output(text),
    }
}

fn command_output(text: &str) -> Option<Sniffed> {
    let matches = |pattern: &LazyLock<Option<Regex>>| {
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    };
    let found = matches(&PROMPT) || matches(&TABLE);
    found.then(|| Sniffed::new(LogKind::BwCli, Confidence::Certain))
}

fn json(text: &str) -> Option<Sniffed> {
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    if has("entitlements") || (has("userName") && has("schemas")) || has("licenseID") {
        return Some(Sniffed::new(LogKind::UserJson, Confidence::Certain));
    }
    let map = PAIR.as_ref().is_some_and(|pattern| pattern.is_match(text));
    map.then(|| Sniffed::new(LogKind::Ced, Confidence::Likely))
}

fn xml(text: &str) -> Option<Sniffed> {
    let has = |part: &str| text.contains(part);
    let config = has("<config") && (has("<protocols") || has("<services") || has("_WXT%"));
    config.then(|| Sniffed::new(LogKind::ConfigWxt, Confidence::Certain))
}
