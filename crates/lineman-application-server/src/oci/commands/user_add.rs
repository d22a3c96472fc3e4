//! `UserAddRequest…`.

use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_store::StoreError;
use lineman_store::broadworks::{EffectiveSettings, EndpointKind, Subscriber, SubscriberScope};

use super::accounts::password_rules;
use super::group_get::find;
use super::hierarchy::{language_of, time_zone_of};
use super::user_fields::{
    ALIASES, EMAIL, add_alternate_id, alternate_ids, apply_details, check_extension,
    check_line_port, check_number, department, detail_changes, endpoint, refuse_unserved,
    set_aliases,
};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DOMAIN, NAME, NUMBER, OWNER_ID, PASSWORD, USER_ID};
use crate::oci::server::Call;

const EXTENSION: usize = 20;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group_id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group_id)?;
    refuse_unserved(fields)?;
    let settings = call.store().hierarchy_settings();
    let effective = settings.effective(provider, Some(group_id)).await?;
    let user = described(call, provider, group_id, &effective)?;
    let group = find(call, provider, group_id).await?;
    let store = call.store();
    let id = user.user_id.as_str();
    if store.administrators().find(id).await?.is_some()
        || store.subscribers().find(id).await?.is_some()
    {
        return Err(errors::user_exists(id));
    }
    if store.subscribers().count(SubscriberScope::Group(provider, group_id)).await?
        >= group.user_limit
    {
        return Err(errors::refused(format!(
            "The user limit of the group is reached: {}",
            group.user_limit
        )));
    }
    if let Some(extension) = &user.extension {
        check_extension(call, provider, group_id, id, extension).await?;
    }
    if let Some(password) = &user.web_password {
        let who = password_rules::Who::user(&user).without_password();
        password_rules::check(call, who, password.reveal()).await?;
    }
    let department = match fields.element("department").filter(|element| !element.is_nil()) {
        Some(element) => Some(department(call, provider, group_id, element).await?),
        None => None,
    };
    if let Some(number) = &user.primary_number {
        check_number(call, provider, group_id, id, number).await?;
    }
    let primary = match fields.structure("accessDeviceEndpoint") {
        Some(described) => {
            let primary = endpoint(call, described, &user, EndpointKind::Primary).await?;
            check_line_port(call, &primary.line_port, id).await?;
            Some(primary)
        }
        None => None,
    };
    let alternates = alternate_ids(fields)?;
    match store.subscribers().add(&user).await {
        Ok(()) => {}
        Err(StoreError::Exists { .. }) => return Err(errors::user_exists(id)),
        Err(error) => return Err(error.into()),
    }
    // The store adds a user, a line/port and an alternate id one by one: what fails later takes
    // back what was added before.
    let rest = async {
        if let Some(primary) = &primary {
            call.add_endpoint(primary).await?;
        }
        for alternate in &alternates {
            add_alternate_id(call, id, alternate).await?;
        }
        if let Some(department) = &department {
            call.store().departments().set_of_user(id, Some(department)).await?;
        }
        if let Some(password) = &user.web_password {
            password_rules::changed(call, id, None, password.reveal()).await?;
        }
        Ok::<(), Failure>(())
    };
    if let Err(failure) = rest.await {
        store.subscribers().remove(id).await?;
        if let Some(primary) = &primary {
            store.locations().remove(&primary.line_port).await?;
        }
        return Err(failure);
    }
    Ok(call.success())
}

/// The user that the request describes.
fn described(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    effective: &EffectiveSettings,
) -> Result<Subscriber, Failure> {
    let fields = call.fields();
    let id = fields.required("userId", USER_ID)?;
    if id.split_once('@').is_none_or(|(user, domain)| user.is_empty() || domain.is_empty()) {
        return Err(errors::validation("Element 'userId' has no domain"));
    }
    let mut user = Subscriber::new(
        id,
        provider,
        group,
        fields.required("lastName", NAME)?,
        fields.required("firstName", NAME)?,
    );
    user.calling_line_id_last_name = fields.required("callingLineIdLastName", NAME)?.to_owned();
    user.calling_line_id_first_name = fields.required("callingLineIdFirstName", NAME)?.to_owned();
    user.primary_number = fields.optional("phoneNumber", NUMBER)?.map(str::to_owned);
    user.extension = fields.optional("extension", EXTENSION)?.map(str::to_owned);
    user.web_password = fields.optional("password", PASSWORD)?.map(Secret::new);
    user.email = fields.optional("emailAddress", EMAIL)?.map(str::to_owned);
    let language = fields.optional("language", NAME)?;
    language.unwrap_or_else(|| language_of(effective)).clone_into(&mut user.language);
    let time_zone = fields.optional("timeZone", DOMAIN)?;
    time_zone.unwrap_or_else(|| time_zone_of(effective)).clone_into(&mut user.time_zone);
    apply_details(&mut user.details, detail_changes(fields)?);
    let aliases = fields.list("alias", USER_ID)?;
    if aliases.len() > ALIASES {
        return Err(errors::validation(format!("More than {ALIASES} elements 'alias'")));
    }
    set_aliases(&mut user.details, aliases);
    Ok(user)
}
