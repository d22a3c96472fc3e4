//! What a failed login at the portal says of the steps behind it (docs/wire.md, EUE rows).

use lineman_model::StepId;

use crate::observation::{Fact, Show};

/// The portal's answer to a failed login, as the portal and the app log it.
pub(crate) fn failed(code: Option<&str>, status: Option<u16>) -> Vec<Show> {
    let status_fact = status.map(Fact::HttpStatus);
    let Some(code) = code else { return by_status(status) };
    let facts = [Fact::PortalCode(code.to_owned())];
    match code {
        // Bad credentials; a locked user: BroadWorks said so.
        "100006" | "200018" => {
            vec![Show::done(StepId::S2), Show::failed(StepId::S2_1, facts)]
        }
        // Session or CSRF token missing: the form itself.
        "200016" => vec![Show::failed(StepId::S2, facts)],
        _ if status.is_some_and(|status| (500..600).contains(&status)) => by_status(status)
            .into_iter()
            .map(|show| if show.facts.is_empty() { show } else { show.with(facts.clone()) })
            .collect(),
        // Accepted by BroadWorks and still not let in.
        _ => vec![Show::done(StepId::S2), Show::failed(StepId::S2_3, facts).with(status_fact)],
    }
}

/// Without a code: the login arrived, and what stands behind the portal failed somewhere up to 2.3.
fn by_status(status: Option<u16>) -> Vec<Show> {
    let mut shows = vec![Show::done(StepId::S2)];
    shows.push(Show::failed(StepId::S2_3, status.map(Fact::HttpStatus)));
    shows
}
