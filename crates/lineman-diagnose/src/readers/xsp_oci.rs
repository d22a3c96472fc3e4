//! OCI-P documents that an XSP application exchanges on behalf of a request.

use lineman_model::StepId;

use super::exchanges::{Exchange, Purpose};
use super::oci_steps;
use crate::observation::Show;
use crate::oci::{self, Family, Request};
use crate::sink::{Origin, Sink};

/// A document went to the Application Server.
pub(crate) fn asked(exchange: &mut Exchange, document: &str, origin: Origin, sink: &mut Sink) {
    let Some(message) = oci::read(document) else { return };
    for request in &message.requests {
        if let Some(family) = of(exchange.purpose, request) {
            let ids = ids(exchange, family, request);
            let text = oci_steps::request_text(request);
            oci_steps::asked(family, &ids, None, origin, sink, &text);
            // Who asks on behalf of a request has received and accepted it, whatever becomes of its
            // answer. A password is accepted by the answer only.
            let accepted = match exchange.purpose {
                Purpose::Issue => Some(StepId::S5_2),
                Purpose::Devices => Some(StepId::S6),
                _ => None,
            };
            if let Some(step) = accepted {
                sink.observe(origin, &ids, vec![Show::done(step)], &text);
            }
        }
    }
    exchange.asked = message.requests;
}

/// Its answer came.
pub(crate) fn answered(exchange: &mut Exchange, document: &str, origin: Origin, sink: &mut Sink) {
    let Some(message) = oci::read(document) else { return };
    let asked = std::mem::take(&mut exchange.asked);
    for (request, answer) in asked.iter().zip(&message.answers) {
        if let Some(family) = of(exchange.purpose, request) {
            let ids = ids(exchange, family, request);
            oci_steps::answered(family, &ids, request, answer, origin, sink);
        }
    }
}

/// The family of a command that belongs to a step here. The login-info request of a validation
/// (has the token been revoked?) belongs to 6.1, not to 5.3.
fn of(purpose: Purpose, request: &Request) -> Option<Family> {
    request.family.filter(|family| {
        matches!(
            (purpose, family),
            (Purpose::Profile, Family::Verify | Family::UserGet | Family::ServiceProviderGet)
                | (Purpose::Devices, Family::DeviceList)
                | (Purpose::Issue, Family::LoginInfo)
        )
    })
}

fn ids(exchange: &Exchange, family: Family, request: &Request) -> crate::observation::Ids {
    let mut ids = oci_steps::ids(family, request, exchange.ids.tracking.as_deref());
    ids.learn(&exchange.ids);
    ids
}
