//! Archives that expand out of all proportion.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use lineman_intake::{Ending, Input, Intake, Limits, Refusal, Visitor};

use crate::collect::{folder, put, read_with, zip};

/// Counts without keeping.
#[derive(Default)]
struct Count {
    endings: Vec<Ending>,
    bytes: u64,
    refused: Vec<String>,
}

impl Visitor for Count {
    fn input(&mut self, input: &mut Input<'_>) {
        while input.next_line().is_some() {}
        let reading = input.reading();
        self.bytes += reading.bytes;
        self.endings.push(reading.ending);
    }

    fn refused(&mut self, _name: &str, refusal: &Refusal) {
        self.refused.push(refusal.to_string());
    }
}

fn count(path: std::path::PathBuf) -> Count {
    let mut count = Count::default();
    Intake::default().read(&[path], &mut count);
    count
}

fn zeros(mebibytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let block = vec![b'a'; 1 << 20];
    for _ in 0..mebibytes {
        encoder.write_all(&block).expect("memory");
    }
    encoder.finish().expect("memory")
}

#[test]
fn a_gzip_bomb_ends_at_the_cap() {
    let folder = folder();
    let bomb = zeros(100);
    let allowed = (bomb.len() as u64 * 200).max(64 << 20);
    assert!(allowed < 100 << 20, "else it would be no bomb");
    let got = count(put(folder.path(), "bomb.gz", &bomb));
    assert_eq!(got.bytes, allowed);
    assert!(matches!(&got.endings[0], Ending::Capped(text) if text.contains("proportion")));
}

#[test]
fn a_bomb_in_a_bomb_ends_at_the_cap_of_the_file() {
    let folder = folder();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&zeros(200)).expect("memory");
    let twice = encoder.finish().expect("memory");
    assert!(twice.len() < 64 * 1024);
    let got = count(put(folder.path(), "twice.gz", &twice));
    // Both layers count, so a little less than the floor is left for the inner one.
    assert!(got.bytes < 64 << 20 && got.bytes > 63 << 20, "{}", got.bytes);
    assert!(matches!(&got.endings[0], Ending::Capped(text) if text.contains("proportion")));
}

#[test]
fn members_that_look_harmless_are_counted_together() {
    let folder = folder();
    let block = vec![b'a'; 400];
    let members: Vec<(String, &[u8])> =
        (0..10).map(|number| (format!("{number}.txt"), block.as_slice())).collect();
    let borrowed: Vec<(&str, &[u8])> =
        members.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let path = put(folder.path(), "many.zip", &zip(&borrowed));
    let limits = Limits { expansion_floor: 1000, expansion_ratio: 1, ..Limits::default() };
    let size = std::fs::metadata(&path).expect("the file").len();
    let got = read_with(limits, &[path]);
    let total: u64 = got.inputs.iter().map(|input| input.reading.bytes).sum();
    assert_eq!(total, size.max(1000));
    let last = got.inputs.last().expect("some were read");
    assert!(matches!(last.reading.ending, Ending::Capped(_)), "{last:?}");
    assert!(got.only_refusal().contains("the rest of the archive is not read"));
}

#[test]
fn an_inner_archive_is_copied_to_a_bounded_file_only() {
    let folder = folder();
    let inner = zip(&[("a.txt", crate::collect::lines(2000).as_bytes())]);
    let path = put(folder.path(), "a.zip", &zip(&[("inner.zip", &inner)]));
    let limits = Limits { spool_bytes: 100, ..Limits::default() };
    let got = read_with(limits, &[path]);
    assert!(got.inputs.is_empty() && got.only_refusal().contains("larger than 100 bytes"));
}

#[test]
fn a_directory_of_many_members_is_bounded() {
    let folder = folder();
    let members: Vec<String> = (0..50).map(|number| format!("{number}.txt")).collect();
    let borrowed: Vec<(&str, &[u8])> =
        members.iter().map(|name| (name.as_str(), &b"x\n"[..])).collect();
    let path = put(folder.path(), "many.zip", &zip(&borrowed));
    let limits = Limits { archive_members: 10, ..Limits::default() };
    let got = read_with(limits, std::slice::from_ref(&path));
    assert_eq!(got.inputs.len(), 10);
    assert!(got.only_refusal().contains("more than 10 members"));
    let limits = Limits { files: 7, ..Limits::default() };
    let got = read_with(limits, &[path]);
    assert_eq!(got.inputs.len(), 7);
    assert!(got.only_refusal().contains("more than 7 files"));
}
