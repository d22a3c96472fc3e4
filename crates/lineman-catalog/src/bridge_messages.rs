//! Why the provisioning bridge refuses a subscriberProfile: status, message, and the class that a
//! reader recognises in either (PRV-006 to PRV-011, PRV-039, PRV-041, PRV-047).

use crate::findings;

/// A class of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BridgeRefusal {
    /// 401: account or password is not that of a template.
    CredentialsMismatch,
    /// 403: the request is addressed to an IP address.
    AddressedByIp,
    /// 403 for another reason.
    Forbidden,
    /// 400: malformed email although the template asserts that emails can be trusted.
    EmailNotTrusted,
    /// 400: no email, or a malformed one.
    EmailInvalid,
    /// 400: the organisation is not known and may not be created.
    OrganizationCreationDisabled,
    /// 400: no primary phone number.
    PrimaryNumberMissing,
    /// 400: no BroadWorks user id.
    UserIdMissing,
    /// 400: no group, or no service provider.
    EnterpriseMissing,
    /// 400: not readable as a subscriberProfile.
    ProfileUnreadable,
    /// 409: a user of Webex has this email.
    UserExists,
    /// 409: a free account has this email.
    UserInConsumerOrganization,
}

impl BridgeRefusal {
    /// Every class.
    pub const ALL: &'static [Self] = &[
        Self::CredentialsMismatch,
        Self::AddressedByIp,
        Self::Forbidden,
        Self::EmailNotTrusted,
        Self::EmailInvalid,
        Self::OrganizationCreationDisabled,
        Self::PrimaryNumberMissing,
        Self::UserIdMissing,
        Self::EnterpriseMissing,
        Self::ProfileUnreadable,
        Self::UserExists,
        Self::UserInConsumerOrganization,
    ];

    /// HTTP status of the answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::CredentialsMismatch => 401,
            Self::AddressedByIp | Self::Forbidden => 403,
            Self::UserExists | Self::UserInConsumerOrganization => 409,
            _ => 400,
        }
    }

    /// English text of the `message` node of the answer.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::CredentialsMismatch => {
                "Provisioning credentials do not match the provisioning account of a template"
            }
            Self::AddressedByIp => {
                "Request is addressed to an IP address, not to the provisioning URL of a template"
            }
            Self::Forbidden => "Request is not allowed",
            Self::EmailNotTrusted => {
                "BroadWorks email cannot be trusted: it is not a valid address"
            }
            Self::EmailInvalid => "Email is missing or is not a valid address",
            Self::OrganizationCreationDisabled => {
                "Customer organization not found, and creation of new organizations is not enabled"
            }
            Self::PrimaryNumberMissing => "Primary phone number is missing",
            Self::UserIdMissing => "BroadWorks user ID is missing",
            Self::EnterpriseMissing => "Group or service provider is missing",
            Self::ProfileUnreadable => "Request holds no readable subscriberProfile",
            Self::UserExists => "User already exists: the email belongs to a user of Webex",
            Self::UserInConsumerOrganization => {
                "User already exists: the email belongs to a free account in the consumer organization"
            }
        }
    }

    /// The finding that explains it.
    #[must_use]
    pub const fn finding(self) -> &'static str {
        match self {
            Self::CredentialsMismatch => findings::IMP_CREDENTIALS_MISMATCH,
            Self::AddressedByIp => findings::BRIDGE_ADDRESSED_BY_IP,
            Self::Forbidden => findings::BRIDGE_FORBIDDEN,
            Self::EmailNotTrusted => findings::EMAIL_NOT_TRUSTED,
            Self::EmailInvalid => findings::EMAIL_INVALID,
            Self::OrganizationCreationDisabled => findings::ORG_CREATION_DISABLED,
            Self::PrimaryNumberMissing => findings::PRIMARY_NUMBER_MISSING,
            Self::UserIdMissing | Self::EnterpriseMissing | Self::ProfileUnreadable => {
                findings::BRIDGE_REJECTED
            }
            Self::UserExists => findings::USER_EXISTS,
            Self::UserInConsumerOrganization => findings::USER_IN_CONSUMER_ORG,
        }
    }

    /// The class of an answer, from its status and the words of its message, whoever wrote it.
    /// None when the status is not a refusal of this table, or the words of a 400 say nothing that
    /// we know.
    #[must_use]
    pub fn classify(status: u16, message: &str) -> Option<Self> {
        let text = message.to_lowercase();
        let says = |words: &[&str]| words.iter().all(|word| text.contains(word));
        match status {
            401 => Some(Self::CredentialsMismatch),
            403 if says(&["ip address"]) => Some(Self::AddressedByIp),
            403 => Some(Self::Forbidden),
            409 if says(&["consumer"]) || says(&["free account"]) => {
                Some(Self::UserInConsumerOrganization)
            }
            409 => Some(Self::UserExists),
            400 if says(&["email", "trust"]) => Some(Self::EmailNotTrusted),
            400 if says(&["org", "not found"]) && says(&["creat"]) => {
                Some(Self::OrganizationCreationDisabled)
            }
            400 if says(&["org", "not found"]) && says(&["flag"]) => {
                Some(Self::OrganizationCreationDisabled)
            }
            400 if says(&["primary", "number"]) || says(&["primaryphonenumber"]) => {
                Some(Self::PrimaryNumberMissing)
            }
            400 if says(&["email"]) => Some(Self::EmailInvalid),
            400 if says(&["user id", "missing"]) || says(&["bwuserid"]) => {
                Some(Self::UserIdMissing)
            }
            400 if says(&["group", "missing"]) || says(&["service provider", "missing"]) => {
                Some(Self::EnterpriseMissing)
            }
            400 if says(&["subscriberprofile"]) => Some(Self::ProfileUnreadable),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_recognised_as_its_own_class() {
        for class in BridgeRefusal::ALL {
            assert_eq!(
                BridgeRefusal::classify(class.status(), class.message()),
                Some(*class),
                "{}",
                class.message()
            );
        }
    }

    #[test]
    fn other_wordings_of_the_guides_examples_are_recognised() {
        // PRV-039
        assert_eq!(
            BridgeRefusal::classify(
                400,
                "The email from Broadworks can't be trusted with this API"
            ),
            Some(BridgeRefusal::EmailNotTrusted)
        );
        // PRV-041
        assert_eq!(
            BridgeRefusal::classify(
                400,
                "Customer org not found in DB and newOrgCreation flag is off"
            ),
            Some(BridgeRefusal::OrganizationCreationDisabled)
        );
        // PRV-017
        assert_eq!(
            BridgeRefusal::classify(400, "PrimaryPhoneNumber must be present"),
            Some(BridgeRefusal::PrimaryNumberMissing)
        );
        // PRV-047
        assert_eq!(
            BridgeRefusal::classify(409, "User already in CI"),
            Some(BridgeRefusal::UserExists)
        );
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(BridgeRefusal::classify(400, "computer says no"), None);
        assert_eq!(BridgeRefusal::classify(500, BridgeRefusal::UserExists.message()), None);
        // PRV-006: only 200 is success, and success is no refusal
        assert_eq!(BridgeRefusal::classify(200, ""), None);
    }
}
