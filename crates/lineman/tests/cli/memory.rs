//! Memory does not grow with the input: what 200 MB need is at most a fifth above what 20 MB need.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rustix::pipe::fcntl_setpipe_size;

use crate::files::{folder, repeat};
use crate::run::{command, is_release, start_piped};
use crate::samples::{PSLOG, sample};
use crate::scene::three_people;

const MB: u64 = 1_000_000;
const SMALL: u64 = 20 * MB;

/// The unoptimised binary is slow: what grows with the input shows at 60 MB too.
fn large() -> u64 {
    if is_release() { 200 * MB } else { 60 * MB }
}

/// The largest resident memory of a diagnosis.
///
/// The kernel counts a child's own memory, unlike `wait4`, which begins with that of its parent.
/// It is asked at the first byte of the report, when all is read and judged; the pipe is so small
/// that the binary cannot end before.
fn peak(path: &Path) -> u64 {
    let mut child = start_piped(command().arg("diagnose").arg(path));
    let mut out = child.stdout.take().expect("a pipe");
    fcntl_setpipe_size(&out, 4096).expect("a small pipe");
    out.read_exact(&mut [0]).expect("a report");
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("status");
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kib| kib.parse::<u64>().ok())
        .expect("a running child has a peak");
    let length = std::io::copy(&mut out, &mut std::io::sink()).expect("a report");
    assert!(length > 4096, "a report of {length} bytes lets the binary end too early");
    assert!(child.wait().expect("it ends").code().is_some_and(|code| code <= 1));
    peak * 1024
}

fn grows_little(name: &str, write: impl Fn(&Path, &str, u64) -> PathBuf) {
    let folder = folder();
    let [small, large] = [SMALL, large()].map(|bytes| {
        let path = write(folder.path(), &format!("{name}.{bytes}.txt"), bytes);
        let peak = peak(&path);
        std::fs::remove_file(path).expect("a file");
        peak
    });
    println!("{name}: {} KiB, then {} KiB", small >> 10, large >> 10);
    assert!(large * 5 <= small * 6, "{name}: {small} bytes, then {large}");
}

#[test]
fn the_samples_again_and_again_need_no_more_memory() {
    for name in [PSLOG, "xslog-2015-bwa.txt"] {
        let Some(path) = sample(name) else { return };
        let content = std::fs::read(path).expect("the sample");
        grows_little(name, |folder, name, bytes| repeat(folder, name, b"", &content, bytes));
    }
}

/// A log that holds something new all the time, not the same again and again.
#[test]
fn ever_new_transactions_need_no_more_memory() {
    let world = three_people();
    let files = world.files();
    let log = files.iter().find(|file| file.path.ends_with("PSLog.txt")).expect("a PSLog");
    grows_little("new", |folder, name, bytes| {
        let path = folder.join(name);
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
        file.write_all(log.text.as_bytes()).expect("room");
        let (mut written, mut number) = (0, 0_u64);
        while written < bytes {
            number += 1;
            let (minutes, millis) = (number / 60_000 % 60, number % 60_000);
            let record = format!(
                "2026.01.01 01:{minutes:02}:{:02}:{:03} GMT+00:00 | Info       | OCI-P | t{number} | user{number}@as.example\n\n\tFrom 127.0.0.1:{}\n<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><sessionId xmlns=\"\">{number}</sessionId><command xsi:type=\"UserGetRequest23V2\" xmlns=\"\"><userId>user{number}@as.example</userId></command></BroadsoftDocument>\n\n",
                millis / 1000,
                millis % 1000,
                number % 60_000,
            );
            file.write_all(record.as_bytes()).expect("room");
            written += record.len() as u64;
        }
        file.flush().expect("room");
        path
    });
}
