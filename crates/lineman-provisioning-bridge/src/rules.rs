//! What a subscriberProfile must satisfy before it is accepted (PRV group). Pure: no store, no
//! clock, so that the table of rules can be tested alone.

use crate::profile::SubscriberProfile;

/// The settings of a template that the rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateRules {
    /// Enterprise mode: `serviceProvider` names the organisation; else `group` does (PHB-011).
    pub enterprise_mode: bool,
    /// The template asserts that emails can be trusted (PHB-012).
    pub trusted_emails: bool,
}

/// A profile that satisfies the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedProfile {
    /// BroadWorks user id.
    pub bw_user_id: String,
    /// Email in lower case: the user id in Webex (PRV-018).
    pub email: String,
    /// Name of the customer organisation, in lower case (PRV-015, PRV-016).
    pub organization_name: String,
    /// `SP+group` in service-provider mode, the enterprise otherwise (webex-api.md 1.2).
    pub sp_enterprise_id: String,
    /// Primary number.
    pub primary_phone_number: String,
    /// First name, may be empty.
    pub first_name: String,
    /// Last name, may be empty.
    pub last_name: String,
    /// Extension.
    pub extension: Option<String>,
}

/// Why a profile is refused with 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileProblem {
    /// No `bwuserid`.
    NoUserId,
    /// No `group` or `serviceProvider`.
    NoEnterprise,
    /// No `PrimaryPhoneNumber` (PRV-017).
    NoPrimaryNumber,
    /// No email, or a malformed one although emails are not asserted to be good (PRV-019).
    EmailInvalid,
    /// A malformed email although the template asserts that emails can be trusted (PRV-039).
    EmailNotTrusted,
}

/// Applies the rules in a fixed order; the first problem is the answer.
///
/// # Errors
/// The first [`ProfileProblem`].
pub fn check(
    profile: &SubscriberProfile,
    rules: TemplateRules,
) -> Result<AcceptedProfile, ProfileProblem> {
    let bw_user_id = profile.bw_user_id.clone().ok_or(ProfileProblem::NoUserId)?;
    let service_provider = profile.service_provider.clone().ok_or(ProfileProblem::NoEnterprise)?;
    let (name, sp_enterprise_id) = if rules.enterprise_mode {
        (service_provider.clone(), service_provider)
    } else {
        let group = profile.group.clone().ok_or(ProfileProblem::NoEnterprise)?;
        let id = format!("{service_provider}+{group}");
        (group, id)
    };
    let primary_phone_number =
        profile.primary_phone_number.clone().ok_or(ProfileProblem::NoPrimaryNumber)?;
    let email = match profile.email.as_deref() {
        None => return Err(ProfileProblem::EmailInvalid),
        Some(email) if is_email(email) => email.to_lowercase(),
        Some(_) if rules.trusted_emails => return Err(ProfileProblem::EmailNotTrusted),
        Some(_) => return Err(ProfileProblem::EmailInvalid),
    };
    Ok(AcceptedProfile {
        bw_user_id,
        email,
        organization_name: name.to_lowercase(),
        sp_enterprise_id,
        primary_phone_number,
        first_name: profile.first_name.clone().unwrap_or_default(),
        last_name: profile.last_name.clone().unwrap_or_default(),
        extension: profile.extension.clone(),
    })
}

/// Whether a text has the form of an email address: one `@`, a dotted domain, no blanks.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    text.len() <= 254
        && !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c))
        && labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

/// Whether the `host` header names a machine by address instead of by name (PRV-010, PRV-044).
/// Addresses in any notation that a client would connect to count, such as `127.1`.
#[must_use]
pub fn is_addressed_by_ip(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let is_address = |text: &str| {
        matches!(url::Host::parse(text), Ok(url::Host::Ipv4(_) | url::Host::Ipv6(_)))
            || text.parse::<std::net::IpAddr>().is_ok()
    };
    is_address(name) || is_address(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> SubscriberProfile {
        SubscriberProfile {
            bw_user_id: Some(String::from("u1@bw.example")),
            group: Some(String::from("Group_ONE")),
            service_provider: Some(String::from("ACME")),
            primary_phone_number: Some(String::from("+15550001")),
            email: Some(String::from("U1@Example.com")),
            ..SubscriberProfile::default()
        }
    }

    const UNTRUSTED: TemplateRules =
        TemplateRules { enterprise_mode: false, trusted_emails: false };

    #[test]
    fn the_organisation_is_named_in_lower_case_by_mode() {
        // PRV-015, PRV-016
        let accepted = check(&profile(), UNTRUSTED).unwrap();
        assert_eq!(accepted.organization_name, "group_one");
        assert_eq!(accepted.sp_enterprise_id, "ACME+Group_ONE");
        assert_eq!(accepted.email, "u1@example.com");
        let enterprise = TemplateRules { enterprise_mode: true, ..UNTRUSTED };
        let accepted = check(&profile(), enterprise).unwrap();
        assert_eq!(accepted.organization_name, "acme");
        assert_eq!(accepted.sp_enterprise_id, "ACME");
    }

    #[test]
    fn each_missing_node_has_its_own_problem() {
        let without = |change: fn(&mut SubscriberProfile)| {
            let mut profile = profile();
            change(&mut profile);
            check(&profile, UNTRUSTED).unwrap_err()
        };
        assert_eq!(without(|p| p.bw_user_id = None), ProfileProblem::NoUserId);
        assert_eq!(without(|p| p.group = None), ProfileProblem::NoEnterprise);
        // PRV-017
        assert_eq!(without(|p| p.primary_phone_number = None), ProfileProblem::NoPrimaryNumber);
        // PRV-019
        assert_eq!(without(|p| p.email = None), ProfileProblem::EmailInvalid);
    }

    #[test]
    fn a_malformed_email_is_judged_by_the_template() {
        for email in
            ["u1", "u1@", "@example.com", "u 1@example.com", "u1@example", "u1@@a.b", "a@b..c"]
        {
            let mut profile = profile();
            profile.email = Some(email.to_owned());
            assert_eq!(check(&profile, UNTRUSTED), Err(ProfileProblem::EmailInvalid), "{email}");
            // PRV-039
            let trusted = TemplateRules { trusted_emails: true, ..UNTRUSTED };
            assert_eq!(check(&profile, trusted), Err(ProfileProblem::EmailNotTrusted), "{email}");
        }
    }

    #[test]
    fn addresses_are_told_from_names() {
        // PRV-010
        for host in [
            "10.0.0.1",
            "10.0.0.1:80",
            "10.0.0.1:",
            "[::1]",
            "[::1]:443",
            "::1",
            "127.1",
            "0x7f.1:80",
            "2130706433",
            "10.0.0.1.",
        ] {
            assert!(is_addressed_by_ip(host), "{host}");
        }
        for host in ["localhost", "localhost:80", "bridge.example", "10.example", ""] {
            assert!(!is_addressed_by_ip(host), "{host}");
        }
    }
}
