//! Schedules of users: names and types. Events are not kept.

use lineman_ocip::{Command, Element};
use lineman_store::StoreError;
use lineman_store::broadworks::UserSchedule;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME};
use crate::oci::server::Call;

/// Longest name.
const SCHEDULE_NAME: usize = 40;
/// Most schedules of one user.
const SCHEDULES: usize = 100;

fn read(fields: Fields<'_>) -> Result<UserSchedule, Failure> {
    let kind = fields.required("scheduleType", NAME)?;
    if !matches!(kind, "Holiday" | "Time") {
        return Err(errors::validation("Element 'scheduleType' is not a schedule type"));
    }
    let name = fields.required("scheduleName", SCHEDULE_NAME)?;
    Ok(UserSchedule { name: name.to_owned(), kind: kind.to_owned() })
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let kind = call.fields().optional("scheduleType", NAME)?;
    let schedules = call.store().user_schedules().list(&user.user_id).await?;
    let wanted =
        schedules.into_iter().filter(|schedule| kind.is_none_or(|kind| kind == schedule.kind));
    Ok(wanted.fold(call.answer(), |answer, schedule| {
        let key = Element::new("scheduleKey")
            .with_child("scheduleName", schedule.name)
            .with_child("scheduleType", schedule.kind);
        answer.with_element(
            Element::new("scheduleGlobalKey").with(key).with_child("scheduleLevel", "User"),
        )
    }))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let schedule = read(call.fields())?;
    let schedules = call.store().user_schedules();
    if schedules.list(&user.user_id).await?.len() >= SCHEDULES {
        return Err(errors::refused("The user has too many schedules"));
    }
    schedules.add(&user.user_id, &schedule).await.map_err(failure)?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let key = fields
        .structure("scheduleKey")
        .ok_or_else(|| errors::validation("Element 'scheduleKey' is required"))?;
    let schedule = read(key)?;
    if let Some(name) = fields.optional("newScheduleName", SCHEDULE_NAME)? {
        let schedules = call.store().user_schedules();
        schedules.rename(&user.user_id, &schedule, name).await.map_err(failure)?;
    }
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let named: Vec<UserSchedule> =
        call.fields().structures("scheduleKey").map(read).collect::<Result<_, _>>()?;
    if named.is_empty() {
        return Err(errors::validation("Element 'scheduleKey' is required"));
    }
    for schedule in &named {
        if !call.store().user_schedules().remove(&user.user_id, schedule).await? {
            return Err(errors::refused(format!("Schedule not found: {}", schedule.name)));
        }
    }
    Ok(call.success())
}

fn failure(error: StoreError) -> Failure {
    match error {
        StoreError::Exists { .. } => errors::refused("The schedule exists already"),
        StoreError::Missing { .. } => errors::refused("Schedule not found"),
        other => other.into(),
    }
}
