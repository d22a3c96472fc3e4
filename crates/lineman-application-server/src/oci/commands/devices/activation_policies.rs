//! `{System,Reseller,ServiceProvider,Group}DeviceActivationPolicy{Get,Modify}Request` and
//! `UserDeviceActivationPolicyInEffectGetRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::{ActivationPolicy, ActivationPolicyScope, DeviceLevel};

use super::owner::Owner;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const BY_USER: &str = "allowActivationCodeRequestByUser";
const IN_EMAIL: &str = "sendActivationCodeInEmail";

const fn scope(owner: Owner<'_>) -> ActivationPolicyScope<'_> {
    match owner.level {
        DeviceLevel::System => ActivationPolicyScope::System,
        DeviceLevel::ServiceProvider => ActivationPolicyScope::ServiceProvider(owner.provider),
        DeviceLevel::Group => ActivationPolicyScope::Group(owner.provider, owner.group),
    }
}

/// The flag that makes a level's own settings count.
const fn own_settings(scope: ActivationPolicyScope<'_>) -> Option<&'static str> {
    match scope {
        ActivationPolicyScope::System => None,
        ActivationPolicyScope::Reseller(_) => Some("useResellerSettings"),
        ActivationPolicyScope::ServiceProvider(_) => Some("useServiceProviderSettings"),
        ActivationPolicyScope::Group(..) => Some("useGroupSettings"),
    }
}

fn with_policy(answer: Command, policy: ActivationPolicy) -> Command {
    answer
        .with_flag(BY_USER, policy.allow_request_by_user)
        .with_flag(IN_EMAIL, policy.send_in_email)
}

pub(super) async fn get(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    read(call, scope(Owner::existing(call, level).await?)).await
}

pub(super) async fn modify(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    change(call, scope(Owner::existing(call, level).await?)).await
}

/// The reseller that a request names, for its administrators and those above.
async fn reseller<'a>(call: &Call<'a>) -> Result<ActivationPolicyScope<'a>, Failure> {
    let id = call.fields().required("resellerId", OWNER_ID)?;
    if call.origin.caller.reseller() != Some(id) {
        call.origin.caller.must_provision()?;
    }
    if call.store().resellers().find(id).await?.is_none() {
        return Err(errors::refused(format!("Reseller not found: {id}")));
    }
    Ok(ActivationPolicyScope::Reseller(id))
}

pub(super) async fn get_of_reseller(call: &Call<'_>) -> Result<Command, Failure> {
    read(call, reseller(call).await?).await
}

pub(super) async fn modify_of_reseller(call: &Call<'_>) -> Result<Command, Failure> {
    change(call, reseller(call).await?).await
}

async fn read(call: &Call<'_>, scope: ActivationPolicyScope<'_>) -> Result<Command, Failure> {
    let policy = call.store().device_activations().policy(scope).await?;
    let mut answer = call.answer();
    if let Some(name) = own_settings(scope) {
        answer = answer.with_flag(name, policy.use_own_settings);
    }
    Ok(with_policy(answer, policy))
}

async fn change(call: &Call<'_>, scope: ActivationPolicyScope<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let store = call.store().device_activations();
    let mut policy = store.policy(scope).await?;
    if let Some(name) = own_settings(scope)
        && let Some(own) = fields.flag(name)?
    {
        policy.use_own_settings = own;
    }
    if let Some(allowed) = fields.flag(BY_USER)? {
        policy.allow_request_by_user = allowed;
    }
    if let Some(mailed) = fields.flag(IN_EMAIL)? {
        policy.send_in_email = mailed;
    }
    store.set_policy(scope, policy).await?;
    Ok(call.success())
}

pub(super) async fn in_effect(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let activations = call.store().device_activations();
    let policy = activations.policy_in_effect(&user.service_provider_id, &user.group_id).await?;
    Ok(with_policy(call.answer(), policy))
}
