//! `SessionStartRequest` and `SessionStopRequest`: the login of a portal, in one stage.

use lineman_ocip::Command;

use super::super::login_fields::Account;
use super::security;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{PASSWORD, USER_ID};
use crate::oci::server::Call;

pub(super) async fn start(call: &Call<'_>) -> Result<Command, Failure> {
    let login = call
        .fields()
        .structure("normalLogin")
        .ok_or_else(|| errors::validation("Element 'normalLogin' is required"))?;
    let user_id = login.required("userId", USER_ID)?;
    let password = login.required("password", PASSWORD)?;
    let session_id = call.origin.session_id.as_deref().ok_or_else(errors::unauthorized)?;
    let account = Account::find(call, user_id).await?.ok_or_else(errors::invalid_password)?;
    security::admit(call, &account, account.has_password(password)).await?;
    security::logged_in(call, &account).await?;
    let encoding = account.locale(call).await?.1;
    let level = account.level();
    let address = call.origin.peer.ip();
    call.server.sessions.log_in(address, session_id, account.administrator());
    Ok(call
        .answer()
        .with("loginType", level.as_str())
        .with("encoding", encoding)
        .with_flag("isIMSMode", false)
        .with("deploymentMode", "Standalone")
        .with_flag("isHPBXLicensed", false)
        .with_flag("isLawfulInterceptLicensed", false)
        .with_flag("isSecurityAdministrationLicensed", false)
        .with_flag("isCLIDDeliveryPrefixLicensed", false))
}

pub(super) fn stop(call: &Call<'_>) -> Command {
    if let Some(session_id) = &call.origin.session_id {
        call.server.sessions.log_out(call.origin.peer.ip(), session_id);
    }
    call.success()
}
