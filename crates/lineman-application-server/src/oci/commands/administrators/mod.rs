//! Administrators of every level: add, get, list, modify, delete.

mod answers;

use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_store::broadworks::{Administrator, DepartmentKey, LoginLevel};

use super::accounts::password_rules::{self, Who};
use super::hierarchy::{department_key, resellers};
use super::login_fields::{Account, details};
use super::{group_get, provider_get};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NAME, OWNER_ID, PASSWORD, RESELLER_ID, USER_ID};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("SystemAdminAddRequest", PLAIN, "system", Write),
    family("SystemAdminGetRequest", &["", "22"], "system", Read),
    family("SystemAdminGetListRequest", PLAIN, "system", Read),
    family("SystemAdminModifyRequest", PLAIN, "system", Write),
    family("SystemAdminDeleteRequest", PLAIN, "system", Write),
    family("ResellerAdminAddRequest", PLAIN, "reseller", Write),
    family("ResellerAdminGetRequest", &["", "22", "22V2"], "reseller", Read),
    family("ResellerAdminGetListRequest", PLAIN, "reseller", Read),
    family("ResellerAdminModifyRequest", PLAIN, "reseller", Write),
    family("ResellerAdminDeleteRequest", PLAIN, "reseller", Write),
    family("ServiceProviderAdminAddRequest", &["14"], "serviceprovider", Write),
    family(
        "ServiceProviderAdminGetRequest",
        &["14", "21sp1", "22", "22V2", "22V3"],
        "serviceprovider",
        Read,
    ),
    family("ServiceProviderAdminGetListRequest", &["14"], "serviceprovider", Read),
    family("ServiceProviderAdminModifyRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderAdminDeleteRequest", PLAIN, "serviceprovider", Write),
    family("GroupAdminAddRequest", PLAIN, "group", Write),
    family("GroupAdminGetRequest", &["", "21sp1", "22", "22V2", "22V3"], "group", Read),
    family("GroupAdminGetListRequest", PLAIN, "group", Read),
    family("GroupAdminModifyRequest", PLAIN, "group", Write),
    family("GroupAdminDeleteRequest", PLAIN, "group", Write),
    family("GroupDepartmentAdminAddRequest", PLAIN, "group", Write),
    family("GroupDepartmentAdminGetRequest", &["", "22", "22V2"], "group", Read),
    family("GroupDepartmentAdminGetListRequest", PLAIN, "group", Read),
    family("GroupDepartmentAdminModifyRequest", PLAIN, "group", Write),
    family("GroupDepartmentAdminDeleteRequest", PLAIN, "group", Write),
];

/// Whose administrators a family is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    System,
    Reseller,
    ServiceProvider,
    Group,
    Department,
}

impl Kind {
    /// The kind, and what is to be done, of a family's name.
    fn of_family(family: &str) -> Option<(Self, &str)> {
        [
            ("SystemAdmin", Self::System),
            ("ResellerAdmin", Self::Reseller),
            ("ServiceProviderAdmin", Self::ServiceProvider),
            ("GroupAdmin", Self::Group),
            ("GroupDepartmentAdmin", Self::Department),
        ]
        .into_iter()
        .find_map(|(prefix, kind)| Some((kind, family.strip_prefix(prefix)?)))
    }

    const fn has(self, level: LoginLevel) -> bool {
        matches!(
            (self, level),
            (Self::System, LoginLevel::System | LoginLevel::Provisioning)
                | (Self::Reseller, LoginLevel::Reseller)
                | (Self::ServiceProvider, LoginLevel::ServiceProvider)
                | (Self::Group, LoginLevel::Group)
                | (Self::Department, LoginLevel::GroupDepartment)
        )
    }
}

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match Kind::of_family(family) {
        Some((kind, "AddRequest")) => add(call, kind).await,
        Some((kind, "GetRequest")) => answers::get(call, kind).await,
        Some((kind, "GetListRequest")) => answers::list(call, kind).await,
        Some((kind, "ModifyRequest")) => modify(call, kind).await,
        Some((kind, "DeleteRequest")) => delete(call, kind).await,
        _ => Err(errors::unknown_request(family)),
    }
}

/// Whose administrators they are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Owner {
    reseller: Option<String>,
    provider: Option<String>,
    group: Option<String>,
    department: Option<String>,
}

impl Owner {
    fn of(administrator: &Administrator) -> Self {
        Self {
            reseller: administrator.details.get(details::RESELLER_ID).cloned(),
            provider: administrator.service_provider_id.clone(),
            group: administrator.group_id.clone(),
            department: administrator.details.get(details::DEPARTMENT).cloned(),
        }
    }

    /// The owner that a request names.
    fn read(fields: Fields<'_>, kind: Kind) -> Result<Self, Failure> {
        let mut owner = Self::default();
        let required =
            |name, longest| fields.required(name, longest).map(|text| Some(text.to_owned()));
        match kind {
            Kind::System => {}
            Kind::Reseller => owner.reseller = required("resellerId", RESELLER_ID)?,
            Kind::ServiceProvider => owner.provider = required("serviceProviderId", OWNER_ID)?,
            Kind::Group => {
                owner.provider = required("serviceProviderId", OWNER_ID)?;
                owner.group = required("groupId", OWNER_ID)?;
            }
            Kind::Department => {
                let element = fields
                    .element("departmentKey")
                    .ok_or_else(|| errors::validation("Element 'departmentKey' is required"))?;
                // The schema gives it a fixed type, so it needs no `xsi:type`.
                let key = if element.xsi_type().is_some() {
                    department_key(element)?
                } else {
                    let inner = Fields::within(element);
                    DepartmentKey {
                        service_provider_id: inner
                            .required("serviceProviderId", OWNER_ID)?
                            .to_owned(),
                        group_id: Some(inner.required("groupId", OWNER_ID)?.to_owned()),
                        name: inner.required("name", NAME)?.to_owned(),
                    }
                };
                owner.provider = Some(key.service_provider_id);
                owner.group = Some(key.group_id.ok_or_else(|| {
                    errors::validation("Element 'departmentKey' is a group's department")
                })?);
                owner.department = Some(key.name);
            }
        }
        Ok(owner)
    }

    fn department_key(&self) -> Option<DepartmentKey> {
        Some(DepartmentKey {
            service_provider_id: self.provider.clone()?,
            group_id: self.group.clone(),
            name: self.department.clone()?,
        })
    }

    /// Whoever administers the owner administers its administrators.
    fn check_rights(&self, call: &Call<'_>) -> Result<(), Failure> {
        let caller = &call.origin.caller;
        match (&self.provider, &self.group, &self.reseller) {
            (Some(provider), Some(group), _) => caller.must_administer_group(provider, group),
            (Some(provider), None, _) => caller.must_administer_provider(provider),
            (None, _, Some(reseller)) if caller.reseller() == Some(reseller) => Ok(()),
            (None, _, Some(_)) => caller.must_provision(),
            (None, _, None) => caller.must_be_system(),
        }
    }

    /// Whether the owner is there.
    async fn check_presence(&self, call: &Call<'_>) -> Result<(), Failure> {
        if let Some(reseller) = &self.reseller {
            resellers::find(call, reseller).await?;
        }
        if let Some(provider) = &self.provider {
            provider_get::find(call, provider).await?;
            if let Some(group) = &self.group {
                group_get::find(call, provider, group).await?;
            }
        }
        if let Some(key) = self.department_key()
            && call.store().departments().find(&key).await?.is_none()
        {
            return Err(errors::refused(format!("Department not found: {}", key.name)));
        }
        Ok(())
    }
}

async fn add(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let fields = call.fields();
    let owner = Owner::read(fields, kind)?;
    owner.check_rights(call)?;
    owner.check_presence(call).await?;
    let id = fields.required("userId", USER_ID)?;
    if Account::find(call, id).await?.is_some() {
        return Err(errors::user_exists(id));
    }
    let password = fields.optional("password", PASSWORD)?;
    if kind == Kind::System && password.is_none() {
        return Err(errors::validation("Element 'password' is required"));
    }
    let administrator = described(call, kind, &owner, id, password.unwrap_or_default())?;
    let account = Account::Administrator(administrator.clone());
    if let Some(password) = password {
        let who = Who::account(&account).without_password();
        password_rules::check(call, who, password).await?;
    }
    match call.store().administrators().add(&administrator).await {
        Ok(()) => {}
        Err(error) if error.is_exists() => return Err(errors::user_exists(id)),
        Err(error) => return Err(error.into()),
    }
    if let Some(password) = password {
        password_rules::changed(call, id, None, password).await?;
    }
    Ok(call.success())
}

fn described(
    call: &Call<'_>,
    kind: Kind,
    owner: &Owner,
    id: &str,
    password: &str,
) -> Result<Administrator, Failure> {
    let fields = call.fields();
    let text = |name: &str| fields.optional(name, NAME).map(|text| text.map(str::to_owned));
    let mut kept = std::collections::BTreeMap::new();
    let mut keep = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            kept.insert(name.to_owned(), value);
        }
    };
    keep(details::LANGUAGE, text("language")?);
    keep(details::RESELLER_ID, owner.reseller.clone());
    keep(details::DEPARTMENT, owner.department.clone());
    let login_level = match kind {
        Kind::System => {
            let read_only = fields
                .flag("readOnly")?
                .ok_or_else(|| errors::validation("Element 'readOnly' is required"))?;
            keep(details::READ_ONLY, Some(read_only.to_string()));
            match fields.required("adminType", NAME)? {
                "System" => LoginLevel::System,
                "Provisioning" => LoginLevel::Provisioning,
                _ => return Err(errors::validation("Element 'adminType'")),
            }
        }
        Kind::Reseller => LoginLevel::Reseller,
        Kind::ServiceProvider => {
            let kind = fields.required("administratorType", NAME)?;
            if !matches!(kind, "Normal" | "Customer" | "Password Reset Only") {
                return Err(errors::validation("Element 'administratorType'"));
            }
            keep(details::ADMINISTRATOR_TYPE, Some(kind.to_owned()));
            LoginLevel::ServiceProvider
        }
        Kind::Group => LoginLevel::Group,
        Kind::Department => LoginLevel::GroupDepartment,
    };
    Ok(Administrator {
        user_id: id.to_owned(),
        login_level,
        service_provider_id: owner.provider.clone(),
        group_id: owner.group.clone(),
        last_name: text("lastName")?,
        first_name: text("firstName")?,
        password: Secret::new(password),
        login_disabled: false,
        details: kept,
    })
}

/// The administrator that a request names, for someone with the rights; it is of the family's kind.
async fn named(call: &Call<'_>, kind: Kind) -> Result<Administrator, Failure> {
    let id = call.fields().required("userId", USER_ID)?;
    let found = call.store().administrators().find(id).await?;
    let administrator = found
        .filter(|administrator| kind.has(administrator.login_level))
        .ok_or_else(|| errors::user_not_found(id))?;
    // Everybody may look at oneself.
    if !call.origin.caller.is_logged_in_as(&administrator.user_id) {
        Owner::of(&administrator).check_rights(call)?;
    }
    Ok(administrator)
}

async fn modify(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let mut administrator = named(call, kind).await?;
    let fields = call.fields();
    fields.change("firstName", NAME)?.apply(&mut administrator.first_name);
    fields.change("lastName", NAME)?.apply(&mut administrator.last_name);
    if let Some(language) = fields.optional("language", NAME)? {
        administrator.details.insert(details::LANGUAGE.to_owned(), language.to_owned());
    }
    if let Some(disabled) = fields.flag("accountDisabled")? {
        if call.origin.caller.is_logged_in_as(&administrator.user_id) {
            return Err(errors::refused("Nobody can switch off or on the own account"));
        }
        administrator.login_disabled = disabled;
    }
    let account = Account::Administrator(administrator.clone());
    let old = account.password().cloned();
    let password = fields.change("password", PASSWORD)?;
    match &password {
        Change::Keep => {}
        Change::Clear if kind == Kind::System => {
            return Err(errors::validation("Element 'password' cannot be cleared"));
        }
        Change::Clear => administrator.password = Secret::new(""),
        Change::Set(new) => {
            password_rules::check(call, Who::account(&account), new).await?;
            administrator.password = Secret::new(new.as_str());
        }
    }
    call.store().administrators().update(&administrator).await?;
    if let Change::Set(new) = &password {
        password_rules::changed(call, &administrator.user_id, old.as_ref(), new).await?;
    }
    Ok(call.success())
}

async fn delete(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let administrator = named(call, kind).await?;
    if call.origin.caller.is_logged_in_as(&administrator.user_id) {
        return Err(errors::refused("Nobody can delete the own account"));
    }
    Owner::of(&administrator).check_rights(call)?;
    call.store().administrators().remove(&administrator.user_id).await?;
    Ok(call.success())
}
