//! Does a signature fit a journey?

use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_model::{Confidence, StepId, StepState};

use super::signatures::{Rule, SIGNATURES, Signature, When};
use crate::given::Given;
use crate::observation::{Fact, Verdict};
use crate::state::JudgedJourney;

/// The root of a failed journey.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    pub(crate) id: &'static str,
    pub(crate) step: StepId,
    pub(crate) confidence: Confidence,
    /// Members of the journey that show it.
    pub(crate) evidence: Vec<usize>,
}

/// Names the root of a failed journey; `step-failed` when no signature fits.
pub(crate) fn root(journey: &JudgedJourney, given: &Given) -> Option<Root> {
    let failed = journey.first_failed()?;
    let named = SIGNATURES
        .iter()
        .filter(|signature| signature.at.contains(&failed))
        .find_map(|signature| matches(signature, journey, failed, given));
    Some(named.unwrap_or_else(|| Root {
        id: lineman_catalog::findings::STEP_FAILED,
        step: failed,
        confidence: Confidence::Certain,
        evidence: evidence(journey, &[failed]),
    }))
}

fn matches(
    signature: &Signature,
    journey: &JudgedJourney,
    failed: StepId,
    given: &Given,
) -> Option<Root> {
    let facts: Vec<&Fact> = journey
        .journey
        .members
        .iter()
        .flat_map(|member| &member.shows)
        .filter(|show| signature.at.contains(&show.step) || signature.context.contains(&show.step))
        .flat_map(|show| &show.facts)
        .collect();
    let rule = signature.rules.iter().find(|rule| holds(rule, &facts, journey, given))?;
    // The evidence is what shows the failure; where nothing does, what shows the way there.
    let steps: Vec<StepId> = signature.at.iter().copied().chain([failed]).collect();
    let mut evidence = evidence(journey, &steps);
    for (index, member) in journey.journey.members.iter().enumerate() {
        let explains = member
            .shows
            .iter()
            .any(|show| signature.context.contains(&show.step) && !show.facts.is_empty());
        if explains && !evidence.contains(&index) {
            evidence.push(index);
        }
    }
    evidence.sort_unstable();
    Some(Root { id: signature.id, step: signature.step, confidence: rule.confidence, evidence })
}

fn holds(rule: &Rule, facts: &[&Fact], journey: &JudgedJourney, given: &Given) -> bool {
    rule.all.iter().all(|when| is(when, facts, journey, given))
        && !rule.none.iter().any(|when| is(when, facts, journey, given))
}

fn is(when: &When, facts: &[&Fact], journey: &JudgedJourney, given: &Given) -> bool {
    match when {
        When::Given(log) => given.has(*log),
        When::Missing(step) => journey.state(*step) == Some(StepState::Missing),
        When::NotOk(step) => {
            !matches!(journey.state(*step), Some(StepState::Ok | StepState::NotApplicable))
        }
        When::Bridge(class) => is_refusal(*class, facts),
        _ => facts.iter().any(|fact| is_fact(when, fact)),
    }
}

/// The class of a refusal comes from status and message, which are two facts.
fn is_refusal(class: BridgeRefusal, facts: &[&Fact]) -> bool {
    let statuses = facts.iter().filter_map(|fact| match fact {
        Fact::HttpStatus(status) => Some(*status),
        _ => None,
    });
    let messages: Vec<&str> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Message(message) => Some(message.as_str()),
            _ => None,
        })
        .chain([""])
        .collect();
    statuses.into_iter().any(|status| {
        messages.iter().any(|message| BridgeRefusal::classify(status, message) == Some(class))
    })
}

fn is_fact(when: &When, fact: &Fact) -> bool {
    let contains = |text: &str, part: &str| text.to_lowercase().contains(part);
    match (when, fact) {
        (When::Oci(number), Fact::OciError(found)) | (When::Xsi(number), Fact::XsiError(found)) => {
            number == found
        }
        (When::Http(low, high), Fact::HttpStatus(found))
        | (When::ServerRefused(low, high), Fact::RefusedByServer(found)) => {
            (low..=high).contains(&found)
        }
        (When::Sip(status), Fact::SipStatus(found)) => status == found,
        (When::Portal(code), Fact::PortalCode(found)) => code == found,
        (When::Says(part), Fact::Message(text))
        | (When::UnreachableSays(part), Fact::Unreachable(text))
        | (When::TokenSays(part), Fact::TokenRefused(text)) => contains(text, part),
        (When::Unreachable, Fact::Unreachable(_))
        | (When::TlsRefused, Fact::TlsRefused(_))
        | (When::TokenRefused, Fact::TokenRefused(_))
        | (When::CallingBehavior, Fact::CallingBehavior(_))
        | (When::CredentialsRefused, Fact::CredentialsRefused)
        | (When::NotConfigured, Fact::NotConfigured)
        | (When::EntitlementMissing, Fact::EntitlementMissing)
        | (When::OtherCallingEntitlement, Fact::OtherCallingEntitlement)
        | (When::NoDevices, Fact::NoDevices)
        | (When::DesktopDeviceMissing, Fact::DesktopDeviceMissing)
        | (When::Unparseable, Fact::Unparseable)
        | (When::NumberMissing, Fact::NumberMissing)
        | (When::EmailMissing, Fact::EmailMissing)
        | (When::EmailMalformed, Fact::EmailMalformed)
        | (When::AddressedByIp, Fact::AddressedByIp)
        | (When::UserUnknown, Fact::UserUnknown)
        | (When::ProfileMismatch, Fact::ProfileMismatch)
        | (When::NotLocated, Fact::NotLocated)
        | (When::CreationFailed, Fact::CreationFailed)
        | (When::NoAnswer, Fact::NoAnswer) => true,
        _ => false,
    }
}

/// Members that show the failure of these steps; else those that show anything of them; else the
/// last thing that went well.
fn evidence(journey: &JudgedJourney, steps: &[StepId]) -> Vec<usize> {
    let of = |wanted: &dyn Fn(Verdict) -> bool| -> Vec<usize> {
        journey
            .journey
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| {
                member.shows.iter().any(|show| steps.contains(&show.step) && wanted(show.verdict))
            })
            .map(|(index, _)| index)
            .collect()
    };
    let failed = of(&|verdict| verdict == Verdict::Failed);
    if !failed.is_empty() {
        return failed;
    }
    let any = of(&|_| true);
    if !any.is_empty() {
        return any;
    }
    journey
        .steps
        .iter()
        .rev()
        .find(|judged| judged.state == StepState::Ok && !judged.evidence.is_empty())
        .map(|judged| judged.evidence.clone())
        .unwrap_or_default()
}
