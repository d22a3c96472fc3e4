//! Rules for passwords. The system's, the service provider's or the group's rules hold for someone,
//! depending on what the level above says they apply to.

use std::collections::BTreeMap;

use lineman_model::Secret;
use lineman_ocip::constant_time_equal;
use lineman_store::broadworks::{HierarchyNode, Subscriber};

use super::super::login_fields::Account;
use crate::oci::caller::Level;
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// In front of the rules' names in the settings of a level.
pub(super) const PREFIX: &str = "passwordRules.";
/// Most former passwords that are kept.
const HISTORY: usize = 10;

pub(super) const APPLY_TO: &str = "rulesApplyTo";
const EVERYBODY: &str = "Administrator and User";
const ABOVE_GROUPS: &str = "System, Provisioning, Service Provider Administrator";
/// What a system says that was never asked.
pub(super) const SYSTEM_APPLIES_TO: &str = "System, Provisioning Administrator";
/// What a service provider says that was never asked.
pub(super) const PROVIDER_APPLIES_TO: &str = "Administrator";

/// The rules that hold for someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::oci::commands) struct Rules {
    disallow_user_id: bool,
    disallow_old_password: bool,
    disallow_reversed_old_password: bool,
    digits: u32,
    upper_case: u32,
    lower_case: u32,
    other: u32,
    min_length: u32,
    pub(super) max_failed_login_attempts: u32,
    pub(super) password_expires_days: u32,
    previous_passwords: u32,
    force_change_after_reset: bool,
    pub(super) reenable_login: bool,
    pub(super) lock_out_in_minutes: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self::read(&BTreeMap::new())
    }
}

/// Names and defaults of the rules, in the order of the oldest answer.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("disallowUserId", "true"),
    ("disallowOldPassword", "true"),
    ("disallowReversedOldPassword", "true"),
    ("restrictMinDigits", "false"),
    ("minDigits", "1"),
    ("restrictMinUpperCaseLetters", "false"),
    ("minUpperCaseLetters", "1"),
    ("restrictMinLowerCaseLetters", "false"),
    ("minLowerCaseLetters", "1"),
    ("restrictMinNonAlphanumericCharacters", "false"),
    ("minNonAlphanumericCharacters", "1"),
    ("minLength", "3"),
    ("maxFailedLoginAttempts", "0"),
    ("passwordExpiresDays", "0"),
    ("sendLoginDisabledNotifyEmail", "false"),
    ("loginDisabledNotifyEmailAddress", ""),
    ("disallowRulesModification", "false"),
    ("disallowPreviousPasswords", "false"),
    ("numberOfPreviousPasswords", "1"),
    ("forcePasswordChangeAfterReset", "false"),
    ("enforceExternalAuthForRoutePoint", "false"),
    ("usePasswordValidationService", "false"),
    ("reenableLogin", "false"),
    ("lockOutInMinutes", "60"),
];

/// What a level says about a rule, or the default.
pub(super) fn value<'a>(kept: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    let default = FIELDS.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| *value);
    kept.get(&format!("{PREFIX}{name}")).map_or(default, String::as_str)
}

impl Rules {
    fn read(kept: &BTreeMap<String, String>) -> Self {
        let flag = |name| value(kept, name) == "true";
        let number = |name| value(kept, name).trim().parse().unwrap_or(0);
        let restricted = |switch, name| if flag(switch) { number(name) } else { 0 };
        Self {
            disallow_user_id: flag("disallowUserId"),
            disallow_old_password: flag("disallowOldPassword"),
            disallow_reversed_old_password: flag("disallowReversedOldPassword"),
            digits: restricted("restrictMinDigits", "minDigits"),
            upper_case: restricted("restrictMinUpperCaseLetters", "minUpperCaseLetters"),
            lower_case: restricted("restrictMinLowerCaseLetters", "minLowerCaseLetters"),
            other: restricted(
                "restrictMinNonAlphanumericCharacters",
                "minNonAlphanumericCharacters",
            ),
            min_length: number("minLength"),
            max_failed_login_attempts: number("maxFailedLoginAttempts"),
            password_expires_days: number("passwordExpiresDays"),
            previous_passwords: restricted(
                "disallowPreviousPasswords",
                "numberOfPreviousPasswords",
            ),
            force_change_after_reset: flag("forcePasswordChangeAfterReset"),
            reenable_login: flag("reenableLogin"),
            lock_out_in_minutes: number("lockOutInMinutes"),
        }
    }

    /// Why a password is not allowed.
    fn violation(
        &self,
        user_id: &str,
        old: Option<&Secret>,
        previous: &[Secret],
        new: &str,
    ) -> Option<String> {
        let count = |wanted: fn(&char) -> bool| {
            u32::try_from(new.chars().filter(wanted).count()).unwrap_or(u32::MAX)
        };
        let length = u32::try_from(new.chars().count()).unwrap_or(u32::MAX);
        let name = user_id.split('@').next().unwrap_or(user_id);
        let reversed: String = new.chars().rev().collect();
        let is = |secret: &Secret, text: &str| constant_time_equal(secret.reveal(), text);
        let previous = previous.iter().take(usize::try_from(self.previous_passwords).unwrap_or(0));
        if length < self.min_length {
            return Some(format!("at least {} characters are needed", self.min_length));
        }
        for (least, found, what) in [
            (self.digits, count(char::is_ascii_digit), "digits"),
            (self.upper_case, count(|letter| letter.is_uppercase()), "upper case letters"),
            (self.lower_case, count(|letter| letter.is_lowercase()), "lower case letters"),
            (self.other, count(|letter| !letter.is_alphanumeric()), "other characters"),
        ] {
            if found < least {
                return Some(format!("at least {least} {what} are needed"));
            }
        }
        let same = |text: &str| new.eq_ignore_ascii_case(text);
        if self.disallow_user_id && (same(user_id) || same(name)) {
            return Some(String::from("it is the user id"));
        }
        if self.disallow_old_password && old.is_some_and(|old| is(old, new)) {
            return Some(String::from("it is the old one"));
        }
        if self.disallow_reversed_old_password && old.is_some_and(|old| is(old, &reversed)) {
            return Some(String::from("it is the old one backwards"));
        }
        if previous.into_iter().any(|former| is(former, new)) {
            return Some(String::from("it was used before"));
        }
        None
    }
}

/// Whose password it is.
#[derive(Debug, Clone, Copy)]
pub(in crate::oci::commands) struct Who<'a> {
    pub(super) user_id: &'a str,
    pub(super) level: Level,
    pub(super) provider: Option<&'a str>,
    pub(super) group: Option<&'a str>,
    pub(super) password: Option<&'a Secret>,
}

impl<'a> Who<'a> {
    pub(in crate::oci::commands) fn user(user: &'a Subscriber) -> Self {
        Self {
            user_id: &user.user_id,
            level: Level::User,
            provider: Some(&user.service_provider_id),
            group: Some(&user.group_id),
            password: user.web_password.as_ref(),
        }
    }

    /// For somebody who has no password yet.
    pub(in crate::oci::commands) const fn without_password(self) -> Self {
        Self { password: None, ..self }
    }

    pub(in crate::oci::commands) fn account(account: &'a Account) -> Self {
        Self {
            user_id: account.user_id(),
            level: account.level(),
            provider: account.service_provider_id(),
            group: account.group_id(),
            password: account.password(),
        }
    }
}

/// The rules that hold for someone.
pub(in crate::oci::commands) async fn rules_of(
    call: &Call<'_>,
    who: Who<'_>,
) -> Result<Rules, Failure> {
    let settings = call.store().hierarchy_settings();
    let system = settings.get(HierarchyNode::System).await?;
    let applies_to = |kept: &BTreeMap<String, String>, default: &str| {
        let said = kept.get(&format!("{PREFIX}{APPLY_TO}")).map_or(default, String::as_str);
        said.to_owned()
    };
    let said = applies_to(&system, SYSTEM_APPLIES_TO);
    let by_system = match who.level {
        Level::System | Level::Provisioning | Level::Reseller => true,
        Level::ServiceProvider => said == EVERYBODY || said == ABOVE_GROUPS,
        Level::Group | Level::GroupDepartment | Level::User => said == EVERYBODY,
    };
    let Some(provider) = who.provider.filter(|_| !by_system) else {
        return Ok(Rules::read(&system));
    };
    let own = settings.get(HierarchyNode::ServiceProvider(provider)).await?;
    let by_provider =
        who.level != Level::User || applies_to(&own, PROVIDER_APPLIES_TO) == EVERYBODY;
    let Some(group) = who.group.filter(|_| !by_provider) else { return Ok(Rules::read(&own)) };
    Ok(Rules::read(&settings.get(HierarchyNode::Group(provider, group)).await?))
}

/// Refuses a new password that the rules do not allow.
pub(in crate::oci::commands) async fn check(
    call: &Call<'_>,
    who: Who<'_>,
    new: &str,
) -> Result<(), Failure> {
    let rules = rules_of(call, who).await?;
    let security = call.store().account_security().get(who.user_id).await?;
    match rules.violation(who.user_id, who.password, &security.previous_passwords, new) {
        None => Ok(()),
        Some(reason) => Err(errors::refused(format!("Password is not allowed: {reason}"))),
    }
}

/// Notes a new password: its history begins, and a lock is over. Whoever got it from somebody else
/// may have to change it.
pub(in crate::oci::commands) async fn changed(
    call: &Call<'_>,
    user_id: &str,
    old: Option<&Secret>,
    new: &str,
) -> Result<(), Failure> {
    let now = call.server.now();
    let old = old.cloned();
    let new = Secret::new(new);
    let own = call.origin.caller.is_logged_in_as(user_id) || call.origin.caller.is_user();
    let must_change = match super::super::login_fields::Account::find(call, user_id).await? {
        Some(account) if !own => {
            rules_of(call, Who::account(&account)).await?.force_change_after_reset
        }
        _ => false,
    };
    call.store()
        .account_security()
        .modify(user_id, move |security| {
            security.password_changed_at = Some(now);
            security.must_change_password = must_change;
            security.failed_logins = 0;
            security.locked_at = None;
            // The newest first: the present password is among those that cannot be used again.
            if security.previous_passwords.is_empty()
                && let Some(old) = old
            {
                security.previous_passwords.push(old);
            }
            security.previous_passwords.insert(0, new);
            security.previous_passwords.truncate(HISTORY);
        })
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(said: &[(&str, &str)]) -> Rules {
        let kept =
            said.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()));
        Rules::read(&kept.collect())
    }

    fn violates(rules: &Rules, new: &str) -> bool {
        let old = Secret::new("old-Pass1");
        let former = [Secret::new("former-1"), Secret::new("former-2")];
        rules.violation("una@example.com", Some(&old), &former, new).is_some()
    }

    #[test]
    fn each_rule_refuses_what_it_should() {
        let usual = Rules::default();
        for (new, refused) in [
            ("ab", true),
            ("abc", false),
            ("UNA", true),
            ("una@example.com", true),
            ("old-Pass1", true),
            ("1ssaP-dlo", true),
            ("former-1", false),
        ] {
            assert_eq!(violates(&usual, new), refused, "{new}");
        }
        let strict = rules(&[
            ("restrictMinDigits", "true"),
            ("minDigits", "2"),
            ("restrictMinUpperCaseLetters", "true"),
            ("restrictMinLowerCaseLetters", "true"),
            ("restrictMinNonAlphanumericCharacters", "true"),
            ("minLength", "8"),
            ("disallowPreviousPasswords", "true"),
            ("numberOfPreviousPasswords", "1"),
        ]);
        for (new, refused) in [
            ("Abcde-12", false),
            ("Abcde-1x", true),
            ("abcde-12", true),
            ("ABCDE-12", true),
            ("Abcdef12", true),
            ("Ab-12", true),
        ] {
            assert_eq!(violates(&strict, new), refused, "{new}");
        }
        let former =
            rules(&[("disallowPreviousPasswords", "true"), ("numberOfPreviousPasswords", "1")]);
        assert!(violates(&former, "former-1"));
        assert!(!violates(&former, "former-2"));
    }
}
