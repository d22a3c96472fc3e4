//! `SystemIntegratedIMPGetRequest21`, `…25` and `SystemIntegratedIMPModifyRequest`: the settings of
//! `AS_CLI/Service/IntegratedIMP`.

use lineman_ladder::settings as names;
use lineman_ocip::Command;
use lineman_store::broadworks::{APPLICATION_SERVER_NODE as AS, SettingValue};

use super::fields::{check_url, port};
use crate::oci::errors::Failure;
use crate::oci::fields::{Change, DOMAIN, URL};
use crate::oci::server::Call;

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let found = call.store().node_settings().list(AS, names::INTEGRATED_IMP).await?;
    let text = |name: &str| found.get(name).and_then(SettingValue::text).map(str::to_owned);
    let flag = |name: &str| text(name).as_deref() == Some("true");
    let answer = call
        .answer()
        .with_optional(names::SERVICE_DOMAIN, text(names::SERVICE_DOMAIN))
        .with_optional(names::SERVICE_PORT, text(names::SERVICE_PORT))
        .with_flag(names::ADD_SERVICE_PROVIDER, flag(names::ADD_SERVICE_PROVIDER))
        .with_optional(names::BOSH_URL, text(names::BOSH_URL))
        .with_flag(names::ALLOW_IMP_PASSWORD_RETRIEVAL, flag(names::ALLOW_IMP_PASSWORD_RETRIEVAL));
    if call.version == "21" {
        return Ok(answer);
    }
    let propagates = flag(names::PROPAGATE_IMP_ERROR_DETAILS);
    Ok(answer.with_flag(names::PROPAGATE_IMP_ERROR_DETAILS, propagates))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let mut changes: Vec<(&str, Option<SettingValue>)> = Vec::new();
    let bosh = fields.change(names::BOSH_URL, URL)?;
    check_url(names::BOSH_URL, &bosh)?;
    let domain = fields.change(names::SERVICE_DOMAIN, DOMAIN)?;
    for (name, change) in [(names::SERVICE_DOMAIN, domain), (names::BOSH_URL, bosh)] {
        match change {
            Change::Keep => {}
            Change::Clear => changes.push((name, None)),
            Change::Set(text) => changes.push((name, Some(text.into()))),
        }
    }
    if let Some(port) = port(fields, names::SERVICE_PORT)? {
        changes.push((names::SERVICE_PORT, port.map(|port| port.to_string().into())));
    }
    for name in [
        names::ADD_SERVICE_PROVIDER,
        names::ALLOW_IMP_PASSWORD_RETRIEVAL,
        names::PROPAGATE_IMP_ERROR_DETAILS,
    ] {
        if let Some(flag) = fields.flag(name)? {
            changes.push((name, Some(flag.to_string().into())));
        }
    }
    call.store().node_settings().change(AS, names::INTEGRATED_IMP, &changes).await?;
    Ok(call.success())
}
