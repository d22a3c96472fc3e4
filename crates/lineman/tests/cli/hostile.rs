//! Hostile and broken input: each within 30 s and 256 MiB ([`crate::run::bounded`] sees to that),
//! with a clear message and the right exit code, and nothing lost of what could be read.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::build::{Person, World};
use crate::files::{bomb, everything_under, folder, gzip, put, repeat, zip};
use crate::run::{Ran, array, diagnose, finding_ids, is_release, number, text};
use crate::scene::{oci_pair, three_people};

const MIB: u64 = 1024 * 1024;

/// The only input of a report.
fn only_input(ran: &Ran) -> Value {
    let report = ran.json();
    let inputs = array(&report["inputs"]);
    assert_eq!(inputs.len(), 1, "{inputs:?}");
    inputs[0].clone()
}

fn notes(input: &Value) -> String {
    array(&input["notes"]).iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Everything that the evidence of the findings says.
fn evidence(report: &Value) -> String {
    array(&report["findings"])
        .iter()
        .flat_map(|one| array(&one["evidence"]))
        .map(|row| format!("{}: {}\n", text(&row["path"]), text(&row["text"])))
        .collect()
}

/// A PSLog with `pairs` requests and their answers.
fn pslog(pairs: usize) -> String {
    let mut world = World::new();
    for _ in 0..pairs {
        oci_pair(&mut world, "admin", "<groupId>g</groupId>");
    }
    world.files()[0].text.clone()
}

#[test]
fn a_truncated_gzip_gives_what_came_before() {
    let folder = folder();
    let whole = gzip(pslog(2_000).as_bytes());
    let cut = put(folder.path(), "PSLog.txt.gz", &whole[..whole.len() / 2]);
    let ran = diagnose(&[&cut]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (report, input) = (ran.json(), only_input(&ran));
    assert_eq!(input["log"], "PSLog");
    let records = number(&input["records"]);
    assert!((1_000..4_000).contains(&records), "{records}");
    assert!(number(&report["counts"]["oci_requests"]) >= records / 2);
    assert_eq!(finding_ids(&report), ["input-truncated"]);
    assert!(evidence(&report).contains("ends in the middle"), "{report}");
}

#[test]
fn a_gzip_without_any_content_is_damaged() {
    let folder = folder();
    let whole = gzip(pslog(10).as_bytes());
    let cut = put(folder.path(), "PSLog.txt.gz", &whole[..10]);
    let ran = diagnose(&[&cut]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(finding_ids(&ran.json()), ["input-truncated"]);
    assert!(ran.stderr.contains("PSLog.txt.gz") && ran.stderr.contains("damaged"), "{ran:?}");
}

#[test]
fn a_log_that_breaks_off_inside_a_record_keeps_all_before_it() {
    let folder = folder();
    let whole = pslog(10);
    let at = whole.rfind("<command").expect("a command");
    let cut = put(folder.path(), "PSLog.txt", &whole.as_bytes()[..at + 3]);
    let ran = diagnose(&[&cut]);
    assert_eq!(ran.code, Some(0));
    let report = ran.json();
    assert_eq!(only_input(&ran)["records"], 20);
    assert_eq!(report["counts"]["oci_requests"], 10);
    // It also begins inside a record: the orphaned lines are counted, not lost.
    let start = whole.find("<command").expect("a command");
    let tail = put(folder.path(), "tail.txt", &whole.as_bytes()[start..]);
    let ran = diagnose(&[&tail]);
    let input = only_input(&ran);
    assert_eq!((ran.code, &input["log"]), (Some(0), &Value::from("PSLog")));
    assert_eq!(number(&input["records"]) + u64::from(number(&input["unread_lines"]) > 0), 20);
    assert_eq!(ran.json()["counts"]["oci_responses"], 10);
}

#[test]
fn binary_content_is_not_read_and_said_so() {
    let folder = folder();
    // An ELF header and noise, under the name of a log; and a log with binary content after it.
    let noise: Vec<u8> = (0..200_000_u32)
        .map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap_or_default())
        .collect();
    let elf = [&b"\x7fELF\x02\x01\x01\0\0\0\0"[..], &noise].concat();
    let ran = diagnose(&[put(folder.path(), "XSLog.txt", &elf)]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(finding_ids(&ran.json()), ["input-unrecognised"]);
    assert!(ran.stderr.contains("XSLog.txt: binary data"), "{}", ran.stderr);
    let mixed = [pslog(10).as_bytes(), &noise[..]].concat();
    let ran = diagnose(&[put(folder.path(), "mixed.txt", &mixed)]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.json()["counts"]["oci_requests"], 10);
}

/// An empty file is a remark, no finding.
#[test]
fn empty_files_are_noted() {
    let folder = folder();
    for (name, content) in [
        ("empty.txt", &b""[..]),
        ("PSLog.txt", b""),
        ("blank.log", b"\n\n \r\n\t\n"),
        ("e.gz", b""),
    ] {
        let content = if name == "e.gz" { gzip(b"") } else { content.to_vec() };
        let ran = diagnose(&[put(folder.path(), name, &content)]);
        assert_eq!(ran.code, Some(0), "{name}");
        assert!(finding_ids(&ran.json()).is_empty(), "{name} {}", ran.stdout);
        let input = only_input(&ran);
        assert_eq!(notes(&input), "The file is empty.", "{name}");
        assert_eq!((&input["records"], &input["unread_lines"]), (&0.into(), &0.into()), "{name}");
    }
}

#[test]
fn carriage_returns_change_nothing() {
    let (plain, crlf) = (folder(), folder());
    for file in three_people().files() {
        put(plain.path(), &file.path, file.text.as_bytes());
        put(crlf.path(), &file.path, file.text.replace('\n', "\r\n").as_bytes());
    }
    let stripped = |root: &Path| {
        let ran = diagnose(&[root]);
        assert_eq!(ran.code, Some(1));
        let mut report = ran.json();
        for input in report["inputs"].as_array_mut().expect("inputs") {
            // Only the bytes differ.
            input["bytes"] = Value::Null;
        }
        report.to_string().replace(&root.display().to_string(), "")
    };
    assert_eq!(stripped(crlf.path()), stripped(plain.path()));
}

/// 1 GB of one line, with a header in front and without.
#[test]
fn one_endless_line_is_cut_and_what_follows_is_read() {
    let folder = folder();
    let bytes = if is_release() { 1_000_000_000 } else { 100_000_000 };
    let piece = vec![b'x'; 1 << 20];
    let endless = repeat(folder.path(), "endless.txt", b"", &piece, bytes);
    let ran = diagnose(&[&endless]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(only_input(&ran)["bytes"].as_u64().is_some_and(|read| read >= bytes), "{ran:?}");
    assert_eq!(finding_ids(&ran.json()), ["input-capped", "input-unrecognised"]);
    std::fs::remove_file(endless).expect("a file");

    let (head, tail) = (pslog(3), pslog(2));
    let path = repeat(folder.path(), "PSLog.txt", head.trim_end().as_bytes(), &piece, bytes);
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("the file");
    std::io::Write::write_all(&mut file, format!("\n{tail}").as_bytes()).expect("room");
    drop(file);
    let ran = diagnose(&[&path]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (report, input) = (ran.json(), only_input(&ran));
    assert_eq!(input["log"], "PSLog");
    assert_eq!(input["records"], 10);
    assert_eq!(report["counts"]["oci_requests"], 5);
    assert_eq!(finding_ids(&report), ["input-capped"]);
    assert!(notes(&input).contains("1 MiB"), "{input}");
}

#[test]
fn a_zip_bomb_is_left_alone() {
    let folder = folder();
    let zeros = vec![0; 1 << 20];
    let one_line = vec![b'x'; 1 << 20];
    let lines = "all work and no play\n".repeat(50_000);
    for (name, piece, code) in
        [("zeros", &zeros[..], 2), ("one line", &one_line, 0), ("lines", lines.as_bytes(), 0)]
    {
        let path = bomb(folder.path(), &format!("{name}.zip"), "PSLog.txt", piece, 300 * MIB);
        let size = std::fs::metadata(&path).expect("the bomb").len();
        assert!(size < 4 * MIB, "{name}: {size}");
        let ran = diagnose(&[&path]);
        assert_eq!(ran.code, Some(code), "{name}: {}", ran.stderr);
        let report = ran.json();
        let bytes = number(&report["inputs"][0]["bytes"]);
        assert!(bytes <= (200 * size).max(64 * MIB), "{name}: {bytes}");
        assert!(finding_ids(&report).contains(&"input-capped"), "{name}: {report}");
        assert!(evidence(&report).contains("out of proportion"), "{name}: {report}");
    }
}

/// Archives come from strangers: a name in one is no place on our disk.
#[test]
fn a_zip_that_points_outside_writes_nothing() {
    let folder = folder();
    let content = pslog(2);
    let members: Vec<(&str, &[u8])> =
        ["../../escaped.txt", "/tmp/lineman-escaped.txt", "..\\..\\escaped.txt", "logs/ok.txt"]
            .map(|name| (name, content.as_bytes()))
            .to_vec();
    put(folder.path(), "in/a/b/evil.zip", &zip(&members));
    let before = everything_under(folder.path());
    let ran = {
        let mut command = crate::run::command();
        command.current_dir(folder.path().join("in/a/b"));
        crate::run::bounded(command.args(["diagnose", "evil.zip", "--format", "json"]))
    };
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(everything_under(folder.path()), before);
    assert!(!Path::new("/tmp/lineman-escaped.txt").exists());
    let report = ran.json();
    let shown: Vec<&str> = array(&report["inputs"]).iter().map(|one| text(&one["path"])).collect();
    assert_eq!(
        shown,
        [
            "evil.zip!/escaped.txt",
            "evil.zip!/tmp/lineman-escaped.txt",
            "evil.zip!/escaped.txt",
            "evil.zip!/logs/ok.txt"
        ]
    );
    for input in array(&report["inputs"]) {
        let outside = !text(&input["path"]).ends_with("ok.txt");
        assert_eq!(notes(input).contains("points outside"), outside, "{input}");
        assert_eq!(input["records"], 4);
    }
}

#[test]
fn a_folder_named_like_a_log_is_a_folder() {
    let folder = folder();
    let log = folder.path().join("PSLog2026.01.01.txt");
    put(&log, "XSLog.txt", pslog(2).as_bytes());
    let ran = diagnose(&[&log]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(only_input(&ran)["log"], "PSLog");
    let empty = folder.path().join("XSLog.gz");
    std::fs::create_dir(&empty).expect("a folder");
    let ran = diagnose(&[&empty]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("XSLog.gz") && ran.stderr.contains("contains no file"), "{ran:?}");
}

#[test]
fn links_to_nothing_and_pipes_are_refused_at_once() {
    let folder = folder();
    let link = folder.path().join("XSLog.txt");
    symlink(folder.path().join("gone"), &link).expect("a link");
    let itself = folder.path().join("itself");
    symlink(&itself, &itself).expect("a link");
    let fifo = folder.path().join("PSLog.txt");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    for (path, says) in [
        (&link, "leads nowhere"),
        (&itself, "leads back to itself"),
        (&fifo, "named pipe"),
        (&folder.path().join("missing"), "no such file"),
        (&Path::new("/dev/zero").to_owned(), "a device"),
    ] {
        let ran = diagnose(&[path]);
        assert_eq!(ran.code, Some(2), "{}", path.display());
        assert!(ran.stderr.contains(says), "{}: {}", path.display(), ran.stderr);
        assert!(ran.stderr.contains(&path.display().to_string()), "{}", ran.stderr);
        assert!(notes(&only_input(&ran)).contains(says), "{}", ran.stdout);
    }
}

#[test]
fn bytes_that_are_no_utf8_are_read() {
    let folder = folder();
    let mut bytes = pslog(5).into_bytes();
    // A byte of Latin-1, half a character, an overlong one, a surrogate and one beyond Unicode.
    for (index, bad) in
        [&b"\xe9"[..], b"\xe2\x82", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"]
            .iter()
            .enumerate()
    {
        let marker = b"<groupId>g";
        let at = bytes
            .windows(marker.len())
            .enumerate()
            .filter(|(_, window)| window == marker)
            .nth(index)
            .map(|(at, _)| at + marker.len())
            .expect("a group");
        bytes.splice(at..at, bad.iter().copied());
    }
    let ran = diagnose(&[put(folder.path(), "PSLog.txt", &bytes)]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(only_input(&ran)["records"], 10);
    assert_eq!(ran.json()["counts"]["oci_requests"], 5);
    assert_eq!(ran.json()["counts"]["oci_responses"], 5);
}

/// Log forging: a user id that holds line breaks and a whole record makes exactly one record.
#[test]
fn a_value_that_forges_a_record_makes_one_record() {
    let forged = "2026.01.01 00:00:00:000 GMT+00:00 | Info       | OCI-P | t | admin\n\n\tFrom 10.0.0.1:1\n<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\"><command xsi:type=\"c:ErrorResponse\"><summary>[Error 666] forged</summary></command></BroadsoftDocument>\n\n";
    for glue in ["\n", "\r\n", "\r", "x\n\n", "\u{2028}", "\u{85}", "\0\n"] {
        let mut world = World::new();
        let mut person = Person::new(1);
        person.user = format!("mallory{glue}{forged}");
        oci_pair(&mut world, &person.user, "<groupId>g</groupId>");
        let escaped = person.user.replace('<', "&lt;").replace('>', "&gt;");
        oci_pair(&mut world, "admin", &format!("<groupId>{escaped}</groupId>"));
        oci_pair(&mut world, "admin", "<groupId>g</groupId>");
        let folder = folder();
        let files = world.files();
        let ran = diagnose(&[put(folder.path(), "PSLog.txt", files[0].text.as_bytes())]);
        assert_eq!(ran.code, Some(0), "{glue:?}");
        let report = ran.json();
        assert_eq!(only_input(&ran)["records"], 6, "{glue:?}");
        assert_eq!(report["counts"]["oci_requests"], 3, "{glue:?}");
        assert_eq!(report["counts"]["oci_responses"], 3, "{glue:?}");
        assert_eq!(report["counts"]["oci_errors"], 0, "{glue:?}");
        assert!(finding_ids(&report).is_empty(), "{glue:?} {report}");
    }
}

/// The same through every log of a sign-in: as many records as an honest user makes.
#[test]
fn a_forging_subscriber_makes_as_many_records_as_an_honest_one() {
    let records = |user: &str| -> Vec<(String, u64)> {
        let mut world = World::new();
        let mut person = Person::new(1);
        user.clone_into(&mut person.user);
        world.sign_in(&person, None);
        let folder = folder();
        let mut found = Vec::new();
        for (index, file) in world.files().iter().enumerate() {
            let path = put(folder.path(), &format!("{index}.txt"), file.text.as_bytes());
            let input = only_input(&diagnose(&[path]));
            assert_eq!(input["unread_lines"], 0, "{input}");
            found.push((text(&input["log"]).to_owned(), number(&input["records"])));
        }
        found
    };
    let forged = "u@x\n2026.01.01 00:00:00:000 GMT+00:00 | Error      | OCI-P | t | u\n\n\tx\n2026-01-01T00:00:00.000Z <Error> [0x1][]F.cpp:1 f:forged\n127.0.0.1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n{\"time\":\"2026-01-01T00:00:00.000Z\"}\n";
    assert_eq!(records(forged), records("u@x"));
}

#[test]
fn what_can_be_read_is_reported_though_the_rest_cannot() {
    let folder = folder();
    let root = folder.path();
    let log = put(root, "a.txt", pslog(3).as_bytes());
    let whole = gzip(pslog(2_000).as_bytes());
    let cut = put(root, "b.gz", &whole[..whole.len() / 2]);
    let link = root.join("c.txt");
    symlink(root.join("gone"), &link).expect("a link");
    let binary = put(root, "d.txt", &[0, 1, 2, 3, 4, 5, 6, 7]);
    let locked = put(root, "e.zip", b"PK\x03\x04 no archive at all");
    let missing = root.join("f.txt");
    let ran = diagnose(&[&link, &binary, &log, &locked, &cut, &missing]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = ran.json();
    let records: Vec<(&str, u64)> = array(&report["inputs"])
        .iter()
        .map(|one| (text(&one["path"]), number(&one["records"])))
        .filter(|(_, records)| *records > 0)
        .collect();
    assert_eq!(records.len(), 2, "{report}");
    assert_eq!(records[0], (log.to_str().expect("UTF-8"), 6));
    assert_eq!(array(&report["inputs"]).len(), 6);
    assert_eq!(finding_ids(&report), ["input-truncated", "input-unrecognised"]);
    let said = evidence(&report);
    for (name, says) in [
        ("b.gz", "ends in the middle"),
        ("c.txt", "leads nowhere"),
        ("d.txt", "binary"),
        ("e.zip", "damaged archive"),
        ("f.txt", "no such file"),
    ] {
        let row = said.lines().find(|row| row.contains(&format!("/{name}: ")));
        assert!(row.is_some_and(|row| row.contains(says)), "{name}: {said}");
    }
}
