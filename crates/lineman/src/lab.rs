//! `lineman lab`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use lineman_deployment::DataDirectoryError;
use lineman_deployment::lab::{self, Fault, LabError, LabOptions, Progress};
use lineman_diagnose::text;
use lineman_model::{Language, StepState};
use lineman_texts::Texts;

use crate::{language, logging, output};

/// What `lineman lab` is asked.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Lab {
    #[command(subcommand)]
    about: Option<About>,
    /// Walk once and end, instead of staying up.
    #[arg(long)]
    once: bool,
    /// The folder of the lab; nothing is written outside it.
    #[arg(long, value_name = "DIR", default_value = "lineman-lab")]
    data: PathBuf,
    /// Inject a fault; may be given several times. `lineman lab faults` lists them.
    #[arg(long = "fault", value_name = "ID", value_parser = fault)]
    faults: Vec<Fault>,
    /// First of the ports, instead of the usual ones (8080, 2208, 5060 ...); 0 takes whatever is
    /// free.
    #[arg(long, value_name = "N")]
    port_base: Option<u16>,
    /// Keep the state of both halves on this PostgreSQL server instead of in SQLite files.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Language: en, de, es, fr, cs, zh; otherwise that of the environment.
    #[arg(long, value_parser = language::parse)]
    lang: Option<Language>,
}

#[derive(Debug, Subcommand)]
enum About {
    /// List the faults and what a trainee should see.
    Faults {
        /// Language: en, de, es, fr, cs, zh; otherwise that of the environment.
        #[arg(long, value_parser = language::parse)]
        lang: Option<Language>,
    },
}

fn fault(id: &str) -> Result<Fault, String> {
    Fault::parse(id).ok_or_else(|| String::from("no such fault; `lineman lab faults` lists them"))
}

impl Lab {
    pub(crate) fn run(self) -> u8 {
        if let Some(About::Faults { lang }) = self.about {
            return list_faults(lang);
        }
        logging::to_standard_error();
        let language = self.lang.unwrap_or_else(language::of_environment);
        let texts = Texts::new(language);
        let options = LabOptions {
            data: self.data,
            once: self.once,
            faults: self.faults,
            port_base: self.port_base,
            language,
            postgres: self.postgres,
        };
        let runtime = match tokio::runtime::Runtime::new() {
            Ok(runtime) => runtime,
            Err(error) => {
                eprintln!("lineman lab: starting the async runtime: {error}");
                return 3;
            }
        };
        let mut say = |progress: Progress| print_progress(&texts, options.once, &progress);
        let outcome = runtime.block_on(lab::run(&options, &mut say, logging::interrupted()));
        match outcome {
            Ok(outcome) => {
                let code = u8::from(!outcome.healthy && options.once);
                let page =
                    text::render(&outcome.report, &texts, output::columns(), output::colour());
                if options.once || !outcome.healthy {
                    return output::print(&page).map_or_else(output::failed, |()| code);
                }
                code
            }
            Err(error) => {
                eprintln!("lineman lab: {error}");
                exit_code(&error)
            }
        }
    }
}

fn exit_code(error: &LabError) -> u8 {
    match error {
        LabError::Data(DataDirectoryError::InUse(_)) | LabError::NotALab(_) => 2,
        _ => 1,
    }
}

fn list_faults(lang: Option<Language>) -> u8 {
    let texts = Texts::new(lang.unwrap_or_else(language::of_environment));
    let mut page = format!("{}\n", texts.text("lab-faults-header"));
    for fault in Fault::ALL {
        let key = format!("lab-see-{}", fault.id());
        page.push_str(&format!("\n{}\n  {}\n", fault.id(), texts.text(&key)));
    }
    output::print(&page).map_or_else(output::failed, |()| 0)
}

fn print_progress(texts: &Texts, once: bool, progress: &Progress) {
    let line = match progress {
        Progress::PortReplaced { what, wanted, used } => {
            eprintln!("lineman lab: port {wanted} ({what}) is taken, using {used}");
            return;
        }
        Progress::Up { portal, data } => {
            let directory = data.join("logs").display().to_string();
            format!(
                "{}\n{}",
                texts.format("lab-portal-at", &[("url", portal)]),
                texts.format("lab-logs-in", &[("directory", &directory)])
            )
        }
        Progress::Step { step, state } => {
            let mark = if *state == StepState::Ok { '+' } else { 'x' };
            format!("{mark} {:<5} {}", step.as_str(), texts.step(*step))
        }
        Progress::WalkDone { .. } if once => return,
        Progress::WalkDone { .. } => texts.text("lab-stop-hint"),
    };
    // A reader that went away hears nothing more; the lab goes on.
    drop(writeln!(std::io::stdout(), "{line}"));
}
