//! Looking up and formatting.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use lineman_catalog::{Entry, EntryKind};
use lineman_model::{
    Component, Confidence, JourneyKind, Language, LogKind, Outcome, ScopeKind, Severity, StepId,
    StepState,
};
use unic_langid::LanguageIdentifier;

use crate::sources::sources;

/// The texts of one language, with English behind them.
pub struct Texts {
    language: Language,
    chosen: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, chosen: bundle(language), english: bundle(Language::En) }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key, with its variables filled in. A key that the language lacks is taken
    /// from English; one that English lacks is shown as itself.
    #[must_use]
    pub fn format(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.try_format(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// Like [`Texts::format`], but none when even English lacks the key.
    #[must_use]
    pub fn try_format(&self, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set((*name).to_owned(), argument(value));
        }
        format_in(&self.chosen, key, &arguments)
            .or_else(|| format_in(&self.english, key, &arguments))
    }

    /// The text of a key without variables.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// The title of a catalog entry.
    #[must_use]
    pub fn title(&self, entry: &Entry) -> String {
        self.text(&entry.title_key())
    }

    /// The cause of a catalog entry.
    #[must_use]
    pub fn cause(&self, entry: &Entry) -> String {
        self.text(&entry.cause_key())
    }

    /// The remedy of a catalog entry.
    #[must_use]
    pub fn remedy(&self, entry: &Entry) -> String {
        self.text(&entry.remedy_key())
    }

    /// What a step is called.
    #[must_use]
    pub fn step(&self, step: StepId) -> String {
        self.text(&format!("step-{}", step.as_str().replace('.', "-")))
    }

    /// A state of a step, in words.
    #[must_use]
    pub fn state(&self, state: StepState) -> String {
        self.text(&format!("state-{}", state.as_str()))
    }

    /// An outcome of a journey, in words.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.text(&format!("outcome-{}", outcome.as_str()))
    }

    /// What a journey is called.
    #[must_use]
    pub fn journey(&self, kind: JourneyKind) -> String {
        self.text(&format!("journey-{}", kind.as_str()))
    }

    /// A severity, in words.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> String {
        self.text(&format!("severity-{}", severity.as_str()))
    }

    /// A confidence, in words.
    #[must_use]
    pub fn confidence(&self, confidence: Confidence) -> String {
        self.text(&format!("confidence-{}", confidence.as_str()))
    }

    /// A scope, in words.
    #[must_use]
    pub fn scope(&self, scope: ScopeKind) -> String {
        self.text(&format!("scope-{}", scope.as_str()))
    }

    /// What a component is called.
    #[must_use]
    pub fn component(&self, component: Component) -> String {
        self.text(&format!("component-{}", component.as_str()))
    }

    /// What a log holds and who writes it.
    #[must_use]
    pub fn log(&self, log: LogKind) -> String {
        // A key holds no dot: the dot separates the attribute.
        self.text(&format!("log-{}", log.as_str().trim_end_matches(".xml")))
    }

    /// What an entry is: a BroadWorks error, a status of the bridge, ...
    #[must_use]
    pub fn kind(&self, kind: EntryKind) -> String {
        self.text(&format!("kind-{}", kind.as_str()))
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Our texts go to terminals, logs and attributes, where the isolation marks are noise.
    bundle.set_use_isolating(false);
    for source in sources(language) {
        // A test proves that every file is clean; should one not be, what was readable is used.
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Numbers take part in plural rules; everything else, such as `007`, stays as it is written.
fn argument(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

fn format_in(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    arguments: &FluentArgs<'_>,
) -> Option<String> {
    let (id, attribute) = match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    };
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    // What cannot be resolved is shown by its name; a test compares the variables of all languages.
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned())
}
