//! From calls that ended to the call logs of who took part.

use lineman_calls::{CallRecord, Party};
use lineman_store::broadworks::{CallLog, CallLogKind};
use lineman_store::{BroadworksStore, StoreError};

/// What a user sees who may not know who called.
const PRIVATE: &str = "Private";
/// What stands in place of a name that is not known.
const UNKNOWN: &str = "Unavailable";

/// Writes a call into the logs of its users.
pub(super) async fn keep(store: &BroadworksStore, record: &CallRecord) -> Result<(), StoreError> {
    for log in logs_of(record) {
        match store.call_logs().add(&log).await {
            // The user was removed during the call.
            Err(StoreError::Reference { .. }) => {}
            other => other?,
        }
    }
    Ok(())
}

fn logs_of(record: &CallRecord) -> Vec<CallLog> {
    let mut logs = Vec::new();
    let answered_by = record.answered_by.as_ref();
    let callee = answered_by.or(record.rang.first());
    let number = user_part(&record.dialled);
    let (name, number) = callee.map_or((UNKNOWN, number), |callee| (&callee.name, &callee.number));
    logs.push(log(record, &record.caller, CallLogKind::Placed, name, number));
    let private = record.caller.private;
    let caller = if private { PRIVATE } else { &record.caller.name };
    let number = if private { PRIVATE } else { &record.caller.number };
    let mut seen: Vec<&str> = vec![&record.caller.user_id];
    for party in record.rang.iter().chain(answered_by) {
        if seen.contains(&party.user_id.as_str()) {
            continue;
        }
        seen.push(&party.user_id);
        let answered = answered_by.is_some_and(|by| by.user_id == party.user_id);
        let kind = if answered { CallLogKind::Received } else { CallLogKind::Missed };
        logs.push(log(record, party, kind, caller, number));
    }
    logs
}

fn log(record: &CallRecord, user: &Party, kind: CallLogKind, name: &str, number: &str) -> CallLog {
    let answered = kind != CallLogKind::Missed;
    CallLog {
        call_log_id: format!("{}:{}:{}", record.correlation, kind.as_str(), user.user_id),
        user_id: user.user_id.clone(),
        kind,
        country_code: None,
        phone_number: number.to_owned(),
        name: if name.is_empty() { UNKNOWN.to_owned() } else { name.to_owned() },
        called_at: record.started,
        answered_at: record.answered.filter(|_| answered),
        released_at: Some(record.ended),
    }
}

/// What was dialled, without scheme and host.
fn user_part(dialled: &str) -> &str {
    let rest = dialled.split_once(':').map_or(dialled, |(_, rest)| rest);
    rest.split(['@', ';']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lineman_model::Timestamp;

    fn party(name: &str) -> Party {
        Party {
            user_id: name.into(),
            name: name.to_uppercase(),
            number: "2".into(),
            ..Party::default()
        }
    }

    fn record() -> CallRecord {
        CallRecord {
            caller: party("una"),
            dialled: "sip:222@h".into(),
            rang: vec![party("bo"), party("cy")],
            answered_by: Some(party("cy")),
            started: Timestamp::from_millis(1),
            answered: Some(Timestamp::from_millis(2)),
            ended: Timestamp::from_millis(3),
            status: 200,
            correlation: "c".into(),
        }
    }

    #[test]
    fn each_party_has_its_own_view() {
        let logs = logs_of(&record());
        let seen: Vec<_> = logs
            .iter()
            .map(|log| {
                (log.user_id.as_str(), log.kind, log.name.as_str(), log.answered_at.is_some())
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("una", CallLogKind::Placed, "CY", true),
                ("bo", CallLogKind::Missed, "UNA", false),
                ("cy", CallLogKind::Received, "UNA", true),
            ]
        );
    }

    #[test]
    fn a_private_caller_stays_private_and_an_unknown_target_is_what_was_dialled() {
        let mut record = record();
        record.caller.private = true;
        record.answered_by = None;
        record.answered = None;
        let logs = logs_of(&record);
        assert!(logs[1..].iter().all(|log| log.name == PRIVATE && log.phone_number == PRIVATE));
        record.rang.clear();
        let logs = logs_of(&record);
        assert_eq!((logs.len(), logs[0].phone_number.as_str()), (1, "222"));
        assert_eq!(user_part("tel:+1555;ext=2"), "+1555");
    }
}
