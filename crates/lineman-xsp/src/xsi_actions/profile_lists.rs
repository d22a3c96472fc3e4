//! `GET` below `/user/{id}/profile`: feature access codes, IM&P profile, registrations, schedules.

use http::StatusCode;
use lineman_ocip::client::{self, AnswerError};
use lineman_ocip::{Command, Table};
use lineman_xsi::{
    FeatureAccessCode, FeatureAccessCodes, ImpProfile, PathResource, Registration, Registrations,
    ScheduleDetail, Schedules,
};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

pub(crate) async fn get(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    resource: &PathResource,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let ask = async |name: &str, family: &'static str| {
        let request = Command::request(name).with("userId", caller.user_id.as_str());
        let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
        client::expect(&answer, family)?;
        Ok::<_, XsiFailure>(answer)
    };
    match resource {
        PathResource::FeatureAccessCodes => {
            let name = "UserFeatureAccessCodeGetListRequest21";
            let answer = ask(name, "UserFeatureAccessCodeGetListResponse").await?;
            Ok(exchange.reply(StatusCode::OK, &codes(&answer)))
        }
        PathResource::ImpProfile => {
            let name = "UserIMPProfileGetRequest";
            let answer = ask(name, "UserIMPProfileGetResponse").await?;
            let text = |name| answer.text(name).map(str::to_owned);
            let profile = ImpProfile {
                service_net_address: text("serviceDomain"),
                service_port: text("servicePort"),
                imp_user_id: text("impId"),
                bosh_url: text("boshURL"),
            };
            Ok(exchange.reply(StatusCode::OK, &profile))
        }
        PathResource::Registrations => {
            let name = "UserGetRegistrationListRequest";
            let answer = ask(name, "UserGetRegistrationListResponse").await?;
            Ok(exchange.reply(StatusCode::OK, &registrations(&answer)?))
        }
        _ => {
            let name = "UserScheduleGetListRequest17sp1";
            let answer = ask(name, "UserScheduleGetListResponse").await?;
            Ok(exchange.reply(StatusCode::OK, &schedules(&answer)))
        }
    }
}

fn codes(answer: &Command) -> FeatureAccessCodes {
    let records = answer
        .body()
        .children_named("featureAccessCode")
        .map(|code| {
            let text = |name| code.child_text(name).map(str::to_owned);
            FeatureAccessCode {
                name: text("featureAccessCodeName"),
                code: text("mainCode"),
                alternate_code: text("alternateCode"),
            }
        })
        .collect();
    FeatureAccessCodes { records }
}

fn registrations(answer: &Command) -> Result<Registrations, AnswerError> {
    let table = answer.body().child("registrationTable");
    let table = table.map(Table::from_element).ok_or(AnswerError::Missing("registrationTable"))?;
    let records = table
        .rows()
        .map(|row| {
            let text = |heading| row.get(heading).map(str::to_owned);
            Registration {
                endpoint_type: text("Endpoint Type"),
                uri: text("URI"),
                expiration: text("Expiration"),
                line_port: text("Line/Port"),
                public_ip: text("Public Net Address"),
                public_port: text("Public Port"),
                private_ip: text("Private Net Address"),
                private_port: text("Private Port"),
                user_agent: text("User Agent"),
                path_header: text("Path Header"),
            }
        })
        .collect();
    Ok(Registrations { records })
}

fn schedules(answer: &Command) -> Schedules {
    let schedules = answer
        .body()
        .children_named("scheduleGlobalKey")
        .map(|global| {
            let key = |name| global.child("scheduleKey").and_then(|key| key.child_text(name));
            ScheduleDetail {
                kind: key("scheduleType").unwrap_or_default().to_owned(),
                name: key("scheduleName").map(str::to_owned),
                level: global.child_text("scheduleLevel").map(str::to_owned),
            }
        })
        .collect();
    Schedules { schedules }
}
