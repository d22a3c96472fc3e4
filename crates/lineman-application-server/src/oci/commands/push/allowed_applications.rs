//! `SystemPushNotificationAllowedApplication{Add,Modify,Delete,GetList}Request`.

use lineman_ocip::{Command, Table};
use lineman_store::StoreError;
use lineman_store::broadworks::PushApplication;

use super::APPLICATION_ID;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let mut table = Table::new(&["Application Id", "Description"]);
    for application in call.store().push_settings().applications().await? {
        table.push([application.application_id, application.description.unwrap_or_default()]);
    }
    Ok(call.answer().with_element(table.to_element("applicationTable")))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let application = PushApplication {
        application_id: fields.required("applicationId", APPLICATION_ID)?.to_owned(),
        description: fields.optional("description", NAME)?.map(str::to_owned),
    };
    match call.store().push_settings().add_application(&application).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Exists { .. }) => Err(errors::refused(format!(
            "The application is already in the list: {}",
            application.application_id
        ))),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let id = fields.required("applicationId", APPLICATION_ID)?;
    let settings = call.store().push_settings();
    let present = settings.applications().await?;
    let mut application = present
        .into_iter()
        .find(|application| application.application_id == id)
        .ok_or_else(|| not_listed(id))?;
    fields.change("description", NAME)?.apply(&mut application.description);
    match settings.set_application(&application).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Missing { .. }) => Err(not_listed(id)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let id = call.fields().required("applicationId", APPLICATION_ID)?;
    if call.store().push_settings().remove_application(id).await? {
        Ok(call.success())
    } else {
        Err(not_listed(id))
    }
}

fn not_listed(id: &str) -> Failure {
    errors::refused(format!("The application is not in the list: {id}"))
}
