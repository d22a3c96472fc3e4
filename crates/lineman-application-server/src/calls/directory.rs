//! Who is meant by an address, and what that user wants to happen.

use lineman_calls::{Answer, Asker, Callee, Contact, Party, Policy, Question, Refusal, Route};
use lineman_sip::{Message, NameAddress, SipUri};
use lineman_store::StoreError;
use lineman_store::broadworks::Subscriber;

use crate::registrar::{Registrar, Verdict};

/// The host of an address that hides its user (RFC 3323).
const ANONYMOUS: &str = "anonymous.invalid";
/// One ring of a telephone, as the number of rings counts them.
const RING_MILLIS: i64 = 6_000;

impl Registrar {
    /// Answers a question of a call.
    pub(super) async fn find_route(&mut self, question: &Question) -> Answer {
        match self.try_route(question).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "a call could not be routed");
                Err(Refusal::new(500))
            }
        }
    }

    async fn try_route(&mut self, question: &Question) -> Result<Answer, StoreError> {
        let (asker, line_port) = match &question.asker {
            Asker::Request(request) => match self.caller_of(request).await? {
                Ok((subscriber, line_port)) => (subscriber, Some(line_port)),
                Err(refusal) => return Ok(Err(refusal)),
            },
            Asker::User(user_id) => match self.store().subscribers().find(user_id).await? {
                Some(subscriber) => (subscriber, None),
                None => return Ok(Err(Refusal::new(404))),
            },
        };
        let Some(wanted) = self.subscriber_of(&question.target, &asker).await? else {
            return Ok(Err(Refusal::new(404)));
        };
        let same_group = asker.service_provider_id == wanted.service_provider_id
            && asker.group_id == wanted.group_id;
        let withheld =
            self.store().call_settings().effective(&asker.user_id).await?.withhold_number;
        let mut caller = party_of(&asker, same_group);
        caller.private = withheld;
        let callee = self.callee_of(&wanted, same_group).await?;
        Ok(Ok(Box::new(Route { caller, line_port, callee })))
    }

    /// The subscriber who sent an INVITE, and from which line/port.
    async fn caller_of(
        &mut self,
        request: &Message,
    ) -> Result<Result<(Subscriber, String), Refusal>, StoreError> {
        let Some(line_port) = self.claimed_line(request).await? else {
            // Somebody who hides: the credentials will tell.
            return Ok(Err(self.demand_credentials(false)));
        };
        let endpoint = self.store().endpoints().find(&line_port).await?;
        let Some(endpoint) = endpoint.filter(|known| known.is_active && known.allow_origination)
        else {
            return Ok(Err(Refusal::new(403)));
        };
        let Some(subscriber) = self.store().subscribers().find_by_line_port(&line_port).await?
        else {
            return Ok(Err(Refusal::new(403)));
        };
        if self.authenticates_calls() {
            match self.authenticate(request, &subscriber) {
                Verdict::Good => {}
                Verdict::Forbidden => return Ok(Err(Refusal::new(403))),
                Verdict::Challenge { stale } => {
                    return Ok(Err(self.demand_credentials(stale)));
                }
            }
        }
        let registered = self.store().registrations().list(&line_port, self.now()).await?;
        if registered.is_empty() {
            return Ok(Err(Refusal::new(403)));
        }
        Ok(Ok((subscriber, endpoint.line_port)))
    }

    fn demand_credentials(&mut self, stale: bool) -> Refusal {
        let name = String::from("WWW-Authenticate");
        let headers = self.challenges(stale).into_iter().map(|it| (name.clone(), it)).collect();
        Refusal { status: 401, headers }
    }

    /// The line/port that an INVITE claims to come from: that of `From`, or for a caller who hides
    /// it that of `P-Preferred-Identity`, or the first one of whose credentials they are.
    async fn claimed_line(&self, request: &Message) -> Result<Option<String>, StoreError> {
        let from = request.from().ok().and_then(|from| from.sip_uri().ok());
        if let Some(from) = from.filter(|uri| uri.host != ANONYMOUS) {
            return Ok(Some(from.address_of_record()));
        }
        let preferred = request.headers.get("P-Preferred-Identity").map(NameAddress::parse);
        if let Some(uri) = preferred.and_then(|it| it.ok()?.sip_uri().ok()) {
            return Ok(Some(uri.address_of_record()));
        }
        let Ok(Some(credentials)) = request.authorization() else { return Ok(None) };
        let subscribers = self.store().subscribers();
        let Some(user) = subscribers.find_by_sip_user(&credentials.username).await? else {
            return Ok(None);
        };
        let lines = self.store().endpoints().list_of_user(&user.user_id).await?;
        Ok(lines.into_iter().next().map(|endpoint| endpoint.line_port))
    }

    /// The subscriber that an address means to somebody: an extension of the own group, a number,
    /// a line/port, a user id or alias.
    async fn subscriber_of(
        &self,
        target: &str,
        asker: &Subscriber,
    ) -> Result<Option<Subscriber>, StoreError> {
        let uri = SipUri::parse(target).ok();
        let address = uri.as_ref().map_or_else(|| target.to_owned(), SipUri::address_of_record);
        let user = uri.and_then(|uri| uri.user).unwrap_or_else(|| target.to_owned());
        let user = user.split(';').next().unwrap_or_default();
        let dialled = dialled_number(user);
        let subscribers = self.store().subscribers();
        if let Some(dialled) = &dialled {
            let (provider, group) = (&asker.service_provider_id, &asker.group_id);
            if let Some(found) = subscribers.find_by_extension(provider, group, dialled).await? {
                return Ok(Some(found));
            }
        }
        if let Some(found) = subscribers.find_by_line_port(&address).await? {
            return Ok(Some(found));
        }
        if let Some(found) = subscribers.find(&address).await? {
            return Ok(Some(found));
        }
        let Some(dialled) = dialled else { return Ok(None) };
        for number in spellings(&dialled, asker.primary_number.as_deref()) {
            if let Some(found) = subscribers.find_by_number(&number).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    async fn callee_of(
        &self,
        subscriber: &Subscriber,
        same_group: bool,
    ) -> Result<Callee, StoreError> {
        let (store, now) = (self.store(), self.now());
        let mut contacts = Vec::new();
        for endpoint in store.endpoints().list_of_user(&subscriber.user_id).await? {
            if !endpoint.is_active || !endpoint.allow_termination {
                continue;
            }
            for binding in store.registrations().list(&endpoint.line_port, now).await? {
                let path = binding.path.as_deref().unwrap_or_default();
                // A Path that cannot be read leads nowhere; the registrar took none such.
                let Ok(path) = NameAddress::parse_list(path) else { continue };
                let line_port = endpoint.line_port.clone();
                contacts.push(Contact { line_port, uri: binding.contact, path });
            }
        }
        let settings = store.call_settings().effective(&subscriber.user_id).await?;
        let policy = Policy {
            do_not_disturb: settings.do_not_disturb,
            // Without the service a second call rings; what happens then is the device's business.
            call_waiting: settings.call_waiting.unwrap_or(true),
            reject_anonymous: settings.reject_anonymous,
            forward_always: settings.forward_always.map(|forwarding| forwarding.to),
            forward_busy: settings.forward_busy,
            ring_millis: Some(RING_MILLIS * i64::from(settings.rings.clamp(1, 20))),
            forward_no_answer: settings.forward_no_answer,
            forward_not_reachable: settings.forward_not_reachable,
        };
        Ok(Callee { party: party_of(subscriber, same_group), contacts, policy })
    }
}

/// A subscriber as the other side sees it: inside the group by the extension.
fn party_of(subscriber: &Subscriber, same_group: bool) -> Party {
    let Subscriber { user_id, extension, primary_number, .. } = subscriber;
    let (user, domain) = user_id.rsplit_once('@').unwrap_or((user_id, "localhost"));
    let number = if same_group {
        extension.as_ref().or(primary_number.as_ref())
    } else {
        primary_number.as_ref().or(extension.as_ref())
    };
    let name = format!(
        "{} {}",
        subscriber.calling_line_id_first_name, subscriber.calling_line_id_last_name
    );
    Party {
        user_id: user_id.clone(),
        name: name.trim().to_owned(),
        number: number.map_or_else(|| user.to_owned(), |number| written(number)),
        domain: domain.to_owned(),
        private: false,
    }
}

/// A number without the characters that only make it readable.
fn written(number: &str) -> String {
    number.chars().filter(|letter| !matches!(letter, '-' | ' ' | '(' | ')' | '.')).collect()
}

/// The digits of something that was dialled; none when it is a name.
fn dialled_number(user: &str) -> Option<String> {
    let number = written(user);
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let plausible = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plausible.then_some(number)
}

/// How a number may stand in the directory: as dialled, or with the country code of who dials in
/// place of a national form. Country codes are not known; that of the own number is found by
/// length, which is right as long as national numbers are equally long.
fn spellings(dialled: &str, own: Option<&str>) -> Vec<String> {
    let mut found = vec![dialled.to_owned()];
    if dialled.starts_with('+') {
        return found;
    }
    found.push(format!("+{dialled}"));
    let own = own.map(written).unwrap_or_default();
    let national = dialled.trim_start_matches('0');
    if own.starts_with('+') && own.len() > national.len() && !national.is_empty() {
        let country = own.len() - national.len();
        if (2..=4).contains(&country) {
            found.push(format!("{}{national}", &own[..country]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_numbers() {
        assert_eq!(dialled_number("+1 (555) 000-1"), Some(String::from("+15550001")));
        assert_eq!(dialled_number("2001"), Some(String::from("2001")));
        assert_eq!(dialled_number("una"), None);
        assert_eq!(dialled_number("+"), None);
    }

    #[test]
    fn a_national_number_takes_the_country_of_who_dials() {
        assert_eq!(spellings("+15550001", Some("+15550002")), ["+15550001"]);
        assert_eq!(spellings("5550001", Some("+1-5550002")), ["5550001", "+5550001", "+15550001"]);
        assert_eq!(spellings("0301234567", Some("+49309876543")).last().unwrap(), "+49301234567");
        assert_eq!(spellings("2001", None), ["2001", "+2001"]);
    }
}
