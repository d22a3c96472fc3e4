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
    commands::hierarchy::FAMILIES,
    commands::administrators::FAMILIES,
    commands::accounts::FAMILIES,
    commands::numbers::FAMILIES,
    commands::services::FAMILIES,
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
        &["", "21sp1", "22", "22V2", "22V3", "22V4", "22V5", "RI"],
        "user",
        Read,
    ),
    family("LongLivedTokenRevokeRequest", PLAIN, "login", Write),
    family("UserSingleSignOnCreateDeviceTokenRequest", PLAIN, "user", Write),
    // system
    family("SystemSoftwareVersionGetRequest", &["", "RI"], "system", Read),
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
    family("UserAddRequest", &["14", "14sp9", "17sp4", "21", "22", "22V2"], "user", Write),
    family("UserGetRequest", commands::USER_GET_VERSIONS, "user", Read),
    family("UserModifyRequest", &["14", "14sp9", "16", "17sp4", "21", "22"], "user", Write),
    family("UserDeleteRequest", PLAIN, "user", Write),
    family("UserGetListInGroupRequest", PLAIN, "user", Read),
    family("UserGetListInServiceProviderRequest", PLAIN, "user", Read),
    family("UserGetListInSystemRequest", PLAIN, "user", Read),
    family("UserGetListInGroupPagedSortedListRequest", PLAIN, "user", Read),
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

    /// `docs/oci-commands.md` is this text; `LINEMAN_WRITE_DOCS=1` writes it anew.
    #[test]
    fn the_documentation_lists_what_is_served() {
        let mut rows: Vec<String> = families()
            .map(|family| {
                let versions: Vec<&str> = family
                    .versions
                    .iter()
                    .map(|version| if version.is_empty() { "(none)" } else { version })
                    .collect();
                let kind = if matches!(family.kind, Read) { "read" } else { "write" };
                format!("| `{}` | {} | {kind} |", family.name, versions.join(", "))
            })
            .collect();
        rows.sort();
        let text = format!(
            "# OCI-P commands\n\nThese families are served. A name is the family and the version; \
             `(none)` is the family's name itself. Every other name\nis answered by error 6004 and \
             counted. A test compares this page with the registry;\n`LINEMAN_WRITE_DOCS=1 cargo test \
             -p lineman-application-server --lib documentation` writes it anew.\n\n\
             | family | versions | kind |\n|---|---|---|\n{}\n",
            rows.join("\n")
        );
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/oci-commands.md");
        if std::env::var_os("LINEMAN_WRITE_DOCS").is_some() {
            std::fs::write(file, &text).expect("written");
        }
        let written = std::fs::read_to_string(file).expect("docs/oci-commands.md");
        assert!(
            written == text,
            "docs/oci-commands.md is not what is served: LINEMAN_WRITE_DOCS=1 writes it anew"
        );
    }

    #[test]
    fn no_family_is_listed_twice() {
        let mut names: Vec<&str> = families().map(|family| family.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
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
