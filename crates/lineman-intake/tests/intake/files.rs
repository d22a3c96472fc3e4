//! Files, folders, links and what is no file.

use std::os::unix::fs::symlink;
use std::process::Command;

use lineman_intake::{Ending, Limits};

use crate::collect::{Collected, folder, put, read, read_with};

#[test]
fn a_folder_is_walked_in_order_and_every_file_once() {
    let folder = folder();
    let root = folder.path();
    std::fs::create_dir_all(root.join("b/PSLog.txt")).expect("folders");
    put(root, "c.txt", b"c\n");
    put(root, "a.txt", b"a\n");
    put(&root.join("b/PSLog.txt"), "inner.txt", b"inner\n");
    symlink(root.join("a.txt"), root.join("z-link")).expect("a link");
    symlink(root, root.join("b/loop")).expect("a link");
    let got = read(root);
    assert_eq!(got.names(root), ["a.txt", "b/PSLog.txt/inner.txt", "c.txt"]);
    assert_eq!(got.refused.len(), 1, "{got:?}");
    assert!(got.refused[0].0.ends_with("b/loop") && got.refused[0].1.contains("back to itself"));
    assert_eq!(got.progress.last(), Some(&(10, 10)));
}

#[test]
fn what_is_no_file_is_refused_without_waiting() {
    let folder = folder();
    let root = folder.path();
    let fifo = root.join("PSLog.txt");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let listener = std::os::unix::net::UnixListener::bind(root.join("socket")).expect("a socket");
    symlink(root.join("gone"), root.join("dangling")).expect("a link");
    symlink(root.join("self"), root.join("self")).expect("a link");
    let got = read(root);
    drop(listener);
    assert!(got.inputs.is_empty());
    let texts: Vec<&str> = got.refused.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert!(texts[0].contains("named pipe"));
    assert!(texts[1].contains("leads nowhere") && texts[1].contains("gone"));
    assert!(texts[2].contains("back to itself"));
    assert!(texts[3].contains("a socket"));
    assert!(read(std::path::Path::new("/dev/zero")).only_refusal().contains("a device"));
    assert!(read(&root.join("nothing")).only_refusal().contains("no such file"));
}

#[test]
fn an_empty_folder_is_said_and_an_empty_file_is_an_input() {
    let folder = folder();
    assert!(read(folder.path()).only_refusal().contains("contains no file"));
    let empty = put(folder.path(), "empty.txt", b"");
    let got = read(&empty);
    assert_eq!((got.only().text.as_str(), got.only().reading.bytes), ("", 0));
    assert!(!got.only().reading.unterminated);
}

#[test]
fn the_number_of_files_is_bounded_and_the_rest_is_said_once() {
    let folder = folder();
    for number in 0..20 {
        put(folder.path(), &format!("{number:02}.txt"), b"x\n");
    }
    let limits = Limits { files: 5, ..Limits::default() };
    let got = read_with(limits, &[folder.path().to_owned()]);
    assert_eq!(got.names(folder.path()), ["00.txt", "01.txt", "02.txt", "03.txt", "04.txt"]);
    assert!(got.only_refusal().contains("more than 5 files"));
}

#[test]
fn the_depth_of_folders_is_bounded() {
    let folder = folder();
    let deep = folder.path().join("a/b/c/d");
    std::fs::create_dir_all(&deep).expect("folders");
    put(&deep, "deep.txt", b"x\n");
    let limits = Limits { folder_depth: 3, ..Limits::default() };
    let got = read_with(limits, &[folder.path().to_owned()]);
    assert!(got.only_refusal().contains("3 deep"));
    let got = read(folder.path());
    assert_eq!(got.names(folder.path()), ["a/b/c/d/deep.txt"]);
}

#[test]
fn line_ends_and_the_last_line_are_kept_apart() {
    let folder = folder();
    let got = read(&put(folder.path(), "a.txt", b"one\r\ntwo\nthree"));
    assert_eq!(got.only().text, "one\r\ntwo\nthree");
    assert!(got.only().reading.unterminated);
    assert_eq!(got.only().reading.bytes, 14);
    assert_eq!(got.only().reading.ending, Ending::Complete);
}

#[test]
fn a_line_longer_than_a_record_is_cut_and_said_so() {
    let folder = folder();
    let mut content = vec![b'x'; 3 << 20];
    content.extend_from_slice(b"\nnext\n");
    let got = read(&put(folder.path(), "a.txt", &content));
    let only = got.only();
    assert_eq!(only.text.len(), (1 << 20) + "\nnext\n".len());
    assert!(only.text.ends_with("\nnext\n"));
    assert_eq!((only.reading.bytes, only.reading.long_lines), (content.len() as u64, 1));
    assert!(only.reading.notes[0].contains("2 MiB passed over"), "{:?}", only.reading.notes);
}

#[test]
fn utf16_is_read_and_said() {
    let folder = folder();
    let mut content = vec![0xff, 0xfe];
    content.extend("Zürich\n中文\n".encode_utf16().flat_map(u16::to_le_bytes));
    let got = read(&put(folder.path(), "a.txt", &content));
    assert_eq!(got.only().text, "Zürich\n中文\n");
    assert!(got.only().reading.notes[0].contains("UTF-16"));
    assert_eq!(got.only().reading.bytes, content.len() as u64);
}

#[test]
fn a_hole_before_the_text_is_passed_over_and_said() {
    let folder = folder();
    let mut content = vec![0; 300_000];
    content.extend_from_slice(b"text\n");
    let got = read(&put(folder.path(), "a.txt", &content));
    assert_eq!(got.only().text, "text\n");
    assert!(got.only().reading.notes[0].contains("NUL bytes"));
}

#[test]
fn names_on_the_command_line_keep_their_order() {
    let folder = folder();
    let b = put(folder.path(), "b.txt", b"b\n");
    let a = put(folder.path(), "a.txt", b"a\n");
    let got: Collected = read_with(Limits::default(), &[b.clone(), a, b]);
    assert_eq!(got.names(folder.path()), ["b.txt", "a.txt"], "a file named twice is read once");
    assert!(got.refused.is_empty());
}
