//! `lineman explain`: all meanings of a code, as text and as JSON (`lineman.explain/1`).

use lineman_catalog::Entry;
use lineman_ladder::step;
use serde_json::{Value, json};

use crate::{Texts, display_width, wrap};

/// The name of the JSON form.
pub const SCHEMA: &str = "lineman.explain/1";

/// A code with all its meanings.
#[derive(Debug, Clone)]
pub struct Explanation {
    query: String,
    entries: Vec<&'static Entry>,
}

/// Looks a code up.
#[must_use]
pub fn explain(query: &str) -> Explanation {
    // A query comes from a person: what is shown of it is bounded and holds no control characters.
    let shown = query.trim().chars().filter(|c| !c.is_control()).take(80).collect();
    Explanation { query: shown, entries: lineman_catalog::find(query) }
}

impl Explanation {
    /// Whether the catalog knows the code.
    #[must_use]
    pub fn found(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Exit code of `lineman explain`: 1 for a code that is not in the catalog.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        u8::from(!self.found())
    }

    /// The meanings.
    #[must_use]
    pub fn entries(&self) -> &[&'static Entry] {
        &self.entries
    }
}

/// The explanation for a terminal of so many columns, with a line end.
#[must_use]
pub fn render_text(explanation: &Explanation, texts: &Texts, columns: usize) -> String {
    let columns = columns.clamp(40, 120);
    let mut out = String::new();
    if !explanation.found() {
        let code = [("code", explanation.query.as_str())];
        for key in ["explain-unknown.title", "explain-unknown.cause", "explain-unknown.remedy"] {
            for line in wrap(&texts.format(key, &code), columns) {
                out.push_str(&line);
                out.push('\n');
            }
        }
        return out;
    }
    let labels = Labels::new(texts);
    for (index, entry) in explanation.entries.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let title = texts.format(
            "explain-heading",
            &[
                ("code", entry.id),
                ("kind", &texts.kind(entry.kind)),
                ("title", &texts.title(entry)),
            ],
        );
        for line in wrap(&title, columns) {
            out.push_str(&line);
            out.push('\n');
        }
        let steps: Vec<String> =
            entry.steps.iter().map(|id| format!("{id} {}", texts.step(*id))).collect();
        let mut row = |label: &str, text: &str| labels.row(&mut out, label, text, columns);
        row("explain-cause", &texts.cause(entry));
        row("explain-remedy", &texts.remedy(entry));
        if let Some(wire_text) = entry.wire_text {
            row("explain-wire-text", wire_text);
        }
        if let Some(component) = entry.component {
            row("explain-component", &texts.component(component));
        }
        if !steps.is_empty() {
            row("explain-steps", &steps.join(" · "));
        }
        if let Some(since) = entry.since.text() {
            row("explain-since", &texts.format("explain-since-version", &[("version", &since)]));
        }
        if !entry.requirements.is_empty() {
            row("explain-reference", &entry.requirements.join(", "));
        }
    }
    out
}

/// The explanation as JSON, indented by two, with a line end.
#[must_use]
pub fn to_json(explanation: &Explanation, texts: &Texts) -> String {
    let mut document = json!({
        "schema": SCHEMA,
        "query": explanation.query,
        "language": texts.language().as_str(),
        "found": explanation.found(),
        "entries": explanation.entries.iter().map(|entry| entry_json(entry, texts)).collect::<Vec<_>>(),
    });
    if !explanation.found() {
        let code = [("code", explanation.query.as_str())];
        document["unknown"] = json!({
            "title": texts.format("explain-unknown.title", &code),
            "cause": texts.format("explain-unknown.cause", &code),
            "remedy": texts.format("explain-unknown.remedy", &code),
        });
    }
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry_json(entry: &Entry, texts: &Texts) -> Value {
    let steps: Vec<Value> = entry
        .steps
        .iter()
        .map(|id| {
            json!({
                "step": id.as_str(),
                "journey": step(*id).map(|step| step.journey.as_str()),
                "name": texts.step(*id),
            })
        })
        .collect();
    json!({
        "id": entry.id,
        "kind": entry.kind.as_str(),
        "severity": entry.severity.as_str(),
        "title": texts.title(entry),
        "cause": texts.cause(entry),
        "remedy": texts.remedy(entry),
        "wire_text": entry.wire_text,
        "component": entry.component.map(lineman_model::Component::as_str),
        "steps": steps,
        "since": entry.since.text(),
        "reference": entry.requirements,
    })
}

/// The labels of the rows, all as wide as the widest.
struct Labels<'a> {
    texts: &'a Texts,
    width: usize,
}

impl<'a> Labels<'a> {
    const KEYS: &'static [&'static str] = &[
        "explain-cause",
        "explain-remedy",
        "explain-wire-text",
        "explain-component",
        "explain-steps",
        "explain-since",
        "explain-reference",
    ];

    fn new(texts: &'a Texts) -> Self {
        let width =
            Self::KEYS.iter().map(|key| display_width(&texts.text(key))).max().unwrap_or_default();
        Self { texts, width }
    }

    fn row(&self, out: &mut String, key: &str, text: &str, columns: usize) {
        let label = self.texts.text(key);
        let indent = self.width + 4;
        for (index, line) in wrap(text, columns.saturating_sub(indent).max(20)).iter().enumerate() {
            if index == 0 {
                let blanks = indent - 2 - display_width(&label);
                out.push_str("  ");
                out.push_str(&label);
                out.push_str(&" ".repeat(blanks));
            } else {
                out.push_str(&" ".repeat(indent));
            }
            out.push_str(line);
            out.push('\n');
        }
    }
}
