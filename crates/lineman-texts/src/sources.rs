//! The Fluent files, embedded.

use lineman_model::Language;

macro_rules! sources {
    ($language:literal) => {
        sources!($language, "terms",
            "findings",
            "codes",
            "steps",
            "report",
            "portal",
            "call-settings",
            "lab"
        )
    };
    ($language:literal, $($name:literal),*) => {
        &[$(include_str!(concat!("../../../locales/", $language, "/", $name, ".ftl"))),*]
    };
}

/// The text of every file of a language.
pub(crate) const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => sources!("en"),
        Language::De => sources!("de"),
        Language::Es => sources!("es"),
        Language::Fr => sources!("fr"),
        Language::Cs => sources!("cs"),
        Language::Zh => sources!("zh"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_syntax::ast::Entry;

    use super::*;

    #[test]
    fn every_file_is_clean_fluent_and_no_message_is_written_twice() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for source in sources(*language) {
                let resource = fluent_syntax::parser::parse(*source)
                    .unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
                for entry in resource.body {
                    let name = match entry {
                        Entry::Message(message) => message.id.name.to_owned(),
                        Entry::Term(term) => format!("-{}", term.id.name),
                        Entry::Junk { content } => panic!("{language}: {content}"),
                        _ => continue,
                    };
                    assert!(seen.insert(name.clone()), "{language}: {name} is written twice");
                }
            }
        }
    }
}
