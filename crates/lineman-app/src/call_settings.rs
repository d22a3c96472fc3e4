//! The link to the Call Settings Webview: whether it is shown (CSW-001 to CSW-005), and opening it.

use lineman_ladder::literals::CALL_SETTINGS_TARGET;
use lineman_logs::client_startup::ClientStartupEntry;
use lineman_model::Secret;
use serde::Serialize;
use url::{Url, form_urlencoded};

use crate::device_profile::CallSettingsNode;
use crate::http::{Http, base};
use crate::log::AppLog;

/// The first version of the app that opens the page (CSW-005); ours.
const FIRST_VERSION: [u64; 2] = [0, 1];
const FORM: &str = "application/x-www-form-urlencoded";

/// Why the link does not open the page within the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// The profile has no address (CSW-001, CSW-003).
    UrlMissing,
    /// Another target: a browser outside the app opens it (CSW-002).
    Target,
    /// The app is not registered at BroadWorks (CSW-004).
    NotRegistered,
    /// The app is too old (CSW-005).
    AppVersion,
}

impl Gate {
    const fn as_str(self) -> &'static str {
        match self {
            Self::UrlMissing => "urlMissing",
            Self::Target => "target",
            Self::NotRegistered => "notRegistered",
            Self::AppVersion => "appVersion",
        }
    }
}

/// Looks at the gates, the first that is shut counts.
pub(crate) fn gate(
    node: &CallSettingsNode,
    version: &str,
    is_registered: bool,
) -> Result<Url, Gate> {
    if !is_recent(version) {
        return Err(Gate::AppVersion);
    }
    if !is_registered {
        return Err(Gate::NotRegistered);
    }
    let mut url = base(&node.url).ok_or(Gate::UrlMissing)?;
    if node.target != CALL_SETTINGS_TARGET {
        return Err(Gate::Target);
    }
    // The address needs its slash (solution-facts 7).
    url.set_path(&format!("{}/", url.path().trim_end_matches('/')));
    Ok(url)
}

/// Writes the state of the link.
pub(crate) fn log_link(log: &AppLog, outcome: &Result<Url, Gate>, tracking_id: &str) {
    let (state, reason, path) = match outcome {
        Ok(url) => ("shown", None, Some(log.hide(url.path()))),
        Err(Gate::Target) => ("external", Some(Gate::Target.as_str().to_owned()), None),
        Err(gate) => ("hidden", Some(gate.as_str().to_owned()), None),
    };
    log.startup(ClientStartupEntry::CallSettingsLink {
        state: state.to_owned(),
        reason,
        path,
        tracking_id: tracking_id.to_owned(),
    });
}

/// What a version number says, part by part; what is no number counts as none.
fn is_recent(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u64>().unwrap_or(0));
    let own = [parts.next().unwrap_or(0), parts.next().unwrap_or(0)];
    own >= FIRST_VERSION
}

/// A link that is shown, with what opens it.
#[derive(Debug, Clone)]
pub(crate) struct CallSettingsLink {
    pub(crate) url: Url,
    pub(crate) user_id: String,
    pub(crate) token: Secret,
}

/// How opening the page went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallSettingsPage {
    /// HTTP status; none when no answer came.
    pub status: Option<u16>,
    /// Whether a page came.
    pub opened: bool,
}

impl CallSettingsLink {
    /// Opens the page: user and token go in the body, which no log shows.
    pub(crate) async fn open(
        &self,
        http: &Http,
        log: &AppLog,
        platform: &str,
        language: &str,
        tracking_id: &str,
    ) -> CallSettingsPage {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("userId", &self.user_id)
            .append_pair("token", self.token.reveal())
            .append_pair("language", language)
            .append_pair("platform", platform)
            .finish();
        let request = http.post(&self.url).header("content-type", FORM).body(body);
        let answer = http.send(request).await;
        let is_page = answer.is(200)
            && answer.content_type.as_deref().is_some_and(|media| media.starts_with("text/html"))
            && !answer.body.is_empty();
        let blank = (!is_page && answer.is(200)).then(|| String::from("no page in the answer"));
        log.startup(ClientStartupEntry::HttpExchange {
            purpose: String::from("call-settings"),
            method: String::from("POST"),
            path: log.hide(self.url.path()),
            status: answer.status,
            tracking_id: tracking_id.to_owned(),
            error: answer.transport_error.or(blank),
        });
        CallSettingsPage { status: answer.status, opened: is_page }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(url: &str, target: &str) -> CallSettingsNode {
        CallSettingsNode { url: url.to_owned(), target: target.to_owned() }
    }

    #[test]
    fn csw_001_to_005_every_gate_has_its_reason() {
        let page = "http://xsp.example.com/callsettings";
        let shown = gate(&node(page, "csw"), "43.8.0.1", true).map(|url| url.to_string());
        assert_eq!(shown, Ok(format!("{page}/")));
        for (node, version, registered, expected) in [
            (node("", "csw"), "43.8", true, Gate::UrlMissing),
            (node("no address", "csw"), "43.8", true, Gate::UrlMissing),
            (node(page, "external"), "43.8", true, Gate::Target),
            (node(page, ""), "43.8", true, Gate::Target),
            (node(page, "csw"), "43.8", false, Gate::NotRegistered),
            (node(page, "csw"), "0.0.9", true, Gate::AppVersion),
            (node(page, "csw"), "old", true, Gate::AppVersion),
        ] {
            assert_eq!(gate(&node, version, registered), Err(expected));
        }
    }
}
