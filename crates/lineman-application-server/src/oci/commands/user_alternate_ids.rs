//! `UserAlternateUserId{Add,Modify,Delete,GetList}Request`.

use lineman_ocip::{Command, Table};
use lineman_store::StoreError;
use lineman_store::broadworks::AlternateUserId;

use super::user_fields::add_alternate_id;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, NAME, USER_ID};
use crate::oci::server::Call;

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let alternate = AlternateUserId {
        alternate_user_id: fields.required("alternateUserId", USER_ID)?.to_owned(),
        description: fields.optional("description", NAME)?.map(str::to_owned),
    };
    add_alternate_id(call, &user.user_id, &alternate).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let id = fields.required("alternateUserId", USER_ID)?;
    let repository = call.store().alternate_user_ids();
    let present = repository.list(&user.user_id).await?;
    let mut changed = present
        .into_iter()
        .find(|alternate| alternate.alternate_user_id == id)
        .ok_or_else(|| errors::user_not_found(id))?;
    if let Change::Set(new) = fields.change("newAlternateUserId", USER_ID)? {
        if call.store().administrators().find(&new).await?.is_some() {
            return Err(errors::user_exists(&new));
        }
        changed.alternate_user_id = new;
    }
    fields.change("description", NAME)?.apply(&mut changed.description);
    match repository.modify(&user.user_id, id, &changed).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Exists { .. }) => Err(errors::user_exists(&changed.alternate_user_id)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let id = call.fields().required("alternateUserId", USER_ID)?;
    if call.store().alternate_user_ids().remove(&user.user_id, id).await? {
        Ok(call.success())
    } else {
        Err(errors::user_not_found(id))
    }
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let mut table = Table::new(&["User Id", "Description", "Alternate"]);
    table.push([user.user_id.as_str(), "", "false"]);
    for alternate in call.store().alternate_user_ids().list(&user.user_id).await? {
        let description = alternate.description.unwrap_or_default();
        table.push([alternate.alternate_user_id, description, String::from("true")]);
    }
    Ok(call.answer().with_element(table.to_element("userIdTable")))
}
