//! `/user/{id}/services`: which services a subscriber has, and the call settings among them. Each
//! is read and changed by the OCI-P commands of its name.

use http::{Method, StatusCode};
use lineman_model::CallService;
use lineman_ocip::client::{self, AnswerError};
use lineman_ocip::{Command, Element, Table};
use lineman_xsi::services::{self, Service, ServiceEntry, Services};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// The methods of a path below `/services`; none for one that names nothing.
pub(crate) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    match tail {
        [] => Some(&[Method::GET]),
        [segment] if Service::of_segment(segment).is_some() => Some(&[Method::GET, Method::PUT]),
        [segment, location] if is_location(segment, location) => Some(&[Method::POST]),
        [segment, location, _] if is_location(segment, location) => {
            Some(&[Method::GET, Method::PUT, Method::DELETE])
        }
        _ => None,
    }
}

/// Telephones of `BroadWorks Anywhere` have documents of their own.
fn is_location(segment: &str, location: &str) -> bool {
    Service::of_segment(segment) == Some(Service::Call(CallService::BroadWorksAnywhere))
        && location.eq_ignore_ascii_case("Location")
}

pub(crate) async fn serve(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    tail: &[String],
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let work = Work { application, exchange, caller };
    let Some(segment) = tail.first() else { return work.list().await };
    let service = Service::of_segment(segment).ok_or(XsiFailure::NoSuchResource)?;
    match (exchange.method(), tail.get(2)) {
        (&Method::PUT, None) => work.put(service).await,
        (&Method::POST, None) => work.add_location().await,
        (_, None) => work.get(service).await,
        (&Method::PUT, Some(number)) => work.put_location(number).await,
        (&Method::DELETE, Some(number)) => work.delete_location(number).await,
        (_, Some(number)) => work.get_location(number).await,
    }
}

/// One request about the caller's services.
struct Work<'a> {
    application: &'a XsiActions,
    exchange: &'a Exchange<'a>,
    caller: &'a Caller,
}

/// The newest command that reads a service.
fn get_command(service: Service) -> String {
    let version = match service {
        Service::IntegratedImp => "21sp1",
        Service::Call(CallService::CallForwardingNoAnswer) => "13mp16",
        Service::Call(CallService::SimultaneousRingPersonal) => "17",
        Service::Call(CallService::CallWaiting) => "17sp4",
        Service::Call(CallService::CallRecording) => "23",
        Service::Call(CallService::PersonalAssistant) => "22",
        Service::Call(CallService::PushNotification) => "24",
        Service::Call(CallService::BroadWorksAnywhere) => "16sp2",
        // Its newest answer has tables where the document wants elements.
        Service::Call(CallService::BroadWorksMobility) => "21",
        Service::Call(_) => "",
    };
    format!("User{}GetRequest{version}", service.segment())
}

fn modify_command(service: Service) -> String {
    let version = match service {
        Service::Call(CallService::SimultaneousRingPersonal) => "17",
        Service::Call(CallService::BroadWorksMobility) => "21",
        _ => "",
    };
    format!("User{}ModifyRequest{version}", service.segment())
}

impl Work<'_> {
    fn path(&self, service: Service) -> String {
        format!("/v2.0/user/{}/services/{}", self.caller.user_id, service.segment())
    }

    async fn ask(&self, request: Command) -> Result<Command, XsiFailure> {
        let exchange = self.exchange;
        Ok(self.application.oci.call(request, exchange.tracking_id(), exchange).await?)
    }

    fn about_caller(&self, name: &str) -> Command {
        Command::request(name).with("userId", self.caller.user_id.as_str())
    }

    /// The elements of an answer; a refusal because the service is not assigned is said as that.
    async fn read(&self, service: Service, request: Command) -> Result<Command, XsiFailure> {
        let expected = request.name().replace("Request", "Response");
        let answer = self.ask(request).await?;
        if let Some(error) = answer.error_response() {
            return Err(self.explain(service, AnswerError::Refused(error)).await);
        }
        if answer.name() != expected {
            let found = answer.name();
            return Err(XsiFailure::UnusableAnswer(format!(
                "the Application Server answered {found} where {expected} was expected"
            )));
        }
        Ok(answer)
    }

    async fn change(&self, service: Service, request: Command) -> Result<Reply, XsiFailure> {
        let answer = self.ask(request).await?;
        match client::success(&answer) {
            Ok(()) => Ok(Reply::empty(StatusCode::OK)),
            Err(error) => Err(self.explain(service, error).await),
        }
    }

    /// The Application Server says in words only that a service is not assigned; so the list of
    /// services decides.
    async fn explain(&self, service: Service, error: AnswerError) -> XsiFailure {
        if error.number().is_none()
            && let Ok(assigned) = self.assigned().await
            && !assigned.iter().any(|name| name == service.service_name())
            && !matches!(service, Service::Call(kind) if !kind.is_assignable())
        {
            return XsiFailure::ServiceNotAssigned(service.service_name());
        }
        error.into()
    }

    /// The names of the caller's services, in the order of the Application Server.
    async fn assigned(&self) -> Result<Vec<String>, XsiFailure> {
        let answer = self.ask(self.about_caller("UserServiceGetAssignmentListRequest")).await?;
        client::expect(&answer, "UserServiceGetAssignmentListResponse")?;
        let table = answer.body().child("userServicesAssignmentTable");
        let table = table.map(Table::from_element).unwrap_or_default();
        let names = table
            .rows()
            .filter(|row| row.get("Assigned") == Some("true"))
            .filter_map(|row| row.get("Service Name"))
            .map(str::to_owned);
        Ok(names.collect())
    }

    async fn list(&self) -> Result<Reply, XsiFailure> {
        let services = self.assigned().await?.into_iter().map(|name| ServiceEntry {
            uri: Service::of_service_name(&name).map(|service| self.path(service)),
            name,
        });
        Ok(self.exchange.reply(StatusCode::OK, &Services { services: services.collect() }))
    }

    async fn get(&self, service: Service) -> Result<Reply, XsiFailure> {
        let answer = self.read(service, self.about_caller(&get_command(service))).await?;
        let document = services::document(service, answer.body(), &self.path(service));
        Ok(self.exchange.reply(StatusCode::OK, &document))
    }

    async fn put(&self, service: Service) -> Result<Reply, XsiFailure> {
        let document = self.exchange.element()?;
        let elements = services::modification(service, &document).map_err(bad_document)?;
        let request = with_all(self.about_caller(&modify_command(service)), elements);
        self.change(service, request).await
    }

    async fn get_location(&self, number: &str) -> Result<Reply, XsiFailure> {
        let request = self
            .about_caller("UserBroadWorksAnywhereGetPhoneNumberRequest")
            .with("phoneNumber", number);
        let answer = self.read(ANYWHERE, request).await?;
        Ok(self.exchange.reply(StatusCode::OK, &services::location(number, answer.body())))
    }

    async fn add_location(&self) -> Result<Reply, XsiFailure> {
        let document = self.exchange.element()?;
        let elements = services::location_changes(&document, None).map_err(bad_document)?;
        let request = self.about_caller("UserBroadWorksAnywhereAddPhoneNumberRequest");
        let mut reply = self.change(ANYWHERE, with_all(request, elements)).await?;
        reply.status = StatusCode::CREATED;
        Ok(reply)
    }

    async fn put_location(&self, number: &str) -> Result<Reply, XsiFailure> {
        let document = self.exchange.element()?;
        let elements = services::location_changes(&document, Some(number)).map_err(bad_document)?;
        let request = self.about_caller("UserBroadWorksAnywhereModifyPhoneNumberRequest");
        self.change(ANYWHERE, with_all(request, elements)).await
    }

    async fn delete_location(&self, number: &str) -> Result<Reply, XsiFailure> {
        let request = self
            .about_caller("UserBroadWorksAnywhereDeletePhoneNumberRequest")
            .with("phoneNumber", number);
        self.change(ANYWHERE, request).await
    }
}

const ANYWHERE: Service = Service::Call(CallService::BroadWorksAnywhere);

fn with_all(request: Command, elements: Vec<Element>) -> Command {
    elements.into_iter().fold(request, Command::with_element)
}

fn bad_document(error: lineman_xsi::XsiError) -> XsiFailure {
    XsiFailure::BadDocument(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_below_services() {
        let of = |segments: &[&str]| {
            let tail: Vec<String> = segments.iter().map(|&segment| segment.to_owned()).collect();
            methods(&tail).map(<[Method]>::len)
        };
        assert_eq!(of(&[]), Some(1));
        assert_eq!(of(&["donotdisturb"]), Some(2));
        assert_eq!(of(&["integratedimp"]), Some(2));
        assert_eq!(of(&["BroadWorksAnywhere", "location"]), Some(1));
        assert_eq!(of(&["BroadWorksAnywhere", "location", "+15550031"]), Some(3));
        assert_eq!(of(&["VoiceMail"]), None);
        assert_eq!(of(&["donotdisturb", "location"]), None);
        assert_eq!(of(&["BroadWorksAnywhere", "location", "1", "2"]), None);
    }
}
