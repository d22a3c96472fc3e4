//! The report as text: 80 columns, six languages, no colour unless asked for.

mod common;

use common::build::{Person, World};
use common::diagnose;
use common::scenes::Fault;
use lineman_diagnose::{Report, text};
use lineman_model::Language;
use lineman_texts::{Texts, display_width};

fn scene() -> Report {
    let mut world = World::new();
    world.provision(&Person::new(1), Some(Fault::ImpCredentialsMismatch));
    world.sign_in(&Person::new(2), Some(Fault::WrongPassword));
    world.wait(60_000);
    world.sign_in(&Person::new(3), None);
    diagnose(&world.files())
}

#[test]
fn every_language_fits_eighty_columns() {
    let report = scene();
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let drawn = text::render(&report, &texts, 80, false);
        for line in drawn.lines() {
            // A path or a command that is longer than a line stays whole.
            let whole = line.split_whitespace().any(|word| display_width(word) > 40);
            assert!(display_width(line) <= 80 || whole, "{language}: {line}");
        }
        assert!(!drawn.contains('\x1b'));
        for literal in ["wrong-password", "2.1", "proxy -> Xsi", "XsiActionsLog:1", "config-wxt"] {
            assert!(drawn.contains(literal), "{language} {literal}\n{drawn}");
        }
        assert!(!drawn.contains("report-"), "{language}: a text is missing\n{drawn}");
    }
}

#[test]
fn the_first_failing_step_is_marked_and_its_evidence_cited() {
    let report = scene();
    let drawn = text::render(&report, &Texts::new(Language::En), 80, false);
    let marked: Vec<&str> = drawn.lines().filter(|line| line.starts_with("> ")).collect();
    assert_eq!(marked.len(), 2, "{drawn}");
    assert!(marked.iter().any(|line| line.starts_with("> 2.1 ")), "{marked:?}");
    assert!(marked.iter().any(|line| line.starts_with("> P3 ")), "{marked:?}");
    assert!(drawn.contains("First failing step: 2.1"));
    assert!(drawn.contains("    xsp/XsiActionsLog.txt:"), "{drawn}");
    // Secrets never reach a report.
    assert!(!drawn.contains("response=\"0"));
}

#[test]
fn registrations_are_drawn_as_call_flows() {
    let report = scene();
    let drawn = text::render(&report, &Texts::new(Language::En), 80, false);
    let arrows = drawn.lines().filter(|line| line.contains("REGISTER") && line.contains("->|"));
    assert!(arrows.count() >= 3, "{drawn}");
    assert!(drawn.contains("|<") && drawn.contains("200-REGISTER"), "{drawn}");
}

#[test]
fn colours_only_when_asked_for() {
    let report = scene();
    let texts = Texts::new(Language::En);
    let coloured = text::render(&report, &texts, 80, true);
    assert!(coloured.contains("\x1b[32m"));
    let mut bare = coloured;
    for code in ["1", "32", "1;31", "33", "2", "0"] {
        bare = bare.replace(&format!("\x1b[{code}m"), "");
    }
    assert_eq!(bare, text::render(&report, &texts, 80, false));
}

#[test]
fn nothing_read_is_said() {
    let mut engine = lineman_diagnose::Engine::new(lineman_diagnose::Options::default());
    engine.unreadable("missing.txt", "no such file");
    let report = engine.finish();
    assert_eq!(report.exit_code(), 2);
    let drawn = text::render(&report, &Texts::new(Language::En), 80, false);
    assert!(drawn.contains("missing.txt") && drawn.contains("no such file"), "{drawn}");
}
