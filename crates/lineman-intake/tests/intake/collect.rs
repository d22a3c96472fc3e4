//! A visitor that keeps everything, and small things to build inputs with.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use lineman_intake::{Ending, Input, Intake, Limits, Reading, Refusal, Visitor};
use zip::write::SimpleFileOptions;

/// One input as it was read.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

/// Everything that was read and refused.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) inputs: Vec<Got>,
    pub(crate) refused: Vec<(String, String)>,
    pub(crate) progress: Vec<(u64, u64)>,
}

impl Visitor for Collected {
    fn input(&mut self, input: &mut Input<'_>) {
        let name = input.name().to_owned();
        let mut text = Vec::new();
        while let Some(line) = input.next_line() {
            text.extend_from_slice(line.bytes);
            if line.terminated {
                text.push(b'\n');
            }
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        self.inputs.push(Got { name, text, reading: input.reading() });
    }

    fn refused(&mut self, name: &str, refusal: &Refusal) {
        self.refused.push((name.to_owned(), refusal.to_string()));
    }

    fn progress(&mut self, read: u64, total: u64) {
        self.progress.push((read, total));
    }
}

impl Collected {
    /// Names without the folder before them.
    pub(crate) fn names(&self, folder: &Path) -> Vec<String> {
        let prefix = format!("{}/", folder.display());
        let short = |name: &str| name.strip_prefix(&prefix).unwrap_or(name).to_owned();
        self.inputs.iter().map(|got| short(&got.name)).collect()
    }

    /// The only input.
    pub(crate) fn only(&self) -> &Got {
        assert_eq!(self.inputs.len(), 1, "{self:?}");
        &self.inputs[0]
    }

    /// The text of the only refusal.
    pub(crate) fn only_refusal(&self) -> &str {
        assert_eq!(self.refused.len(), 1, "{self:?}");
        &self.refused[0].1
    }
}

pub(crate) fn read(path: &Path) -> Collected {
    read_with(Limits::default(), &[path.to_owned()])
}

pub(crate) fn read_with(limits: Limits, paths: &[PathBuf]) -> Collected {
    let mut collected = Collected::default();
    Intake::new(limits).read(paths, &mut collected);
    collected
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

pub(crate) fn put(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file in the temporary folder");
    path
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// A zip written to a stream: sizes stand behind the content, as Java and pipes write them.
pub(crate) fn streamed_zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new_stream(Vec::new());
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

pub(crate) fn is_truncated(ending: &Ending) -> bool {
    matches!(ending, Ending::Truncated(_))
}

/// Text that does not compress to nothing.
pub(crate) fn lines(count: usize) -> String {
    let mut state = 7_u64;
    (0..count)
        .map(|number| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            format!("line {number} {state:x}\n")
        })
        .collect()
}
