//! `lineman explain CODE`.

use clap::Args;
use lineman_model::Language;
use lineman_texts::Texts;
use lineman_texts::explain::{explain, render_text, to_json};

use crate::language;
use crate::output::{self, Format};

/// What `lineman explain` is asked.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code: `18215`, `Error 18215`, `[Error 18215]`, `409`, or the id of a finding.
    #[arg(required = true, num_args = 1.., allow_hyphen_values = false)]
    code: Vec<String>,
    /// Text for people or JSON for programs.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Language of the text: en, de, es, fr, cs, zh; otherwise that of the environment.
    #[arg(long, value_parser = language::parse)]
    lang: Option<Language>,
}

impl Explain {
    pub(crate) fn run(&self) -> u8 {
        let explanation = explain(&self.code.join(" "));
        let texts = Texts::new(self.lang.unwrap_or_else(language::of_environment));
        let text = match self.format {
            Format::Text => render_text(&explanation, &texts, output::columns()),
            Format::Json => to_json(&explanation, &texts),
        };
        output::print(&text).map_or_else(output::failed, |()| explanation.exit_code())
    }
}
