//! Who asks, and what they may do.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use lineman_store::broadworks::DepartmentKey;

use super::errors::{self, Failure};

/// Login level of an administrator or user (`LoginType22`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Everything.
    System,
    /// Everything that concerns customers.
    Provisioning,
    /// The service providers and enterprises of one reseller.
    Reseller,
    /// One service provider or enterprise.
    ServiceProvider,
    /// One group.
    Group,
    /// The users of one department of a group.
    GroupDepartment,
    /// Oneself.
    User,
}

impl Level {
    /// The text on the wire.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Provisioning => "Provisioning",
            Self::Reseller => "Reseller",
            Self::ServiceProvider => "Service Provider",
            Self::Group => "Group",
            Self::GroupDepartment => "Group Department",
            Self::User => "User",
        }
    }
}

/// Someone who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Administrator {
    pub(crate) user_id: String,
    pub(crate) level: Level,
    pub(crate) service_provider_id: Option<String>,
    pub(crate) group_id: Option<String>,
    /// First and last name, for the transaction log.
    pub(crate) name: String,
    pub(crate) rights: Rights,
}

/// What an administrator may do beyond or short of the level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rights {
    /// Reads only.
    pub(crate) read_only: bool,
    /// Changes passwords only (administrator type `Password Reset Only`).
    pub(crate) passwords_only: bool,
    /// The reseller of a reseller's administrator.
    pub(crate) reseller_id: Option<String>,
    /// The department of a department's administrator.
    pub(crate) department: Option<DepartmentKey>,
    /// What is in reach at the moment: service providers of a reseller, users of a department.
    pub(crate) reach: BTreeSet<String>,
}

/// Who sends a document.
#[derive(Debug, Clone)]
pub(crate) enum Caller {
    /// Nobody is logged in.
    Unknown,
    /// Someone logged in.
    LoggedIn(Arc<Administrator>),
    /// A peer on the access list, speaking for this user.
    Trusted {
        /// The user id, as it came.
        user_id: String,
    },
}

/// A document's sender and connection.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) peer: SocketAddr,
    pub(crate) session_id: Option<String>,
    pub(crate) caller: Caller,
}

impl Caller {
    /// `Default Administrator (admin)`, as the transaction log names the sender.
    pub(crate) fn log_name(&self) -> String {
        match self {
            Self::Unknown => String::from("Unknown"),
            Self::LoggedIn(who) => format!("{} ({})", who.name, who.user_id),
            Self::Trusted { user_id } => format!("Trusted Peer ({user_id})"),
        }
    }

    /// The level that the transaction log shows.
    pub(crate) fn log_level(&self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::LoggedIn(who) => who.level.as_str(),
            Self::Trusted { .. } => Level::User.as_str(),
        }
    }

    /// System administrators only.
    pub(crate) fn must_be_system(&self) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who) if who.level == Level::System => Ok(()),
            _ => Err(errors::unauthorized()),
        }
    }

    /// System and provisioning administrators only.
    pub(crate) fn must_provision(&self) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who) if matches!(who.level, Level::System | Level::Provisioning) => {
                Ok(())
            }
            _ => Err(errors::unauthorized()),
        }
    }

    /// Whoever administers this service provider.
    pub(crate) fn must_administer_provider(&self, provider: &str) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who)
                if who.level == Level::ServiceProvider
                    && who.service_provider_id.as_deref() == Some(provider) =>
            {
                Ok(())
            }
            Self::LoggedIn(who)
                if who.level == Level::Reseller && who.rights.reach.contains(provider) =>
            {
                Ok(())
            }
            _ => self.must_provision(),
        }
    }

    /// Whoever administers this group.
    pub(crate) fn must_administer_group(&self, provider: &str, group: &str) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who)
                if who.level == Level::Group
                    && who.service_provider_id.as_deref() == Some(provider)
                    && who.group_id.as_deref() == Some(group) =>
            {
                Ok(())
            }
            _ => self.must_administer_provider(provider),
        }
    }

    /// Whoever administers this user's group, and the user.
    pub(crate) fn must_administer_user(&self, user: &UserScope<'_>) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who) if who.level == Level::User && who.user_id == user.user_id => {
                Ok(())
            }
            Self::LoggedIn(who)
                if who.level == Level::GroupDepartment
                    && who.rights.reach.contains(user.user_id) =>
            {
                Ok(())
            }
            _ => self.must_administer_group(user.service_provider_id, user.group_id),
        }
    }

    /// Whoever may read a user's data: the above, and a trusted peer.
    pub(crate) fn may_read_user(&self, user: &UserScope<'_>) -> Result<(), Failure> {
        match self {
            Self::Trusted { .. } => Ok(()),
            _ => self.must_administer_user(user),
        }
    }

    /// Whoever may change what the users themselves may change: the administrators, the user, and a
    /// trusted peer, which speaks for the user it has authenticated.
    pub(crate) fn may_act_for_user(&self, user: &UserScope<'_>) -> Result<(), Failure> {
        self.may_read_user(user)
    }

    /// Whether the user speaks, or a peer for the user: then only what users may do is allowed.
    pub(crate) fn is_user(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::Trusted { .. } => true,
            Self::LoggedIn(who) => who.level == Level::User,
        }
    }

    /// Whoever may read a service provider: its administrators and those below, and a trusted peer.
    pub(crate) fn may_read_provider(&self, provider: &str) -> Result<(), Failure> {
        match self {
            Self::Trusted { .. } => Ok(()),
            Self::LoggedIn(who) if who.service_provider_id.as_deref() == Some(provider) => Ok(()),
            _ => self.must_administer_provider(provider),
        }
    }

    /// Whoever may read a group: its administrators and those of its departments.
    pub(crate) fn may_read_group(&self, provider: &str, group: &str) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who)
                if who.level == Level::GroupDepartment
                    && who.service_provider_id.as_deref() == Some(provider)
                    && who.group_id.as_deref() == Some(group) =>
            {
                Ok(())
            }
            _ => self.must_administer_group(provider, group),
        }
    }

    /// System, provisioning and reseller administrators: those who have service providers.
    pub(crate) fn must_have_providers(&self) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who) if who.level == Level::Reseller => Ok(()),
            _ => self.must_provision(),
        }
    }

    /// Whether a service provider is in the caller's lists: a reseller sees only its own.
    pub(crate) fn sees_provider(&self, provider: &str) -> bool {
        match self {
            Self::LoggedIn(who) if who.level == Level::Reseller => {
                who.rights.reach.contains(provider)
            }
            _ => true,
        }
    }

    /// Whether someone is logged in under this id.
    pub(crate) fn is_logged_in_as(&self, user_id: &str) -> bool {
        matches!(self, Self::LoggedIn(who) if who.user_id == user_id)
    }

    /// Refuses what somebody may not do who reads only or resets passwords only.
    pub(crate) fn check_restriction(
        &self,
        writes: bool,
        sets_password: bool,
    ) -> Result<(), Failure> {
        match self {
            Self::LoggedIn(who)
                if writes
                    && (who.rights.read_only || (who.rights.passwords_only && !sets_password)) =>
            {
                Err(errors::restricted())
            }
            _ => Ok(()),
        }
    }

    /// Whether a user is in the caller's lists: a department's administrator sees only its users.
    pub(crate) fn sees_user(&self, user_id: &str) -> bool {
        match self {
            Self::LoggedIn(who) if who.level == Level::GroupDepartment => {
                who.rights.reach.contains(user_id)
            }
            _ => true,
        }
    }

    /// Whether the caller's lists leave nobody out.
    pub(crate) fn sees_all_users(&self) -> bool {
        !matches!(self, Self::LoggedIn(who) if who.level == Level::GroupDepartment)
    }

    /// The reseller of a reseller's administrator.
    pub(crate) fn reseller(&self) -> Option<&str> {
        match self {
            Self::LoggedIn(who) if who.level == Level::Reseller => {
                who.rights.reseller_id.as_deref()
            }
            _ => None,
        }
    }

    /// Whoever may ask for the identity of any user: trusted peers and provisioning administrators.
    pub(crate) fn may_authenticate(&self) -> Result<(), Failure> {
        match self {
            Self::Trusted { .. } => Ok(()),
            _ => self.must_provision(),
        }
    }
}

/// Where a user belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UserScope<'a> {
    pub(crate) user_id: &'a str,
    pub(crate) service_provider_id: &'a str,
    pub(crate) group_id: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(level: Level, provider: Option<&str>, group: Option<&str>) -> Caller {
        Caller::LoggedIn(Arc::new(Administrator {
            user_id: "who".into(),
            level,
            service_provider_id: provider.map(str::to_owned),
            group_id: group.map(str::to_owned),
            name: "Who".into(),
            rights: Rights::default(),
        }))
    }

    #[test]
    fn resellers_and_departments_reach_what_is_theirs() {
        let reaching = |level, reach: &str| {
            Caller::LoggedIn(Arc::new(Administrator {
                user_id: "who".into(),
                level,
                service_provider_id: Some("p".into()),
                group_id: Some("g".into()),
                name: "Who".into(),
                rights: Rights { reach: [reach.to_owned()].into(), ..Rights::default() },
            }))
        };
        let reseller = reaching(Level::Reseller, "q");
        assert!(reseller.must_administer_group("q", "g").is_ok());
        assert!(reseller.must_administer_provider("p").is_err());
        assert!(reseller.must_have_providers().is_ok());
        assert!(reseller.must_provision().is_err());
        assert!(reseller.sees_provider("q") && !reseller.sees_provider("p"));
        let department = reaching(Level::GroupDepartment, "una");
        let una = UserScope { user_id: "una", service_provider_id: "p", group_id: "g" };
        assert!(department.must_administer_user(&una).is_ok());
        assert!(department.must_administer_user(&UserScope { user_id: "ben", ..una }).is_err());
        assert!(department.may_read_group("p", "g").is_ok());
        assert!(department.may_read_group("p", "h").is_err());
        assert!(department.must_administer_group("p", "g").is_err());
    }

    #[test]
    fn administrators_stay_in_their_scope() {
        let system = caller(Level::System, None, None);
        assert!(system.must_be_system().is_ok());
        let provisioning = caller(Level::Provisioning, None, None);
        assert!(provisioning.must_be_system().is_err());
        assert!(provisioning.must_administer_group("p", "g").is_ok());
        let provider = caller(Level::ServiceProvider, Some("p"), None);
        assert!(provider.must_administer_group("p", "g").is_ok());
        assert!(provider.must_administer_group("q", "g").is_err());
        assert!(provider.must_provision().is_err());
        let group = caller(Level::Group, Some("p"), Some("g"));
        assert!(group.must_administer_group("p", "g").is_ok());
        assert!(group.must_administer_group("p", "h").is_err());
        assert!(group.must_administer_provider("p").is_err());
        assert!(group.may_read_provider("p").is_ok());
        let user = UserScope { user_id: "who", service_provider_id: "p", group_id: "g" };
        assert!(caller(Level::User, Some("p"), Some("g")).must_administer_user(&user).is_ok());
        let other = UserScope { user_id: "other", ..user };
        assert!(caller(Level::User, Some("p"), Some("g")).must_administer_user(&other).is_err());
        let trusted = Caller::Trusted { user_id: "who".into() };
        assert!(trusted.may_read_user(&other).is_ok());
        assert!(trusted.may_act_for_user(&other).is_ok() && trusted.is_user());
        assert!(trusted.must_administer_user(&other).is_err());
        assert!(trusted.may_authenticate().is_ok());
        assert!(Caller::Unknown.may_read_user(&user).is_err());
    }
}
