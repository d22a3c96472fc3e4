//! gzip and zip, whole and damaged, one inside the other.

use std::io::{Cursor, Write};

use lineman_intake::Ending;
use zip::write::SimpleFileOptions;

use crate::collect::{folder, gzip, is_truncated, lines, put, read, streamed_zip, zip};

#[test]
fn content_decides_and_not_the_name() {
    let folder = folder();
    let got = read(&put(folder.path(), "PSLog.txt", &gzip(b"packed\n")));
    assert_eq!(got.only().text, "packed\n");
    assert!(got.only().name.ends_with("/PSLog.txt"));
    assert_eq!(got.only().reading.bytes, 7);
    let got = read(&put(folder.path(), "plain.gz", b"plain\n"));
    assert_eq!(got.only().text, "plain\n");
    let got = read(&put(folder.path(), "case", &zip(&[("b.txt", b"b\n")])));
    assert!(got.only().name.ends_with("/case!/b.txt"), "{}", got.only().name);
}

#[test]
fn gzip_members_follow_each_other() {
    let folder = folder();
    let mut both = gzip(b"one\n");
    both.extend(gzip(b"two\n"));
    assert_eq!(read(&put(folder.path(), "a.gz", &both)).only().text, "one\ntwo\n");
    both.extend([0; 700]);
    let got = read(&put(folder.path(), "padded.gz", &both));
    assert_eq!(
        (got.only().text.as_str(), &got.only().reading.ending),
        ("one\ntwo\n", &Ending::Complete)
    );
    both.truncate(both.len() - 700);
    both.extend(b"garbage");
    let got = read(&put(folder.path(), "garbage.gz", &both));
    assert_eq!(got.only().text, "one\ntwo\n");
    assert!(is_truncated(&got.only().reading.ending));
}

#[test]
fn of_a_truncated_gzip_everything_before_the_cut_is_read() {
    let folder = folder();
    let text = lines(20_000);
    let packed = gzip(text.as_bytes());
    let got = read(&put(folder.path(), "cut.gz", &packed[..packed.len() / 2]));
    let only = got.only();
    assert!(is_truncated(&only.reading.ending), "{:?}", only.reading);
    assert!(only.text.len() > text.len() / 3 && text.starts_with(&only.text));
    // Nothing of the content is left: refused, with a reason.
    let got = read(&put(folder.path(), "head.gz", &packed[..6]));
    assert!(got.inputs.is_empty());
    assert!(got.only_refusal().contains("damaged archive"));
}

#[test]
fn a_gzip_with_a_wrong_checksum_is_read_and_said() {
    let folder = folder();
    let mut packed = gzip(b"one\ntwo\n");
    let at = packed.len() - 6;
    packed[at] ^= 0xff;
    let got = read(&put(folder.path(), "bad.gz", &packed));
    assert_eq!(got.only().text, "one\ntwo\n");
    assert!(is_truncated(&got.only().reading.ending));
}

#[test]
fn archives_in_archives_are_read_to_a_depth() {
    let folder = folder();
    let inner = zip(&[("deep.txt", b"deep\n")]);
    let middle = zip(&[("inner.zip", &inner), ("log.gz", &gzip(b"log\n"))]);
    let got = read(&put(folder.path(), "a.zip", &middle));
    assert_eq!(got.names(folder.path()), ["a.zip!/inner.zip!/deep.txt", "a.zip!/log.gz"]);
    assert_eq!(got.inputs[0].text, "deep\n");
    let outer = zip(&[("m.zip", &zip(&[("m.zip", &middle)]))]);
    let got = read(&put(folder.path(), "deep.zip", &outer));
    assert!(got.inputs.is_empty());
    assert_eq!(got.refused.len(), 2);
    assert!(got.refused[0].1.contains("more than 3 deep"), "{:?}", got.refused);
    // A gzip around a zip: there is no end to seek to, so it is copied first.
    let got = read(&put(folder.path(), "b.zip.gz", &gzip(&zip(&[("x.txt", b"x\n")]))));
    assert_eq!(got.names(folder.path()), ["b.zip.gz!/x.txt"]);
}

#[test]
fn a_name_that_leads_out_of_the_archive_writes_nothing() {
    let folder = folder();
    let case = folder.path().join("case");
    std::fs::create_dir(&case).expect("a folder");
    let hostile = zip(&[("../../escaped.txt", b"x\n"), ("/tmp/lineman-absolute.txt", b"y\n")]);
    let got = read(&put(&case, "a.zip", &hostile));
    assert_eq!(got.names(&case), ["a.zip!/escaped.txt", "a.zip!/tmp/lineman-absolute.txt"]);
    assert!(got.inputs.iter().all(|input| input.reading.notes[0].contains("points outside")));
    assert!(!folder.path().join("escaped.txt").exists());
    assert!(!std::path::Path::new("/tmp/lineman-absolute.txt").exists());
    assert_eq!(std::fs::read_dir(&case).expect("the folder").count(), 1);
}

#[test]
fn a_zip_without_its_end_is_read_from_the_front() {
    let folder = folder();
    let text = lines(5_000);
    let members: &[(&str, &[u8])] =
        &[("first.txt", b"first\n"), ("folder/second.txt", text.as_bytes()), ("third.txt", b"3\n")];
    for (name, packed) in [("plain.zip", zip(members)), ("streamed.zip", streamed_zip(members))] {
        let cut = &packed[..packed.len() * 2 / 3];
        let got = read(&put(folder.path(), name, cut));
        assert_eq!(got.inputs.len(), 2, "{name}: {got:?}");
        assert_eq!(got.inputs[0].text, "first\n");
        assert_eq!(got.inputs[0].reading.ending, Ending::Complete);
        assert!(got.inputs[1].name.ends_with("!/folder/second.txt"));
        assert!(is_truncated(&got.inputs[1].reading.ending));
        assert!(text.starts_with(&got.inputs[1].text) && got.inputs[1].text.len() > 1000);
        let refusal = got.only_refusal();
        assert!(refusal.contains("cut or damaged") && refusal.contains("2 member(s)"), "{refusal}");
    }
    let got = read(&put(folder.path(), "nothing.zip", b"PK\x03\x04nothing"));
    assert!(got.inputs.is_empty() && got.only_refusal().contains("damaged archive"));
}

#[test]
fn two_members_of_one_name_are_both_read() {
    let folder = folder();
    // The writer refuses a second `a.txt`, so one is renamed behind its back.
    let packed = zip(&[("a.txt", b"one\n"), ("b.txt", b"two\n")]);
    let text: Vec<u8> = packed.clone();
    let mut same = text;
    for at in 0..same.len() - 5 {
        if &same[at..at + 5] == b"b.txt" {
            same[at] = b'a';
        }
    }
    let got = read(&put(folder.path(), "a.zip", &same));
    let texts: Vec<&str> = got.inputs.iter().map(|input| input.text.as_str()).collect();
    assert_eq!(texts, ["one\n", "two\n"]);
}

#[test]
fn folders_links_and_unknown_methods_in_a_zip() {
    let folder = folder();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("logs", SimpleFileOptions::default()).expect("memory");
    writer.add_symlink("logs/link", "/etc/passwd", SimpleFileOptions::default()).expect("memory");
    writer.start_file("logs/a.txt", SimpleFileOptions::default()).expect("memory");
    writer.write_all(b"a\n").expect("memory");
    let packed = writer.finish().expect("memory").into_inner();
    let got = read(&put(folder.path(), "a.zip", &packed));
    assert_eq!(got.names(folder.path()), ["a.zip!/logs/a.txt"]);
    assert!(got.only_refusal().contains("a link inside the archive"));
    for magic in [&b"BZh91AY"[..], b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ\0"] {
        let got = read(&put(folder.path(), "b", magic));
        assert!(got.only_refusal().contains("unpack it first"), "{got:?}");
    }
    assert!(read(&put(folder.path(), "e.zip", &zip(&[]))).only_refusal().contains("is empty"));
}
