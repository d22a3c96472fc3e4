//! `{System,ServiceProvider,Group}DeviceActivationPolicy{Get,Modify}Request` and
//! `UserDeviceActivationPolicyInEffectGetRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::{ActivationPolicy, ActivationPolicyScope, DeviceLevel};

use super::owner::Owner;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

const BY_USER: &str = "allowActivationCodeRequestByUser";
const IN_EMAIL: &str = "sendActivationCodeInEmail";

fn scope<'a>(owner: Owner<'a>) -> ActivationPolicyScope<'a> {
    match owner.level {
        DeviceLevel::System => ActivationPolicyScope::System,
        DeviceLevel::ServiceProvider => ActivationPolicyScope::ServiceProvider(owner.provider),
        DeviceLevel::Group => ActivationPolicyScope::Group(owner.provider, owner.group),
    }
}

/// The flag that makes a level's own settings count.
const fn own_settings(level: DeviceLevel) -> Option<&'static str> {
    match level {
        DeviceLevel::System => None,
        DeviceLevel::ServiceProvider => Some("useServiceProviderSettings"),
        DeviceLevel::Group => Some("useGroupSettings"),
    }
}

fn with_policy(answer: Command, policy: ActivationPolicy) -> Command {
    answer
        .with_flag(BY_USER, policy.allow_request_by_user)
        .with_flag(IN_EMAIL, policy.send_in_email)
}

pub(super) async fn get(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let policy = call.store().device_activations().policy(scope(owner)).await?;
    let mut answer = call.answer();
    if let Some(name) = own_settings(level) {
        answer = answer.with_flag(name, policy.use_own_settings);
    }
    Ok(with_policy(answer, policy))
}

pub(super) async fn modify(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let fields = call.fields();
    let store = call.store().device_activations();
    let mut policy = store.policy(scope(owner)).await?;
    if let Some(name) = own_settings(level)
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
    store.set_policy(scope(owner), policy).await?;
    Ok(call.success())
}

pub(super) async fn in_effect(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let activations = call.store().device_activations();
    let policy = activations.policy_in_effect(&user.service_provider_id, &user.group_id).await?;
    Ok(with_policy(call.answer(), policy))
}
