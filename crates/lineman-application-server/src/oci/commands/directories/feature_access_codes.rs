//! `UserFeatureAccessCodeGetListRequest21`: what a user dials to use a service. The codes are the
//! usual ones of a new system; they cannot be changed here.

use lineman_ocip::{Command, Element};

use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// Name of the code, the code, and the service that a user must have for it; without one it is for
/// everybody.
const CODES: &[(&str, &str, Option<&str>)] = &[
    ("Anonymous Call Rejection Activation", "*77", Some("Anonymous Call Rejection")),
    ("Anonymous Call Rejection Deactivation", "*87", Some("Anonymous Call Rejection")),
    ("Automatic Callback Deactivation", "#8", Some("Automatic Callback")),
    ("Call Forwarding Always Activation", "*72", Some("Call Forwarding Always")),
    ("Call Forwarding Always Deactivation", "*73", Some("Call Forwarding Always")),
    ("Call Forwarding Busy Activation", "*90", Some("Call Forwarding Busy")),
    ("Call Forwarding Busy Deactivation", "*91", Some("Call Forwarding Busy")),
    ("Call Forwarding No Answer Activation", "*92", Some("Call Forwarding No Answer")),
    ("Call Forwarding No Answer Deactivation", "*93", Some("Call Forwarding No Answer")),
    ("Call Forwarding Not Reachable Activation", "*94", Some("Call Forwarding Not Reachable")),
    ("Call Forwarding Not Reachable Deactivation", "*95", Some("Call Forwarding Not Reachable")),
    ("Call Park", "*68", None),
    ("Call Park Retrieve", "*88", None),
    ("Call Pickup", "*98", None),
    ("Call Waiting Persistent Activation", "*43", Some("Call Waiting")),
    ("Call Waiting Persistent Deactivation", "#43", Some("Call Waiting")),
    ("Calling Line ID Delivery Blocking per Call", "*67", None),
    ("Calling Line ID Delivery per Call", "*65", None),
    ("Cancel Call Waiting", "*70", Some("Call Waiting")),
    ("Directed Call Pickup", "*97", None),
    ("Do Not Disturb Activation", "*78", Some("Do Not Disturb")),
    ("Do Not Disturb Deactivation", "*79", Some("Do Not Disturb")),
    ("Last Number Redial", "*66", Some("Last Number Redial")),
    ("Voice Mail Retrieval", "*86", Some("Voice Messaging User")),
];

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let services = call.store().user_services().list(&user.user_id).await?;
    let has = |name: &str| services.iter().any(|service| service.service_name == name);
    let codes = CODES.iter().filter(|(_, _, service)| service.is_none_or(has));
    Ok(codes.fold(call.answer(), |answer, (name, code, _)| {
        answer.with_element(
            Element::new("featureAccessCode")
                .with_child("featureAccessCodeName", *name)
                .with_child("mainCode", *code)
                .with_child("enableFAC", "true"),
        )
    }))
}
