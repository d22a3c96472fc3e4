//! The language of what people read.

use lineman_model::Language;

/// Reads `--lang`: a language or a locale of one.
pub(crate) fn parse(text: &str) -> Result<Language, String> {
    Language::from_locale(text).ok_or_else(|| String::from("use one of en, de, es, fr, cs, zh"))
}

/// The language of the environment, in the order that POSIX gives; English otherwise.
pub(crate) fn of_environment() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_locale(&value))
        .unwrap_or(Language::En)
}
