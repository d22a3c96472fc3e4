//! The commands that are served: families with their versions. Each room of `commands` lists its own.

use super::commands;
use super::transaction_log::TransactionKind::{self, Read, Write};

/// A family of commands.
#[derive(Debug)]
pub(crate) struct Family {
    /// Name without the version, `UserGetRequest`.
    pub(crate) name: &'static str,
    /// The versions; the empty one is the name itself.
    pub(crate) versions: &'static [&'static str],
    /// Package of its transaction class.
    package: &'static str,
    pub(crate) kind: TransactionKind,
}

impl Family {
    /// The class that the transaction log names.
    pub(crate) fn class(&self, version: &str) -> String {
        let stem = self.name.strip_suffix("Request").unwrap_or(self.name);
        format!("com.broadsoft.oci.transactions.{}.{stem}Transaction{version}", self.package)
    }
}

pub(crate) const fn family(
    name: &'static str,
    versions: &'static [&'static str],
    package: &'static str,
    kind: TransactionKind,
) -> Family {
    Family { name, versions, package, kind }
}

/// The name itself is the only version.
pub(crate) const PLAIN: &[&str] = &[""];

/// The lists of all rooms.
static ROOMS: &[&[Family]] = &[
    CORE,
    commands::devices::FAMILIES,
    commands::call_settings::FAMILIES,
    commands::calls::FAMILIES,
    commands::directories::FAMILIES,
    commands::push::FAMILIES,
    commands::messaging::FAMILIES,
];

/// Every family that is served.
pub(crate) fn families() -> impl Iterator<Item = &'static Family> {
    ROOMS.iter().flat_map(|room| room.iter())
}

/// Login, hierarchy and users.
static CORE: &[Family] = &[
    // login
    family("AuthenticationRequest", PLAIN, "login", Read),
    family(
        "LoginRequest",
        &["13mp10", "14sp4", "21sp1", "22", "22V2", "22V3", "22V4", "22V5"],
        "login",
        Read,
    ),
    family("LogoutRequest", PLAIN, "login", Read),
    family("VerifySessionIsValidRequest", PLAIN, "login", Read),
    family(
        "AuthenticationVerifyRequest",
        &["", "14sp8", "21sp1", "22", "22V2", "22V3", "22V4", "22V5"],
        "login",
        Read,
    ),
    family(
        "UserGetLoginInfoRequest",
        &["", "21sp1", "22", "22V2", "22V3", "22V4", "22V5"],
        "user",
        Read,
    ),
    family("LongLivedTokenRevokeRequest", PLAIN, "login", Write),
    family("UserSingleSignOnCreateDeviceTokenRequest", PLAIN, "user", Write),
    // system
    family("SystemSoftwareVersionGetRequest", PLAIN, "system", Read),
    // service provider
    family("ServiceProviderAddRequest", &["13mp2"], "serviceprovider", Write),
    family(
        "ServiceProviderGetRequest",
        &["13mp2", "17sp1", "22", "22V2", "22V3", "22V4"],
        "serviceprovider",
        Read,
    ),
    family("ServiceProviderGetListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderDeleteRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderDnAddListRequest", PLAIN, "serviceprovider", Write),
    // group
    family("GroupAddRequest", PLAIN, "group", Write),
    family("GroupGetRequest", &["", "14sp7", "22", "22V2", "22V3", "22V4", "22V5"], "group", Read),
    family("GroupGetListInServiceProviderRequest", PLAIN, "group", Read),
    family("GroupDeleteRequest", PLAIN, "group", Write),
    family("GroupDnAssignListRequest", PLAIN, "group", Write),
    // user
    family("UserAddRequest", &["17sp4", "21", "22", "22V2"], "user", Write),
    family(
        "UserGetRequest",
        &[
            "21", "21sp1", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9",
            "23", "23V2", "24",
        ],
        "user",
        Read,
    ),
    family("UserModifyRequest", &["17sp4", "21", "22"], "user", Write),
    family("UserDeleteRequest", PLAIN, "user", Write),
    family("UserGetListInGroupRequest", PLAIN, "user", Read),
    family("UserGetListInServiceProviderRequest", PLAIN, "user", Read),
    family("UserAlternateUserIdAddRequest", PLAIN, "user", Write),
    family("UserAlternateUserIdModifyRequest", PLAIN, "user", Write),
    family("UserAlternateUserIdDeleteRequest", PLAIN, "user", Write),
    family("UserAlternateUserIdGetListRequest", PLAIN, "user", Read),
    family("UserAuthenticationGetRequest", PLAIN, "user", Read),
    family("UserAuthenticationModifyRequest", PLAIN, "user", Write),
    family("UserPrimaryAndSCADeviceGetListRequest", PLAIN, "user", Read),
    family("UserServiceAssignListRequest", PLAIN, "user", Write),
    family("UserServiceUnassignListRequest", PLAIN, "user", Write),
    family("UserServiceGetAssignmentListRequest", PLAIN, "user", Read),
];

/// The family and version of a command name.
pub(crate) fn find(name: &str) -> Option<(&'static Family, &'static str)> {
    families().find_map(|family| {
        let suffix = name.strip_prefix(family.name)?;
        let version = family.versions.iter().find(|version| **version == suffix)?;
        Some((family, *version))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_as_itself_only() {
        for family in families() {
            for version in family.versions {
                let (found, suffix) =
                    find(&format!("{}{version}", family.name)).expect("a served name");
                assert_eq!((found.name, suffix), (family.name, *version));
            }
        }
        for name in ["UserGetRequest", "UserGetRequest99", "usergetrequest21", "", "UserGet"] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    #[test]
    fn classes_are_named_as_in_genuine_logs() {
        let (family, version) = find("UserGetRequest23V2").expect("served");
        assert_eq!(
            family.class(version),
            "com.broadsoft.oci.transactions.user.UserGetTransaction23V2"
        );
    }
}
