//! What `lineman diagnose` can be asked: whose journeys, when, in which language, in which form.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use lineman_model::{Clock, SystemClock};
use rustix::process::{Signal, kill_process};
use serde_json::Value;

use crate::files::{folder, put, repeat};
use crate::run::{
    array, bounded, command, diagnose_with, finding_ids, pid, run, start_piped, stderr, text,
};
use crate::samples::{PSLOG, sample};
use crate::scene::{three_people, write};

fn subscribers(report: &Value) -> Vec<&str> {
    array(&report["journeys"]).iter().map(|one| text(&one["subscriber"])).collect()
}

fn asked(root: &Path, options: &[&str]) -> Value {
    let ran = diagnose_with(&[root], options);
    assert!(ran.code.is_some_and(|code| code <= 1), "{ran:?}");
    let report = ran.json();
    let errors = array(&report["findings"]).iter().any(|one| one["severity"] == "error");
    assert_eq!(ran.code, Some(i32::from(errors)), "{options:?}");
    report
}

#[test]
fn a_subscriber_is_found_by_id_and_by_email_in_any_case() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    for user in
        ["Bw3@as.example", "bw3@AS.example", "Person3@Customer.example", "person3@customer.EXAMPLE"]
    {
        let report = asked(&root, &["--user", user]);
        assert_eq!(subscribers(&report), ["Bw3@as.example"], "{user}");
        assert!(finding_ids(&report).is_empty(), "{user}");
    }
    let report = asked(&root, &["--user", "person2@customer.example"]);
    assert_eq!(subscribers(&report), ["Person2@Customer.example"]);
    assert_eq!(finding_ids(&report), ["wrong-password"]);
    let report = asked(&root, &["--user", "nobody@customer.example"]);
    assert!(subscribers(&report).is_empty() && finding_ids(&report).is_empty());
    // What was read is said all the same.
    assert!(array(&report["inputs"]).len() >= 10);
}

#[test]
fn a_tracking_id_chooses_one_attempt() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    let all = asked(&root, &[]);
    assert_eq!(array(&all["journeys"]).len(), 3);
    for journey in array(&all["journeys"]) {
        let report = asked(&root, &["--tracking-id", text(&journey["tracking_id"])]);
        assert_eq!(array(&report["journeys"]), std::slice::from_ref(journey));
    }
    assert!(array(&asked(&root, &["--tracking-id", "CLIENT_none"])["journeys"]).is_empty());
}

#[test]
fn times_choose_journeys_and_errors() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    // The third person signs in a minute after the others.
    let later = "2026-01-01T00:00:30Z";
    assert_eq!(subscribers(&asked(&root, &["--since", later])), ["Bw3@as.example"]);
    let before = asked(&root, &["--until", later]);
    assert_eq!(subscribers(&before), ["Bw1@as.example", "Person2@Customer.example"]);
    assert_eq!(finding_ids(&before), ["wrong-password", "imp-credentials-mismatch"]);
    // The same moment in another zone.
    let zoned = asked(&root, &["--until", "2026-01-01T05:30:30+05:30"]);
    assert_eq!(subscribers(&zoned), subscribers(&before));
    for (option, time) in [("--since", "2027-01-01T00:00:00Z"), ("--until", "2025-01-01T00:00:00Z")]
    {
        let report = asked(&root, &[option, time]);
        assert!(subscribers(&report).is_empty() && finding_ids(&report).is_empty(), "{report}");
    }
}

#[test]
fn times_choose_among_the_errors_of_a_real_log() {
    let Some(path) = sample(PSLOG) else { return };
    let totals = |options: &[&str]| -> Vec<u64> {
        array(&asked(&path, options)["findings"])
            .iter()
            .map(|one| one["evidence_total"].as_u64().expect("a number"))
            .collect()
    };
    let middle = "2016-04-28T14:20:00Z";
    let (before, after) = (totals(&["--until", middle]), totals(&["--since", middle]));
    assert_eq!((before.as_slice(), after.as_slice()), (&[2, 18][..], &[10][..]));
    assert!(totals(&["--since", "2020-01-01T00:00:00Z"]).is_empty());
}

/// The text speaks the language; names, codes and paths do not change.
#[test]
fn six_languages_say_the_same() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    let mut texts = Vec::new();
    for language in ["en", "de", "es", "fr", "cs", "zh"] {
        let report = asked(&root, &["--lang", language]);
        assert_eq!(finding_ids(&report), ["wrong-password", "imp-credentials-mismatch"]);
        for finding in array(&report["findings"]) {
            for key in ["title", "cause", "remedy"] {
                let said = text(&finding[key]).to_owned();
                assert!(!texts.contains(&said), "{language}: {said}");
                texts.push(said);
            }
        }
        let ran = bounded(command().arg("diagnose").arg(&root).args(["--lang", language]));
        assert_eq!(ran.code, Some(1));
        for literal in ["wrong-password", "XsiActionsLog", "2.1.1", "Bw3@as.example", "REGISTER"] {
            assert!(ran.stdout.contains(literal), "{language} {literal}");
        }
        assert!(ran.stdout.contains(text(&array(&report["findings"])[0]["title"])), "{language}");
    }
    assert_eq!(texts.len(), 36);
}

/// Every language keeps to 80 columns; only a path or a command may stand out.
#[test]
fn every_report_fits_eighty_columns() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    put(&root, "stranger.txt", b"a shopping list\n");
    put(&root, "cut.gz", &crate::files::gzip(b"2026.01.01 a long enough text\n")[..24]);
    let missing = root.join("missing");
    for language in ["en", "de", "es", "fr", "cs", "zh"] {
        let ran =
            bounded(command().arg("diagnose").args([&root, &missing]).args(["--lang", language]));
        for line in ran.stdout.lines() {
            let width = lineman_texts::display_width(line);
            assert!(width <= 80 || line.contains(folder.path().to_str().expect("UTF-8")), "{line}");
        }
    }
}

#[test]
fn colours_are_for_terminals_only() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    for name in ["", "NO_COLOR"] {
        let mut command = command();
        if !name.is_empty() {
            command.env(name, "1");
        }
        let ran = bounded(command.arg("diagnose").arg(&root));
        assert!(!ran.stdout.contains('\x1b') && !ran.stderr.contains('\x1b'), "{name}");
    }
}

/// On a terminal there are colours, unless `NO_COLOR` says no. `script` of util-linux makes one.
#[test]
fn on_a_terminal_no_color_is_honoured() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    let binary = command().get_program().to_owned();
    let shown = |no_color: &str| -> Option<String> {
        let line = format!("'{}' diagnose '{}'", binary.display(), root.display());
        let output = std::process::Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .env("NO_COLOR", no_color)
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm")
            .stdin(Stdio::null())
            .output()
            .ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    // An empty NO_COLOR counts as none (no-color.org).
    let (Some(coloured), Some(plain)) = (shown(""), shown("1")) else {
        eprintln!("skipped: no `script` on this machine");
        return;
    };
    assert!(coloured.contains("\x1b[") && coloured.contains("wrong-password"), "{coloured}");
    assert!(!plain.contains("\x1b[") && plain.contains("wrong-password"), "{plain}");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    for format in ["text", "json"] {
        let mut child =
            start_piped(command().arg("diagnose").arg(&root).args(["--format", format]));
        // `head -c 1`: the report is longer than a pipe holds.
        let mut out = child.stdout.take().expect("a pipe");
        out.read_exact(&mut [0]).expect("a report");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        // As if the report had been read: there are errors in it.
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(stderr(&output), "", "{format}");
    }
}

#[test]
fn wrong_usage_exits_2_and_says_what_is_right() {
    for (arguments, says) in [
        (&["diagnose"][..], "PATH"),
        (&["diagnose", "x", "--no-such-option"], "--no-such-option"),
        (&["diagnose", "x", "--lang", "tlh"], "en, de, es, fr, cs, zh"),
        (&["diagnose", "x", "--since", "yesterday"], "2026-01-31T12:00:00Z"),
        (&["diagnose", "x", "--format", "html"], "json"),
        (&["diagnose", "x", "--user"], "--user"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(stderr(&output).contains(says), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_missing_path_exits_2_in_every_form() {
    for options in [&[][..], &["--format", "json"]] {
        let output =
            command().args(["diagnose", "no-such-file"]).args(options).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(stderr(&output).contains("no-such-file: there is no such file"), "{options:?}");
    }
}

/// Ctrl-C: the end comes at once, without a report that looks whole.
#[test]
fn an_interrupt_ends_a_long_diagnosis_at_once() {
    let folder = folder();
    let log = three_people().files().iter().map(|file| file.text.as_str()).collect::<String>();
    let path = repeat(folder.path(), "long.txt", b"", log.as_bytes(), 50_000_000);
    // One file under many names: it must not be through before we get our turn on a busy machine.
    for number in 0..400 {
        let name = folder.path().join(format!("long-{number}.txt"));
        std::fs::hard_link(&path, name).expect("a link");
    }
    // Whoever started the tests in the background of a shell has them ignore the signal.
    let binary = command().get_program().to_owned();
    let mut child = start_piped(
        Command::new("env")
            .arg("--default-signal=INT")
            .arg(binary)
            .arg("diagnose")
            .arg(folder.path()),
    );
    let clock = SystemClock;
    let start = clock.now();
    // It is at work when it has read some of the input.
    let read = || -> u64 {
        let io = std::fs::read_to_string(format!("/proc/{}/io", child.id())).unwrap_or_default();
        let count = io.lines().find_map(|line| line.strip_prefix("rchar: "));
        count.and_then(|count| count.parse().ok()).unwrap_or_default()
    };
    while read() < 8_000_000 {
        assert!(clock.now().since(start) < 30_000, "it reads nothing");
        std::thread::yield_now();
    }
    kill_process(pid(&child), Signal::INT).expect("a running child");
    let interrupted = clock.now();
    let mut report = Vec::new();
    let mut out = child.stdout.take().expect("a pipe");
    std::io::copy(&mut out, &mut report).expect("a pipe");
    let status = child.wait().expect("it ends");
    let seconds = clock.now().since(interrupted) / 1000;
    assert!(seconds < 3, "{seconds} s");
    assert!(!status.success() && report.is_empty(), "{status:?}");
}
