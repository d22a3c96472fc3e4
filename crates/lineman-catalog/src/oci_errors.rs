//! BroadWorks errors of OCI-P: number and English text, as clients read them
//! (broadworks-wire.md 1.6; PRV-028, PRV-029).

use lineman_model::{Component, ScopeKind, Severity, StepId};

use crate::entry::{Entry, EntryKind, Since};

/// An error that the Application Server answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OciError {
    /// The number.
    pub number: u32,
    /// The whole summary; `<...>` marks what is filled in.
    pub text: &'static str,
}

impl OciError {
    /// The summary with the marked places filled in, in order. A place without a value stays
    /// marked.
    #[must_use]
    pub fn summary(self, values: &[&str]) -> String {
        let mut summary = String::with_capacity(self.text.len());
        let mut rest = self.text;
        let mut values = values.iter();
        while let Some((before, place)) = rest.split_once('<') {
            let Some((name, after)) = place.split_once('>') else { break };
            summary.push_str(before);
            match values.next() {
                Some(value) => summary.push_str(value),
                None => {
                    summary.push('<');
                    summary.push_str(name);
                    summary.push('>');
                }
            }
            rest = after;
        }
        summary.push_str(rest);
        summary
    }
}

macro_rules! errors {
    ($($(#[doc = $doc:literal])* $name:ident = $number:literal, $text:literal, $severity:ident, $scope:ident, [$($step:ident),*], [$($row:literal),*];)*) => {
        $(
            $(#[doc = $doc])*
            pub const $name: OciError = OciError {
                number: $number,
                text: concat!("[Error ", stringify!($number), "] ", $text),
            };
        )*

        /// Every error of the table.
        pub const ALL: &[OciError] = &[$($name),*];

        pub(crate) static ENTRIES: &[Entry] = &[$(Entry {
            id: stringify!($number),
            kind: EntryKind::BroadworksError,
            wire_text: Some($name.text),
            severity: Severity::$severity,
            scope: ScopeKind::$scope,
            steps: &[$(StepId::$step),*],
            component: Some(Component::ApplicationServer),
            since: Since::Unstated,
            requirements: &[$($row),*],
        }),*];
    };
}

errors! {
    /// Not logged in, or not allowed.
    UNAUTHORIZED = 4001, "Unauthorized transaction.", Warning, System, [S2_1_1, P1], [];
    /// No such user.
    USER_NOT_FOUND = 4008, "User not found: <user>", Error, Subscriber, [S2_1_1, S5_3], ["LAD-055", "LAD-028"];
    /// A provider that still has groups; `<kind>` is Enterprise or Service Provider.
    PROVIDER_HAS_GROUPS = 4103, "<kind> contains groups.  Must delete all the groups first.", Warning, Enterprise, [], [];
    /// The group id is taken.
    GROUP_EXISTS = 4150, "The Group already exists, please use a unique Group ID.", Warning, Enterprise, [], [];
    /// No such group.
    GROUP_NOT_FOUND = 4152, "Group not found: <provider>:<group>", Warning, Enterprise, [P1], [];
    /// The user id is taken.
    USER_EXISTS = 4200, "User already exists: <user>", Warning, Subscriber, [P1], [];
    /// The device name is taken.
    DEVICE_EXISTS = 4500, "Access Device already exists: <device>", Warning, Subscriber, [], [];
    /// No such device type.
    DEVICE_TYPE_NOT_FOUND = 4501, "Device Type not found: <type>", Warning, System, [], ["LAD-053"];
    /// No such device.
    DEVICE_NOT_FOUND = 4505, "Access Device not found: <device>", Warning, Subscriber, [S6_3, S6_4], [];
    /// An extension of another length than the group's.
    INVALID_EXTENSION = 4909, "Invalid extension.  The extension length for this group <group> is <least> to <most> digits long.", Warning, Subscriber, [P1], [];
    /// Wrong user id or password.
    INVALID_PASSWORD = 4962, "Invalid password", Error, Subscriber, [S2_1_1], ["LAD-054", "LAD-056", "EUE-001"];
    /// The login is switched off.
    ACCOUNT_DISABLED = 5202, "Account is disabled.", Error, Subscriber, [S2_1_1], ["EUE-002"];
    /// Logged in, but with a restriction: reads only, or resets passwords only.
    RESTRICTED = 5404, "Unauthorized transaction.", Warning, System, [P1], [];
    /// A request that the schema does not allow, or whose name is not known.
    VALIDATION = 6004, "OCI XML Request validation error", Warning, System, [P1], [];
    /// The messaging server could not be reached, or did not answer in time.
    MESSAGING_COMMUNICATION = 18211, "Communication error with Messaging server", Error, Enterprise, [P2], ["PRV-029", "PRV-030"];
    /// The messaging server answered with anything but 200.
    MESSAGING_PROVISIONING = 18215, "Provisioning error with Messaging server", Error, Subscriber, [P3], ["PRV-006", "PRV-028", "PRV-030"];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_filled_in_order_and_never_twice() {
        assert_eq!(USER_NOT_FOUND.summary(&["u1@x"]), "[Error 4008] User not found: u1@x");
        assert_eq!(
            GROUP_NOT_FOUND.summary(&["<group>", "g"]),
            "[Error 4152] Group not found: <group>:g"
        );
        assert_eq!(GROUP_NOT_FOUND.summary(&["sp"]), "[Error 4152] Group not found: sp:<group>");
        // PRV-028, PRV-029
        assert_eq!(
            MESSAGING_PROVISIONING.summary(&[]),
            "[Error 18215] Provisioning error with Messaging server"
        );
        assert_eq!(
            MESSAGING_COMMUNICATION.summary(&["unused"]),
            "[Error 18211] Communication error with Messaging server"
        );
    }
}
