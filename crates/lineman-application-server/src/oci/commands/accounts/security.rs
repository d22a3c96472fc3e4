//! Whether someone may log in: switched off, locked after wrong passwords, proven or not.

use lineman_model::Timestamp;
use lineman_store::broadworks::AccountSecurity;

use super::super::login_fields::Account;
use super::password_rules::{Rules, Who, rules_of};
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Until when too many wrong passwords lock an account: none when it is not locked, an inner none
/// for until an administrator helps.
pub(in crate::oci::commands) fn locked_until(
    security: &AccountSecurity,
    rules: &Rules,
    now: Timestamp,
) -> Option<Option<Timestamp>> {
    let since = security.locked_at?;
    if !rules.reenable_login {
        return Some(None);
    }
    let end = since.plus_millis(i64::from(rules.lock_out_in_minutes) * MINUTE);
    (now < end).then_some(Some(end))
}

/// Admits someone whose proof was right or wrong; a wrong one counts.
pub(in crate::oci::commands) async fn admit(
    call: &Call<'_>,
    account: &Account,
    genuine: bool,
) -> Result<(), Failure> {
    let store = call.store().account_security();
    let id = account.user_id();
    let security = store.get(id).await?;
    let rules = rules_of(call, Who::account(account)).await?;
    let now = call.server.now();
    let locked = locked_until(&security, &rules, now).is_some();
    if locked || (genuine && account.is_disabled()) {
        return Err(errors::account_disabled());
    }
    if !genuine {
        let most = rules.max_failed_login_attempts;
        if most > 0 {
            store
                .modify(id, |security| {
                    // A lock that is over begins a new count.
                    if security.locked_at.take().is_some() {
                        security.failed_logins = 0;
                    }
                    security.failed_logins = security.failed_logins.saturating_add(1);
                    if security.failed_logins >= most {
                        security.locked_at = Some(now);
                    }
                })
                .await?;
        }
        return Err(errors::invalid_password());
    }
    if security.failed_logins > 0 || security.locked_at.is_some() {
        store
            .modify(id, |security| {
                security.failed_logins = 0;
                security.locked_at = None;
            })
            .await?;
    }
    Ok(())
}

/// Notes a login.
pub(in crate::oci::commands) async fn logged_in(
    call: &Call<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let now = call.server.now();
    call.store()
        .account_security()
        .modify(account.user_id(), |security| security.last_login_at = Some(now))
        .await?;
    Ok(())
}

/// Days until the password expires: none when it never does. One that was never changed counts from
/// now.
pub(in crate::oci::commands) fn expires_in_days(
    security: &AccountSecurity,
    rules: &Rules,
    now: Timestamp,
) -> Option<i64> {
    let days = i64::from(rules.password_expires_days);
    if days == 0 {
        return None;
    }
    if security.must_change_password {
        return Some(0);
    }
    let changed = security.password_changed_at.unwrap_or(now);
    let age = now.as_millis().saturating_sub(changed.as_millis()).max(0) / DAY;
    Some((days - age).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_and_passwords_end_when_the_rules_say_so() {
        let at = Timestamp::from_millis;
        let mut rules = Rules::default();
        rules.password_expires_days = 10;
        let mut security =
            AccountSecurity { password_changed_at: Some(at(0)), ..AccountSecurity::default() };
        assert_eq!(expires_in_days(&security, &rules, at(0)), Some(10));
        assert_eq!(expires_in_days(&security, &rules, at(3 * DAY + 1)), Some(7));
        assert_eq!(expires_in_days(&security, &rules, at(99 * DAY)), Some(0));
        security.password_changed_at = None;
        assert_eq!(expires_in_days(&security, &rules, at(99 * DAY)), Some(10));
        rules.password_expires_days = 0;
        assert_eq!(expires_in_days(&security, &rules, at(0)), None);

        assert_eq!(locked_until(&security, &rules, at(0)), None);
        security.locked_at = Some(at(0));
        assert_eq!(locked_until(&security, &rules, at(99 * DAY)), Some(None));
        rules.reenable_login = true;
        rules.lock_out_in_minutes = 2;
        let end = at(2 * MINUTE);
        assert_eq!(locked_until(&security, &rules, at(2 * MINUTE - 1)), Some(Some(end)));
        assert_eq!(locked_until(&security, &rules, end), None);
    }
}
