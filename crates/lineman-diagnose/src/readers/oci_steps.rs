//! What OCI-P commands of the ladder show, whichever log prints them: the Application Server's
//! PSLog, XsiActionsLog and the authentication service's log (LAD-012 to 016, 028, 046, 047).

use lineman_ladder::literals;
use lineman_model::{LogKind, StepId};

use crate::observation::{Fact, Ids, Show, Verdict};
use crate::oci::{Answer, Family, Request};
use crate::sink::{Origin, Sink};

/// Wrong password, unknown user, locked account: the user's credentials, not the exchange.
const CREDENTIAL_ERRORS: &[u32] = &[4962, 4008, 5202];

/// What joins a command to a journey.
pub(crate) fn ids(family: Family, request: &Request, tracking: Option<&str>) -> Ids {
    let mut ids = Ids { tracking: tracking.map(str::to_owned), ..Ids::default() };
    match family {
        // The name that was typed may be an alternate id (LAD-055).
        Family::Verify => ids.login.clone_from(&request.user),
        Family::ServiceProviderGet => {}
        _ => ids.user.clone_from(&request.user),
    }
    ids
}

/// A command went out or came in.
pub(crate) fn asked(
    family: Family,
    ids: &Ids,
    opens: Option<&'static str>,
    origin: Origin,
    sink: &mut Sink,
    text: &str,
) {
    let shows = vec![Show::begun(family.step())];
    match opens {
        Some(kind) if ids.tracking.is_some() => sink.open(origin, ids, shows, kind, text),
        _ if ids.tracking.is_some() => sink.observe(origin, ids, shows, text),
        // Without a tracking id any client may have asked.
        _ => sink.support(origin, ids, shows, text),
    }
}

/// A command was answered.
pub(crate) fn answered(
    family: Family,
    ids: &Ids,
    request: &Request,
    answer: &Answer,
    origin: Origin,
    sink: &mut Sink,
) {
    let mut ids = ids.clone();
    if family == Family::UserGet {
        ids.email = ids.email.or_else(|| answer.email.clone());
        ids.enterprise = ids.enterprise.or_else(|| answer.service_provider.clone());
    }
    let mut shows = shows(family, answer);
    // The server sent it; whether it arrived, only the XSP can tell.
    if origin.log == LogKind::PsLog {
        for show in shows.iter_mut().filter(|show| show.verdict == Verdict::Done) {
            show.verdict = Verdict::Likely;
        }
    }
    if let (Some(user), Some(devices)) = (&ids.user, &answer.devices) {
        for (_, port) in devices.iter().filter(|(_, port)| !port.is_empty()) {
            sink.alias(port, user);
        }
    }
    let text = answer_text(request, answer);
    if ids.tracking.is_some() || ids.exchange.is_some() {
        sink.observe(origin, &ids, shows, &text);
    } else {
        sink.support(origin, &ids, shows, &text);
    }
}

fn shows(family: Family, answer: &Answer) -> Vec<Show> {
    let step = family.step();
    if let Some((number, _)) = &answer.error {
        let fact = Fact::OciError(*number);
        let failed = Show::failed(step, [fact.clone()]);
        // The guide puts a refused password to the request of the IdP proxy (EUE-001, LAD-054).
        return if family == Family::Verify && CREDENTIAL_ERRORS.contains(number) {
            vec![Show::failed(StepId::S2_1, [fact]), failed]
        } else {
            vec![failed]
        };
    }
    match family {
        Family::Verify | Family::UserGet => vec![Show::likely(step)],
        Family::DeviceList => {
            let mut shows = vec![Show::done(step)];
            if let Some(devices) = &answer.devices {
                shows.extend(device_problem(devices.iter().map(|(device, _)| device.as_str())));
            }
            shows
        }
        _ => vec![Show::done(step)],
    }
}

/// What a list of device types lacks for the desktop app (LAD-053, CAL-018).
pub(crate) fn device_problem<'a>(types: impl Iterator<Item = &'a str>) -> Option<Show> {
    let mut any = false;
    for device in types {
        any = true;
        if device == literals::DEVICE_TYPE_DESKTOP {
            return None;
        }
    }
    let fact = if any { Fact::DesktopDeviceMissing } else { Fact::NoDevices };
    Some(Show::failed(StepId::S6_3, [fact]))
}

pub(crate) fn request_text(request: &Request) -> String {
    match &request.user {
        Some(user) => format!("{} userId={user}", request.name),
        None => request.name.clone(),
    }
}

pub(crate) fn answer_text(request: &Request, answer: &Answer) -> String {
    match &answer.error {
        Some((_, text)) => format!("{}: {text}", request_text(request)),
        None => format!("{}: {}", request_text(request), answer.name),
    }
}
