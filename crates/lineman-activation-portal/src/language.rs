//! Which of the six languages a reader wants.

use axum::http::{HeaderMap, header};
use lineman_model::Language;
use lineman_texts::Texts;

/// Entries of `accept-language` that are looked at.
const MOST_ENTRIES: usize = 32;

/// The texts of all languages.
#[derive(Debug)]
pub(crate) struct AllTexts(Vec<Texts>);

impl AllTexts {
    pub(crate) fn new() -> Self {
        Self(Language::ALL.iter().map(|language| Texts::new(*language)).collect())
    }

    /// The texts that a request asks for; the first ones, English, when it asks for others.
    pub(crate) fn of(&self, headers: &HeaderMap) -> &Texts {
        let language = preferred(headers);
        self.0.iter().find(|texts| texts.language() == language).unwrap_or(&self.0[0])
    }
}

/// The wanted language with the highest weight (RFC 9110, section 12.5.4); of equal ones the first.
fn preferred(headers: &HeaderMap) -> Language {
    let mut best: Option<(Language, u16)> = None;
    let values = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    let entries = values.filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(','));
    for entry in entries.take(MOST_ENTRIES) {
        let (range, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = weight(parameters);
        let Some(language) = Language::from_locale(range.trim()) else { continue };
        if weight > best.map_or(0, |(_, known)| known) {
            best = Some((language, weight));
        }
    }
    best.map_or(Language::En, |(language, _)| language)
}

/// Thousandths; what is not a weight counts as none.
fn weight(parameters: &str) -> u16 {
    let Some(value) = parameters.trim().strip_prefix("q=") else {
        return if parameters.trim().is_empty() { 1000 } else { 0 };
    };
    match value.trim().parse::<f32>() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 1000"
        )]
        Ok(value) if (0.0..=1.0).contains(&value) => (value * 1000.0) as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
        preferred(&headers)
    }

    #[test]
    fn the_highest_weight_among_the_six_wins() {
        assert_eq!(of("de-CH, en;q=0.5"), Language::De);
        assert_eq!(of("nl, fr;q=0.3, cs ;q=0.7, en;q=0.1"), Language::Cs);
        assert_eq!(of("zh-Hans-CN;q=0.9,es;q=0.9"), Language::Zh);
        assert_eq!(of("de;q=0, es;q=0.001"), Language::Es);
    }

    #[test]
    fn anything_else_is_english() {
        for value in ["", "nl", "*", "de;q=0", "de;q=2", "de;q=nan", "de;x", ";;;,,,", "é"] {
            assert_eq!(of(value), Language::En, "{value}");
        }
        assert_eq!(preferred(&HeaderMap::new()), Language::En);
        assert_eq!(of(&format!("{}de", "nl,".repeat(1_000))), Language::En, "bounded");
    }
}
