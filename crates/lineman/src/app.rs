//! `lineman app status`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use lineman_deployment::lab::AppStatusFile;
use serde_json::Value;

use crate::output::{self, Format};

/// What `lineman app` is asked.
#[derive(Debug, Args)]
pub(crate) struct App {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what the apps of a lab show: Phone Services, registration, tracking id.
    Status(Status),
}

#[derive(Debug, Args)]
struct Status {
    /// The folder of the lab.
    #[arg(long, value_name = "DIR", default_value = "lineman-lab")]
    data: PathBuf,
    /// Only this user's app: BroadWorks user id.
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// Text for people or JSON for programs.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl App {
    pub(crate) fn run(self) -> u8 {
        match self.command {
            Command::Status(status) => status.run(),
        }
    }
}

impl Status {
    /// 0 when every app asked for is registered, 1 when one is not, 2 when there is none.
    fn run(self) -> u8 {
        let files = match &self.user {
            Some(user) => vec![AppStatusFile::of(&self.data, user)],
            None => AppStatusFile::all(&self.data),
        };
        let mut statuses = Vec::new();
        for file in &files {
            match read(file) {
                Ok(status) => statuses.push(status),
                Err(reason) => {
                    eprintln!("lineman app status: {}: {reason}", file.path().display());
                    return 2;
                }
            }
        }
        if statuses.is_empty() {
            eprintln!(
                "lineman app status: no app has run in {}; start `lineman lab` there",
                self.data.display()
            );
            return 2;
        }
        let registered = statuses.iter().all(|status| status["registered"] == true);
        let page = match self.format {
            Format::Json => json(&self.user, &statuses),
            Format::Text => statuses.iter().map(text).collect(),
        };
        output::print(&page).map_or_else(output::failed, |()| u8::from(!registered))
    }
}

fn read(file: &AppStatusFile) -> Result<Value, String> {
    let text = std::fs::read_to_string(file.path()).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// One app's document when one was asked for, an array otherwise.
fn json(user: &Option<String>, statuses: &[Value]) -> String {
    let document = match (user, statuses) {
        (Some(_), [one]) => one.clone(),
        _ => Value::Array(statuses.to_vec()),
    };
    format!("{document:#}\n")
}

fn text(status: &Value) -> String {
    let field = |name: &str| status[name].as_str().unwrap_or("-").to_owned();
    format!(
        "{}\n  {}\n  tracking id {}\n  registered until {}\n",
        field("email"),
        field("phone_services"),
        field("tracking_id"),
        field("expires_at")
    )
}
