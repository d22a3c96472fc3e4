//! Files to give to the binary, written in pieces: this process must stay small, because a child
//! that it starts counts the memory of its parent as its own first peak.

use std::fs::File;
use std::io::{BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder on the disk of the build, which has room, unlike a `/tmp` in memory.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder")
}

pub(crate) fn put(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    std::fs::write(&path, content).expect("a file");
    path
}

/// A file that repeats `piece` until it has `bytes`, with a beginning.
pub(crate) fn repeat(folder: &Path, name: &str, head: &[u8], piece: &[u8], bytes: u64) -> PathBuf {
    let path = folder.join(name);
    let mut file = BufWriter::new(File::create(&path).expect("a file"));
    write_repeated(&mut file, head, piece, bytes);
    file.flush().expect("room on the disk");
    path
}

pub(crate) fn write_repeated(to: &mut dyn Write, head: &[u8], piece: &[u8], bytes: u64) {
    to.write_all(head).expect("room");
    let mut written = 0;
    while written < bytes {
        to.write_all(piece).expect("room");
        written += piece.len() as u64;
    }
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// A zip with one member that says the same again and again.
pub(crate) fn bomb(folder: &Path, name: &str, member: &str, piece: &[u8], bytes: u64) -> PathBuf {
    let path = folder.join(name);
    let mut writer = ZipWriter::new(File::create(&path).expect("a file"));
    let options = SimpleFileOptions::default().large_file(true);
    writer.start_file(member, options).expect("room");
    write_repeated(&mut writer, b"", piece, bytes);
    writer.finish().expect("room");
    path
}

/// Every path under a folder, for seeing that nothing came to it.
pub(crate) fn everything_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a type").is_dir() {
                open.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    found
}
