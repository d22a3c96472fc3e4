//! Voice messages. The requests are ours: no public schema has them (docs/wire.md).

use lineman_ocip::{Command, Table};
use lineman_store::StoreError;
use lineman_store::broadworks::{VoiceMessage, VoiceMessages};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME, URL, USER_ID};
use crate::oci::server::Call;

const HEADINGS: &[&str] = &[
    "Message Id",
    "Duration",
    "Caller Name",
    "Caller User Id",
    "Caller Address",
    "Time",
    "Read",
    "Urgent",
    "Confidential",
];

fn word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn row(message: &VoiceMessage) -> Vec<String> {
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        message.number.to_string(),
        message.duration_millis.to_string(),
        optional(&message.caller_name),
        optional(&message.caller_user_id),
        optional(&message.caller_address),
        message.left_at.as_millis().to_string(),
        word(message.is_read).to_owned(),
        word(message.is_urgent).to_owned(),
        word(message.is_confidential).to_owned(),
    ]
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let mut table = Table::new(HEADINGS);
    for message in call.store().voice_messages().list(&user.user_id).await? {
        table.push(row(&message));
    }
    Ok(call.answer().with_element(table.to_element("voiceMessageTable")))
}

/// One message with its sound.
pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let number = number(call.fields())?;
    let found = call.store().voice_messages().find(&user.user_id, number).await?;
    let (message, content) = found.ok_or_else(not_found)?;
    let mut table = Table::new(HEADINGS);
    table.push(row(&message));
    Ok(call
        .answer()
        .with_element(table.to_element("voiceMessageTable"))
        .with("mediaType", message.media_type)
        .with("content", content))
}

pub(super) async fn summary(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let counts = call.store().voice_messages().counts(&user.user_id).await?;
    Ok(call
        .answer()
        .with("newMessages", counts.new.to_string())
        .with("oldMessages", counts.old.to_string())
        .with("newUrgentMessages", counts.new_urgent.to_string())
        .with("oldUrgentMessages", counts.old_urgent.to_string()))
}

/// Leaves a message: `callerName?`, `callerUserId?`, `callerAddress?`, `durationMilliseconds`,
/// `urgent?`, `confidential?`, `mediaType`, `content` (base64).
pub(super) async fn deposit(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let content = fields.required("content", VoiceMessages::CONTENT)?;
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    if !content.bytes().all(is_base64) {
        return Err(errors::validation("Element 'content' is not base64"));
    }
    let owned = |value: Option<&str>| value.map(str::to_owned);
    let message = VoiceMessage {
        number: 0,
        duration_millis: fields.number("durationMilliseconds", 0)?.unwrap_or_default(),
        caller_name: owned(fields.optional("callerName", NAME)?),
        caller_user_id: owned(fields.optional("callerUserId", USER_ID)?),
        caller_address: owned(fields.optional("callerAddress", URL)?),
        left_at: call.server.now(),
        is_read: false,
        is_urgent: fields.flag("urgent")?.unwrap_or(false),
        is_confidential: fields.flag("confidential")?.unwrap_or(false),
        media_type: fields.required("mediaType", NAME)?.to_owned(),
    };
    let left = call.store().voice_messages().add(&user.user_id, &message, content).await;
    match left {
        Ok(number) => Ok(call.answer().with("messageId", number.to_string())),
        Err(StoreError::Full { .. }) => Err(errors::refused("The mailbox is full")),
        Err(error) => Err(error.into()),
    }
}

/// Marks a message heard or not.
pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let is_read =
        fields.flag("read")?.ok_or_else(|| errors::validation("Element 'read' is required"))?;
    let number = number(fields)?;
    if call.store().voice_messages().mark(&user.user_id, number, is_read).await? {
        Ok(call.success())
    } else {
        Err(not_found())
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let number = number(call.fields())?;
    if call.store().voice_messages().remove(&user.user_id, number).await? {
        Ok(call.success())
    } else {
        Err(not_found())
    }
}

fn number(fields: Fields<'_>) -> Result<u32, Failure> {
    fields
        .number("messageId", 1)?
        .ok_or_else(|| errors::validation("Element 'messageId' is required"))
}

fn not_found() -> Failure {
    errors::refused("Voice message not found")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_value_for_each_heading() {
        let message = VoiceMessage {
            number: 7,
            duration_millis: 1,
            caller_name: None,
            caller_user_id: None,
            caller_address: None,
            left_at: lineman_model::Timestamp::EPOCH,
            is_read: true,
            is_urgent: false,
            is_confidential: false,
            media_type: "WAV".into(),
        };
        let mut table = Table::new(HEADINGS);
        table.push(row(&message));
        let read = table.rows().next().expect("a row");
        assert_eq!(row(&message).len(), HEADINGS.len());
        assert_eq!((read.get("Message Id"), read.get("Read")), (Some("7"), Some("true")));
        assert_eq!(read.get("Caller Name"), None);
    }
}
