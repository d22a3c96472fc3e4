//! `lineman diagnose PATH...`.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lineman_diagnose::{Options, text};
use lineman_model::{Language, Timestamp};
use lineman_texts::Texts;

use crate::language;
use crate::output::{self, Format};

/// Shorter inputs are done before a bar could be read.
const BAR_BYTES: u64 = 16 * 1024 * 1024;

/// What `lineman diagnose` is asked.
#[derive(Debug, Args)]
pub(crate) struct Diagnose {
    /// Logs: files, folders, .gz and .zip archives.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only this subscriber: BroadWorks user id or email.
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// Only this tracking id.
    #[arg(long, value_name = "T")]
    tracking_id: Option<String>,
    /// Nothing before this time, RFC 3339: 2026-01-31T12:00:00Z.
    #[arg(long, value_name = "T", value_parser = time)]
    since: Option<Timestamp>,
    /// Nothing after this time.
    #[arg(long, value_name = "T", value_parser = time)]
    until: Option<Timestamp>,
    /// Text for people or JSON for programs.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Language of the report: en, de, es, fr, cs, zh; otherwise that of the environment.
    #[arg(long, value_parser = language::parse)]
    lang: Option<Language>,
}

fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse_rfc3339(text)
        .ok_or_else(|| String::from("not a time in the form 2026-01-31T12:00:00Z"))
}

impl Diagnose {
    pub(crate) fn run(self) -> u8 {
        let language = self.lang.unwrap_or_else(language::of_environment);
        let options = Options {
            user: self.user,
            tracking_id: self.tracking_id,
            since: self.since,
            until: self.until,
            language,
        };
        let mut bar = Bar::new();
        let report = lineman_deployment::diagnose(&self.paths, options, &mut |read, total| {
            bar.show(read, total);
        });
        bar.finish();
        let code = report.exit_code();
        if code == 2 {
            let reasons =
                report.inputs.iter().map(|input| (input.path.as_str(), input.notes.join("; ")));
            output::nothing_read(reasons);
        }
        let printed = match self.format {
            Format::Text => output::print(&text::render(
                &report,
                &Texts::new(language),
                output::columns(),
                output::colour(),
            )),
            Format::Json => output::print_with(|out| report.write_json(out)),
        };
        printed.map_or_else(output::failed, |()| code)
    }
}

/// A bar on standard error, when that is a terminal and the input is long.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn new() -> Self {
        Self(std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            if let Ok(style) =
                ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
            {
                bar.set_style(style);
            }
            bar
        }))
    }

    fn show(&mut self, read: u64, total: u64) {
        let Some(bar) = &self.0 else { return };
        if total < BAR_BYTES {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_length(total);
        bar.set_position(read);
    }

    fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
