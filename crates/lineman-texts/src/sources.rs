//! The Fluent files, embedded.

use lineman_model::Language;

/// One file of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    /// `findings.ftl`.
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

macro_rules! sources {
    ($language:literal) => {
        sources!($language, "terms", "findings", "codes", "steps", "report", "portal", "lab")
    };
    ($language:literal, $($name:literal),*) => {
        &[$(Source {
            name: concat!($name, ".ftl"),
            text: include_str!(concat!("../../../locales/", $language, "/", $name, ".ftl")),
        }),*]
    };
}

/// Every file of a language.
pub(crate) const fn sources(language: Language) -> &'static [Source] {
    match language {
        Language::En => sources!("en"),
        Language::De => sources!("de"),
        Language::Es => sources!("es"),
        Language::Fr => sources!("fr"),
        Language::Cs => sources!("cs"),
        Language::Zh => sources!("zh"),
    }
}
