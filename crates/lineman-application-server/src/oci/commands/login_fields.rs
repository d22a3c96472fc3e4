//! The fields that login, verify and login-info answers share.

use std::collections::BTreeSet;

use lineman_model::Secret;
use lineman_ocip::{Command, constant_time_equal};
use lineman_store::broadworks::{
    Administrator as StoredAdministrator, DepartmentKey, LoginLevel, Subscriber,
};

use super::accounts::password_rules::{Who, rules_of};
use super::accounts::security;
use super::hierarchy::locale_of;
use crate::oci::caller::{Administrator, Level, Rights};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// `passwordExpiresDays` that means never.
const NEVER: &str = "2147483647";

/// Names of what is kept of an administrator beside the columns.
pub(super) mod details {
    pub(crate) const LANGUAGE: &str = "language";
    pub(crate) const READ_ONLY: &str = "readOnly";
    pub(crate) const ADMINISTRATOR_TYPE: &str = "administratorType";
    pub(crate) const RESELLER_ID: &str = "resellerId";
    pub(crate) const DEPARTMENT: &str = "department";
}

/// Type of an administrator of a service provider who can do nothing else.
pub(super) const PASSWORD_RESET_ONLY: &str = "Password Reset Only";

/// Someone who can log in: an administrator or a user.
#[derive(Debug)]
pub(super) enum Account {
    Administrator(StoredAdministrator),
    User(Box<Subscriber>),
}

impl Account {
    /// The account with this id; users also by an alternate id.
    pub(super) async fn find(call: &Call<'_>, id: &str) -> Result<Option<Self>, Failure> {
        if let Some(administrator) = call.store().administrators().find(id).await? {
            return Ok(Some(Self::Administrator(administrator)));
        }
        let user = call.store().subscribers().find(id).await?;
        Ok(user.map(|user| Self::User(Box::new(user))))
    }

    /// The primary id.
    pub(super) fn user_id(&self) -> &str {
        match self {
            Self::Administrator(administrator) => &administrator.user_id,
            Self::User(user) => &user.user_id,
        }
    }

    pub(super) fn password(&self) -> Option<&Secret> {
        let password = match self {
            Self::Administrator(administrator) => Some(&administrator.password),
            Self::User(user) => user.web_password.as_ref(),
        };
        // An empty one is none: nobody proves anything with it.
        password.filter(|password| !password.reveal().is_empty())
    }

    /// Whether this is the account's password.
    pub(super) fn has_password(&self, given: &str) -> bool {
        self.password().is_some_and(|password| constant_time_equal(password.reveal(), given))
    }

    pub(super) fn is_disabled(&self) -> bool {
        match self {
            Self::Administrator(administrator) => administrator.login_disabled,
            Self::User(user) => user.login_disabled,
        }
    }

    /// Who this is once logged in.
    pub(super) fn administrator(&self) -> Administrator {
        let name = [self.first_name(), self.last_name()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        Administrator {
            user_id: self.user_id().to_owned(),
            level: self.level(),
            service_provider_id: self.service_provider_id().map(str::to_owned),
            group_id: self.group_id().map(str::to_owned),
            name: if name.is_empty() { String::from("Administrator") } else { name },
            rights: self.rights(),
        }
    }

    fn rights(&self) -> Rights {
        let Self::Administrator(administrator) = self else { return Rights::default() };
        let detail = |name: &str| administrator.details.get(name).map(String::as_str);
        let department =
            detail(details::DEPARTMENT).zip(self.service_provider_id()).map(|(name, provider)| {
                DepartmentKey {
                    service_provider_id: provider.to_owned(),
                    group_id: self.group_id().map(str::to_owned),
                    name: name.to_owned(),
                }
            });
        Rights {
            read_only: detail(details::READ_ONLY) == Some("true"),
            passwords_only: detail(details::ADMINISTRATOR_TYPE) == Some(PASSWORD_RESET_ONLY),
            reseller_id: detail(details::RESELLER_ID).map(str::to_owned),
            department,
            reach: BTreeSet::new(),
        }
    }

    pub(super) fn level(&self) -> Level {
        match self {
            Self::Administrator(administrator) => match administrator.login_level {
                LoginLevel::System => Level::System,
                LoginLevel::Provisioning => Level::Provisioning,
                LoginLevel::Reseller => Level::Reseller,
                LoginLevel::ServiceProvider => Level::ServiceProvider,
                LoginLevel::Group => Level::Group,
                LoginLevel::GroupDepartment => Level::GroupDepartment,
            },
            Self::User(_) => Level::User,
        }
    }

    pub(super) fn service_provider_id(&self) -> Option<&str> {
        match self {
            Self::Administrator(administrator) => administrator.service_provider_id.as_deref(),
            Self::User(user) => Some(&user.service_provider_id),
        }
    }

    pub(super) fn group_id(&self) -> Option<&str> {
        match self {
            Self::Administrator(administrator) => administrator.group_id.as_deref(),
            Self::User(user) => Some(&user.group_id),
        }
    }

    fn language(&self) -> Option<&str> {
        match self {
            Self::Administrator(administrator) => {
                administrator.details.get(details::LANGUAGE).map(String::as_str)
            }
            Self::User(user) => Some(&user.language),
        }
    }

    /// Locale and encoding.
    pub(super) async fn locale(&self, call: &Call<'_>) -> Result<(String, String), Failure> {
        locale_of(call, self.language()).await
    }

    /// The reseller, one's own or the service provider's.
    async fn reseller(&self, call: &Call<'_>) -> Result<Option<String>, Failure> {
        if let Self::Administrator(administrator) = self
            && let Some(reseller) = administrator.details.get(details::RESELLER_ID)
        {
            return Ok(Some(reseller.clone()));
        }
        match self.service_provider_id() {
            Some(provider) => Ok(call.store().resellers().of_service_provider(provider).await?),
            None => Ok(None),
        }
    }

    fn last_name(&self) -> Option<&str> {
        match self {
            Self::Administrator(administrator) => administrator.last_name.as_deref(),
            Self::User(user) => Some(&user.last_name),
        }
    }

    fn first_name(&self) -> Option<&str> {
        match self {
            Self::Administrator(administrator) => administrator.first_name.as_deref(),
            Self::User(user) => Some(&user.first_name),
        }
    }

    async fn is_enterprise(&self, call: &Call<'_>) -> Result<bool, Failure> {
        let Some(id) = self.service_provider_id() else { return Ok(false) };
        let provider = call.store().service_providers().find(id).await?;
        Ok(provider.is_some_and(|provider| provider.is_enterprise))
    }

    /// The domain of the id, or the system's.
    fn domain<'a>(&'a self, call: &'a Call<'_>) -> &'a str {
        match self.user_id().rsplit_once('@') {
            Some((_, domain)) => domain,
            None => &call.server.config.system_domain,
        }
    }
}

/// The answer to a login.
pub(super) async fn login_answer(call: &Call<'_>, account: &Account) -> Result<Command, Failure> {
    let (locale, encoding) = account.locale(call).await?;
    let answer = call
        .answer()
        .with("loginType", account.level().as_str())
        .with("locale", locale)
        .with("encoding", encoding);
    if call.version == "13mp10" {
        return Ok(answer);
    }
    let answer = answer
        .with_optional("groupId", account.group_id())
        .with_optional("serviceProviderId", account.service_provider_id())
        .with_flag("isEnterprise", account.is_enterprise(call).await?)
        .with("passwordExpiresDays", expires_days(call, account).await?)
        .with("userDomain", account.domain(call));
    let answer = if matches!(call.version, "22V2" | "22V3" | "22V4" | "22V5") {
        answer.with_optional("resellerId", account.reseller(call).await?)
    } else {
        answer
    };
    if matches!(call.version, "21sp1" | "22V3" | "22V4" | "22V5") {
        return with_revocation_time(call, account, answer).await;
    }
    Ok(answer)
}

/// The answer to a verification and to a request for login information.
pub(super) async fn identity_answer(
    call: &Call<'_>,
    account: &Account,
    is_oldest_verify: bool,
) -> Result<Command, Failure> {
    let (locale, encoding) = account.locale(call).await?;
    let expires = expires_days(call, account).await?;
    let mut answer = call
        .answer()
        .with("loginType", account.level().as_str())
        .with("locale", locale)
        .with("encoding", encoding)
        .with_optional("groupId", account.group_id())
        .with_optional("serviceProviderId", account.service_provider_id())
        .with_flag("isEnterprise", account.is_enterprise(call).await?)
        .with("passwordExpiresDays", expires);
    if is_oldest_verify {
        answer = answer.with("userDomain", account.domain(call));
    }
    answer = answer
        .with_optional("lastName", account.last_name())
        .with_optional("firstName", account.first_name());
    if is_oldest_verify {
        return Ok(answer);
    }
    answer = answer.with("userId", account.user_id());
    if let Account::User(user) = account {
        answer = answer.with_optional("phoneNumber", user.primary_number.as_deref());
    }
    if matches!(call.version, "22V2" | "22V3" | "22V4" | "22V5" | "RI") {
        answer = answer.with_optional("resellerId", account.reseller(call).await?);
    }
    if matches!(call.version, "21sp1" | "22V2" | "22V3" | "22V4" | "22V5" | "RI") {
        answer = with_revocation_time(call, account, answer).await?;
    }
    if call.version == "RI" {
        answer = answer.with_optional("lockoutPeriodExpiry", lockout_minutes(call, account).await?);
    }
    Ok(answer)
}

async fn with_revocation_time(
    call: &Call<'_>,
    account: &Account,
    answer: Command,
) -> Result<Command, Failure> {
    let time = call.store().token_revocations().of_user(account.user_id()).await?;
    Ok(answer.with_optional("tokenRevocationTime", time.map(|time| time.as_millis().to_string())))
}

/// Days until the password expires.
async fn expires_days(call: &Call<'_>, account: &Account) -> Result<String, Failure> {
    let rules = rules_of(call, Who::account(account)).await?;
    let security = call.store().account_security().get(account.user_id()).await?;
    let days = security::expires_in_days(&security, &rules, call.server.now());
    Ok(days.map_or_else(|| NEVER.to_owned(), |days| days.to_string()))
}

/// Minutes until an account that is locked is open again by itself.
async fn lockout_minutes(call: &Call<'_>, account: &Account) -> Result<Option<String>, Failure> {
    let rules = rules_of(call, Who::account(account)).await?;
    let security = call.store().account_security().get(account.user_id()).await?;
    let now = call.server.now();
    let end = security::locked_until(&security, &rules, now).flatten();
    Ok(end.map(|end| {
        let left = end.as_millis().saturating_sub(now.as_millis()).max(0);
        ((left + 59_999) / 60_000).to_string()
    }))
}
