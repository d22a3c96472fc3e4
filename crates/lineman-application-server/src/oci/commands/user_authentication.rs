//! `UserAuthentication{Get,Modify}Request`: the user's SIP credentials.

use lineman_model::Secret;
use lineman_ocip::{Command, constant_time_equal};
use lineman_store::StoreError;

use crate::oci::caller::{Caller, Level};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, PASSWORD, USER_ID};
use crate::oci::server::Call;

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    Ok(call.answer().with_optional("userName", user.sip_user_name))
}

/// `newPassword` is for administrators; `password{old, new}` is for those who know the old one.
pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let user_name = fields.change("userName", USER_ID)?;
    let mut password = fields.change("newPassword", PASSWORD)?;
    let own = matches!(&call.origin.caller, Caller::LoggedIn(who) if who.level == Level::User);
    if own && password != Change::Keep {
        return Err(errors::unauthorized());
    }
    if let Some(both) = fields.structure("password") {
        let old = both.required("old", PASSWORD)?;
        let known = user
            .sip_password
            .as_ref()
            .is_some_and(|secret| constant_time_equal(secret.reveal(), old));
        if !known {
            return Err(errors::invalid_password());
        }
        password = Change::Set(both.required("new", PASSWORD)?.to_owned());
    }
    if let Change::Set(name) = &user_name
        && let Some(owner) = call.store().subscribers().find_by_sip_user(name).await?
        && owner.user_id != user.user_id
    {
        return Err(authentication_name_taken(name));
    }
    let name = user_name.clone();
    let changed = call
        .store()
        .subscribers()
        .modify(&user.user_id, move |user| {
            user_name.apply(&mut user.sip_user_name);
            match password {
                Change::Keep => {}
                Change::Clear => user.sip_password = None,
                Change::Set(new) => user.sip_password = Some(Secret::new(new)),
            }
        })
        .await;
    match (changed, name) {
        (Ok(_), _) => Ok(call.success()),
        (Err(StoreError::Exists { .. }), Change::Set(name)) => {
            Err(authentication_name_taken(&name))
        }
        (Err(error), _) => Err(error.into()),
    }
}

fn authentication_name_taken(name: &str) -> Failure {
    errors::refused(format!("Authentication user name already exists: {name}"))
}
