//! `UserModifyRequest…`: everything is checked before anything is changed.

use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_store::broadworks::{
    AlternateUserId, DepartmentKey, Endpoint, EndpointKind, Subscriber,
};

use super::accounts::password_rules;
use super::login_fields::Account;
use super::messaging::{password_changed, profile_changed};
use super::user_fields::{
    ALIASES, EMAIL, add_alternate_id, alternate_ids, apply_details, check_extension,
    check_line_port, check_number, department, detail_changes, endpoint, line_port_taken,
    refuse_unserved, set_aliases,
};
use crate::oci::caller::{Caller, Level};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, NAME, NUMBER, PASSWORD, USER_ID};
use crate::oci::server::Call;

const EXTENSION: usize = 20;

/// What a request wants of the primary line/port.
enum Primary {
    Keep,
    Remove,
    Set(Endpoint),
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    refuse_unserved(fields)?;
    let phone_number = fields.change("phoneNumber", NUMBER)?;
    if let Change::Set(number) = &phone_number {
        let (provider, group) = (&user.service_provider_id, &user.group_id);
        check_number(call, provider, group, &user.user_id, number).await?;
    }
    let extension = fields.change("extension", EXTENSION)?;
    if let Change::Set(extension) = &extension {
        let (provider, group) = (&user.service_provider_id, &user.group_id);
        check_extension(call, provider, group, &user.user_id, extension).await?;
    }
    let department = new_department(call, &user).await?;
    let password = new_password(call, &user).await?;
    let primary = primary(call, &user).await?;
    let alternates = replaced_alternates(call)?;
    let aliases = replaced_aliases(call)?;
    let details = detail_changes(fields)?;
    let last_name = fields.change("lastName", NAME)?;
    let first_name = fields.change("firstName", NAME)?;
    let calling_last_name = fields.change("callingLineIdLastName", NAME)?;
    let calling_first_name = fields.change("callingLineIdFirstName", NAME)?;
    let email = fields.change("emailAddress", EMAIL)?;
    let language = fields.change("language", NAME)?;
    let time_zone = fields.change("timeZone", DOMAIN)?;
    let new_password = password.clone();
    call.store()
        .subscribers()
        .modify(&user.user_id, move |user| {
            last_name.apply_required(&mut user.last_name);
            first_name.apply_required(&mut user.first_name);
            calling_last_name.apply_required(&mut user.calling_line_id_last_name);
            calling_first_name.apply_required(&mut user.calling_line_id_first_name);
            phone_number.apply(&mut user.primary_number);
            extension.apply(&mut user.extension);
            email.apply(&mut user.email);
            language.apply_required(&mut user.language);
            time_zone.apply_required(&mut user.time_zone);
            match password {
                Change::Keep => {}
                Change::Clear => user.web_password = None,
                Change::Set(new) => user.web_password = Some(Secret::new(new)),
            }
            apply_details(&mut user.details, details);
            if let Some(aliases) = aliases {
                set_aliases(&mut user.details, aliases);
            }
        })
        .await?;
    if let Change::Set(new) = &new_password {
        password_rules::changed(call, &user.user_id, user.web_password.as_ref(), new).await?;
    }
    if let Some(department) = department {
        call.store().departments().set_of_user(&user.user_id, department.as_ref()).await?;
    }
    set_primary(call, &user, primary).await?;
    if let Some(alternates) = alternates {
        replace_alternates(call, &user.user_id, alternates).await?;
    }
    profile_changed(call, &user).await?;
    if let Some(password) = fields.optional("impPassword", PASSWORD)? {
        password_changed(call, &user, &Secret::new(password)).await?;
    }
    Ok(call.success())
}

/// The department that the request asks for: none when it says nothing, an inner none for out of all.
async fn new_department(
    call: &Call<'_>,
    user: &Subscriber,
) -> Result<Option<Option<DepartmentKey>>, Failure> {
    match call.fields().element("department") {
        None => Ok(None),
        Some(element) if element.is_nil() => Ok(Some(None)),
        Some(element) => {
            let (provider, group) = (&user.service_provider_id, &user.group_id);
            Ok(Some(Some(department(call, provider, group, element).await?)))
        }
    }
}

/// Users must know their old password; administrators need not. Either follows the rules.
async fn new_password(call: &Call<'_>, user: &Subscriber) -> Result<Change, Failure> {
    let fields = call.fields();
    let password = fields.change("newPassword", PASSWORD)?;
    let old = fields.optional("oldPassword", PASSWORD)?;
    let own = matches!(&call.origin.caller, Caller::LoggedIn(who) if who.level == Level::User);
    if password != Change::Keep
        && (own || old.is_some())
        && !Account::User(Box::new(user.clone())).has_password(old.unwrap_or_default())
    {
        return Err(errors::invalid_password());
    }
    if let Change::Set(new) = &password {
        password_rules::check(call, password_rules::Who::user(user), new).await?;
    }
    Ok(password)
}

async fn primary(call: &Call<'_>, user: &Subscriber) -> Result<Primary, Failure> {
    let fields = call.fields();
    let Some(element) = fields.element("endpoint") else { return Ok(Primary::Keep) };
    if element.is_nil() {
        return Ok(Primary::Remove);
    }
    let described = fields
        .structure("endpoint")
        .and_then(|endpoint| endpoint.structure("accessDeviceEndpoint"))
        .ok_or_else(|| errors::validation("Element 'accessDeviceEndpoint' is required"))?;
    let wanted = endpoint(call, described, user, EndpointKind::Primary).await?;
    check_line_port(call, &wanted.line_port, &user.user_id).await?;
    Ok(Primary::Set(wanted))
}

async fn set_primary(call: &Call<'_>, user: &Subscriber, primary: Primary) -> Result<(), Failure> {
    let wanted = match primary {
        Primary::Keep => return Ok(()),
        Primary::Remove => None,
        Primary::Set(wanted) => Some(wanted),
    };
    let endpoints = call.store().endpoints();
    let present = endpoints.list_of_user(&user.user_id).await?;
    let present = present.into_iter().find(|endpoint| endpoint.kind == EndpointKind::Primary);
    if let Some(present) = &present {
        call.remove_endpoint(&present.line_port).await?;
    }
    if let Some(wanted) = wanted
        && let Err(error) = call.add_endpoint(&wanted).await
    {
        // The user keeps the line that worked.
        if let Some(present) = &present {
            call.add_endpoint(present).await?;
        }
        return Err(if error.is_exists() {
            line_port_taken(&wanted.line_port)
        } else {
            error.into()
        });
    }
    Ok(())
}

fn replaced_alternates(call: &Call<'_>) -> Result<Option<Vec<AlternateUserId>>, Failure> {
    let fields = call.fields();
    match (fields.element("alternateUserIdList"), fields.structure("alternateUserIdList")) {
        (None, _) => Ok(None),
        (Some(_), None) => Ok(Some(Vec::new())),
        (Some(_), Some(list)) => alternate_ids(list).map(Some),
    }
}

async fn replace_alternates(
    call: &Call<'_>,
    user_id: &str,
    alternates: Vec<AlternateUserId>,
) -> Result<(), Failure> {
    let repository = call.store().alternate_user_ids();
    for present in repository.list(user_id).await? {
        if !alternates.contains(&present) {
            repository.remove(user_id, &present.alternate_user_id).await?;
        }
    }
    let kept = repository.list(user_id).await?;
    for alternate in alternates {
        if !kept.contains(&alternate) {
            add_alternate_id(call, user_id, &alternate).await?;
        }
    }
    Ok(())
}

fn replaced_aliases(call: &Call<'_>) -> Result<Option<Vec<String>>, Failure> {
    let fields = call.fields();
    match (fields.element("sipAliasList"), fields.structure("sipAliasList")) {
        (None, _) => Ok(None),
        (Some(_), None) => Ok(Some(Vec::new())),
        (Some(_), Some(list)) => {
            let aliases = list.list("sipAlias", USER_ID)?;
            if aliases.len() > ALIASES {
                return Err(errors::validation(format!("More than {ALIASES} SIP aliases")));
            }
            Ok(Some(aliases))
        }
    }
}
