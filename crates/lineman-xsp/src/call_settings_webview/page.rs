//! The page itself.

use askama::Template;
use lineman_ladder::literals::{HEADER_TRACKING_ID, XSI_ACTIONS_CONTEXT, XSI_VERSION};
use lineman_model::Secret;
use lineman_texts::Texts;
use serde_json::{Value, json};

use super::cards::{Card, Field, Kind, SECTIONS};
use super::handover::Handover;

/// Texts that the script shows, by the names that it uses.
const SCRIPT_TEXTS: &[(&str, &str)] = &[
    ("saving", "csw-saving"),
    ("saved", "csw-saved"),
    ("empty", "csw-empty"),
    ("notOpened", "csw-not-opened"),
    ("signedOut", "csw-error-signed-out"),
    ("notAllowed", "csw-error-not-allowed"),
    ("refused", "csw-error-refused"),
    ("unavailable", "csw-error-unavailable"),
    ("number", "csw-error-number"),
    ("numberMissing", "csw-error-number-missing"),
];
/// Where the script puts the words of the server.
const WORDS: &str = "{words}";

#[derive(Template)]
#[template(path = "call_settings.html")]
struct Page {
    language: &'static str,
    title: String,
    loading: String,
    script_needed: String,
    retry: String,
    location_label: String,
    location_confirm: String,
    location_remove: String,
    sections: Vec<SectionView>,
    /// JSON for the script, safe within an element.
    handover: String,
    texts: String,
}

struct SectionView {
    id: String,
    title: String,
    cards: Vec<CardView>,
}

struct CardView {
    segment: &'static str,
    service_name: &'static str,
    everybody: bool,
    title: String,
    hint: String,
    has_switch: bool,
    fields: Vec<FieldView>,
}

struct FieldView {
    name: &'static str,
    kind: &'static str,
    id: String,
    label: String,
    options: Vec<(String, String)>,
    add: String,
}

/// Makes the page for one reader.
pub(super) fn render(
    texts: &Texts,
    handover: &Handover,
    tracking_id: Option<&str>,
) -> Result<String, askama::Error> {
    let sections = SECTIONS.iter().enumerate().map(|(index, section)| SectionView {
        id: format!("section-{index}"),
        title: texts.text(section.title),
        cards: section.cards.iter().map(|card| card_view(texts, card)).collect(),
    });
    let given = json!({
        "userId": handover.user_id,
        "authorization": handover.authorization.as_ref().map(Secret::reveal),
        "hidden": handover.hidden,
        "base": format!("{XSI_ACTIONS_CONTEXT}/{XSI_VERSION}"),
        "trackingHeader": HEADER_TRACKING_ID,
        "trackingId": tracking_id,
    });
    let mut script_texts: serde_json::Map<String, Value> = SCRIPT_TEXTS
        .iter()
        .map(|(name, key)| ((*name).to_owned(), Value::from(texts.text(key))))
        .collect();
    let server_words = texts.format("csw-server-words", &[("words", WORDS)]);
    script_texts.insert("serverWords".to_owned(), Value::from(server_words));
    Page {
        language: texts.language().as_str(),
        title: texts.text("csw-title"),
        loading: texts.text("csw-loading"),
        script_needed: texts.text("csw-script-needed"),
        retry: texts.text("csw-retry"),
        location_label: texts.text("csw-location"),
        location_confirm: texts.text("csw-location-confirm"),
        location_remove: texts.text("csw-location-remove"),
        sections: sections.collect(),
        handover: embedded(&given),
        texts: embedded(&Value::Object(script_texts)),
    }
    .render()
}

fn card_view(texts: &Texts, card: &Card) -> CardView {
    let segment = card.service.stem();
    CardView {
        segment,
        service_name: card.service.service_name(),
        everybody: !card.service.is_assignable(),
        title: texts.text(card.text),
        hint: texts.text(&format!("{}-hint", card.text)),
        has_switch: card.has_switch,
        fields: card.fields.iter().map(|field| field_view(texts, segment, field)).collect(),
    }
}

fn field_view(texts: &Texts, segment: &str, field: &Field) -> FieldView {
    let mut options = Vec::new();
    let kind = match &field.kind {
        Kind::Check => "check",
        Kind::Number => "number",
        Kind::Rings => {
            options.push(("0".to_owned(), texts.text("csw-no-rings")));
            options.extend((2..=20).map(|rings| (rings.to_string(), rings.to_string())));
            "choice"
        }
        Kind::Choice(words) => {
            options.extend(words.iter().map(|(word, key)| ((*word).to_owned(), texts.text(key))));
            "choice"
        }
        Kind::Locations => "locations",
    };
    FieldView {
        name: field.name,
        kind,
        id: format!("{segment}-{}", field.name),
        label: texts.text(field.label),
        options,
        add: texts.text("csw-location-add"),
    }
}

/// JSON as the content of an element: nothing in it ends the element.
fn embedded(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        match character {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use lineman_model::Language;

    use super::*;

    #[test]
    fn nothing_that_is_handed_over_ends_an_element() {
        let handover = Handover {
            user_id: Some("</script><script>alert(1)</script>@x".to_owned()),
            authorization: Some(Secret::new("Bearer <!--")),
            ..Handover::default()
        };
        let html = render(&Texts::new(Language::En), &handover, Some("CLIENT_x")).unwrap();
        assert!(!html.contains("alert(1)</script>") && !html.contains("<!--"), "{html}");
        assert!(html.contains(r"\u003c/script\u003e\u003cscript\u003ealert(1)"));
    }

    #[test]
    fn every_text_is_there_in_every_language() {
        for language in Language::ALL {
            let html = render(&Texts::new(*language), &Handover::default(), None).unwrap();
            assert!(!html.contains("csw-"), "{language}: a key is shown as itself");
            assert!(html.contains(&format!("<html lang=\"{language}\">")));
        }
    }
}
