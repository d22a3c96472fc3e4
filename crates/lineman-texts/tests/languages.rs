//! The six languages say the same things.

use std::collections::BTreeSet;

use lineman_model::{
    Component, Confidence, JourneyKind, Language, LogKind, Outcome, ScopeKind, Severity, StepId,
    StepState,
};
use lineman_texts::{Texts, all_keys, keys_of, variables_of};

/// Texts that are the same word in some other language, or only names and technical words.
const SAME_AS_ENGLISH: &[&str] = &[
    "component-application-server",
    "component-network-server",
    "component-xsp",
    "component-sbc",
    "component-provisioning-bridge",
    "component-partner-hub",
    "component-control-hub",
    "component-help-desk",
    "confidence-possible",
    "explain-cause",
    "explain-heading",
    "report-cause",
    "report-call-id",
    "report-notes",
    "report-tracking-id",
    "portal-tracking-id",
    "scope-system",
    "journey-activation",
];

fn others() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| *language != Language::En)
}

fn other_texts() -> Vec<Texts> {
    others().map(Texts::new).collect()
}

/// The tokens in backticks, in order of the alphabet.
fn literals(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Fills every variable with its own name, so that texts can be compared.
fn sample(texts: &Texts, key: &str, variables: &BTreeSet<String>) -> String {
    let values: Vec<(&str, &str)> =
        variables.iter().map(|name| (name.as_str(), name.as_str())).collect();
    texts.format(key, &values)
}

#[test]
fn every_language_has_the_same_keys_with_the_same_variables() {
    let english = variables_of(Language::En);
    assert!(english.len() > 300, "only {} keys", english.len());
    for language in others() {
        let own = variables_of(language);
        let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let surplus: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(surplus.is_empty(), "{language} has {surplus:?} that English lacks");
        for (key, variables) in &english {
            assert_eq!(Some(variables), own.get(key), "{language}: variables of {key}");
        }
    }
}

#[test]
fn nothing_was_left_in_english() {
    let english = Texts::new(Language::En);
    let others = other_texts();
    for (key, variables) in variables_of(Language::En) {
        if SAME_AS_ENGLISH.contains(&key.as_str()) {
            continue;
        }
        let original = sample(&english, &key, &variables);
        for texts in &others {
            let (language, translated) = (texts.language(), sample(texts, &key, &variables));
            assert_ne!(translated, original, "{language}: {key} is in English");
        }
    }
}

#[test]
fn technical_literals_are_the_same_in_every_language() {
    // TRN-001 to TRN-033: what a translator must never touch stands in backticks.
    let english = Texts::new(Language::En);
    let others = other_texts();
    let mut seen = 0;
    for (key, variables) in variables_of(Language::En) {
        let original = sample(&english, &key, &variables);
        assert_eq!(original.matches('`').count() % 2, 0, "{key}: a backtick is not closed");
        let expected = literals(&original);
        seen += expected.len();
        for texts in &others {
            let (language, translated) = (texts.language(), sample(texts, &key, &variables));
            assert_eq!(literals(&translated), expected, "{language}: literals of {key}");
        }
    }
    assert!(seen > 120, "only {seen} literals");
}

#[test]
fn every_number_of_the_english_text_is_in_the_translation() {
    // Codes, statuses, steps and times must survive translation too.
    let numbers = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_ascii_digit())
            .filter(|part| part.len() >= 2)
            .map(str::to_owned)
            .collect()
    };
    let english = Texts::new(Language::En);
    let others = other_texts();
    for (key, variables) in variables_of(Language::En) {
        let original = sample(&english, &key, &variables);
        for texts in &others {
            let (language, translated) = (texts.language(), sample(texts, &key, &variables));
            assert_eq!(numbers(&translated), numbers(&original), "{language}: numbers of {key}");
        }
    }
}

#[test]
fn every_text_of_the_catalog_exists_and_is_a_sentence() {
    // DOC-010: no entry without an action.
    for language in Language::ALL {
        let keys = keys_of(*language);
        let texts = Texts::new(*language);
        for entry in lineman_catalog::entries() {
            for key in [entry.title_key(), entry.cause_key(), entry.remedy_key()] {
                assert!(keys.contains(&key), "{language} lacks {key}");
            }
            assert!(
                !texts.title(entry).ends_with(['.', '。']),
                "{language}: title of {}",
                entry.id
            );
            for text in [texts.cause(entry), texts.remedy(entry)] {
                assert!(text.ends_with(['.', '。']), "{language}: {}: {text}", entry.id);
                assert!(text.chars().count() >= 12, "{language}: {}: {text}", entry.id);
                assert!(!text.contains('\n'), "{language}: {}", entry.id);
            }
            // DOC-002: a cause is not a remedy.
            assert_ne!(texts.cause(entry), texts.remedy(entry));
        }
    }
}

#[test]
fn every_text_of_findings_and_codes_belongs_to_the_catalog() {
    let known: BTreeSet<String> = lineman_catalog::entries()
        .flat_map(|entry| [entry.title_key(), entry.cause_key(), entry.remedy_key()])
        .collect();
    for key in all_keys() {
        if key.ends_with(".title") && !key.starts_with("explain-unknown") {
            assert!(known.contains(&key), "{key} belongs to no entry");
        }
    }
}

#[test]
fn every_word_of_the_vocabularies_has_a_text() {
    let keys = all_keys();
    let mut expected = Vec::new();
    expected.extend(StepId::ALL.iter().map(|id| format!("step-{}", id.as_str().replace('.', "-"))));
    expected.extend(JourneyKind::ALL.iter().map(|value| format!("journey-{value}")));
    expected.extend(StepState::ALL.iter().map(|value| format!("state-{value}")));
    expected.extend(Outcome::ALL.iter().map(|value| format!("outcome-{value}")));
    expected.extend(Severity::ALL.iter().map(|value| format!("severity-{value}")));
    expected.extend(Confidence::ALL.iter().map(|value| format!("confidence-{value}")));
    expected.extend(ScopeKind::ALL.iter().map(|value| format!("scope-{value}")));
    expected.extend(Component::ALL.iter().map(|value| format!("component-{value}")));
    expected.extend(
        lineman_catalog::EntryKind::ALL.iter().map(|kind| format!("kind-{}", kind.as_str())),
    );
    for key in expected {
        assert!(keys.contains(&key), "{key}");
    }
    let texts = Texts::new(Language::En);
    for log in LogKind::ALL {
        assert!(!texts.log(*log).starts_with("log-"), "{log} has no text");
    }
}

#[test]
fn the_portal_can_show_every_code_that_it_raises() {
    // EUE-001, EUE-002, EUE-005, EUE-006, EUE-025; EUE-026 for the others
    let keys = all_keys();
    for code in lineman_catalog::EndUserCode::ALL {
        assert!(keys.contains(&format!("portal-error-{}", code.as_str())), "{}", code.as_str());
    }
    assert!(keys.contains("portal-error-generic"));
}

#[test]
fn a_missing_key_is_shown_and_no_isolation_marks_are_used() {
    let texts = Texts::new(Language::De);
    assert_eq!(texts.text("no-such-key"), "no-such-key");
    assert_eq!(texts.try_format("finding-wrong-password.nothing", &[]), None);
    assert_eq!(
        texts.format("lab-portal-at", &[("url", "http://localhost:8080")]),
        "Portal unter http://localhost:8080"
    );
}

#[test]
fn plurals_follow_the_language_and_texts_that_look_like_numbers_stay() {
    let czech = Texts::new(Language::Cs);
    let forms: BTreeSet<String> = ["1", "2", "5"]
        .iter()
        .map(|count| czech.format("report-lines", &[("count", count)]).replace(*count, "#"))
        .collect();
    assert_eq!(forms.len(), 3, "{forms:?}");
    let english = Texts::new(Language::En);
    assert_eq!(english.format("report-more", &[("count", "1")]), "1 more");
    assert_eq!(english.format("report-lines", &[("count", "1200")]), "1200 lines");
    assert_eq!(english.format("portal-error-label", &[("code", "007")]), "Sign-in error 007");
}

#[test]
fn the_product_is_named_in_one_place() {
    // DOC-012
    for language in Language::ALL {
        let mut named = Texts::new(*language).text("report-title");
        named.retain(|c| !c.is_whitespace());
        assert!(named.contains("Lineman"), "{language}: {named}");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales");
    for language in Language::ALL {
        for name in ["findings", "codes", "steps", "report", "portal", "lab"] {
            let path = format!("{folder}/{language}/{name}.ftl");
            let text = std::fs::read_to_string(&path).expect(&path);
            assert!(!text.contains("Lineman"), "{path} names the product");
            assert!(!text.contains("Webex for Cisco BroadWorks"), "{path} names the service");
        }
    }
}
