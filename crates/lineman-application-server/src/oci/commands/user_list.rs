//! Lists of users: in a group, plain and by page, in a service provider, in the system.

use std::collections::{BTreeMap, BTreeSet};

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{
    Department, DepartmentKey, DirectoryField, Subscriber, SubscriberQuery, SubscriberScope,
};
use lineman_store::number_key;

use super::group_get::find;
use super::hierarchy::{country_code, department_key, full_path};
use super::provider_get;
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::fields::{EXTERNAL_ID, NAME, OWNER_ID};
use crate::oci::paging::{Page, Sorting};
use crate::oci::server::Call;

/// Users that one search looks at.
const SEARCHED: u32 = 100_000;

const SUBJECTS: &[&str] = &[
    "searchCriteriaUserLastName",
    "searchCriteriaUserFirstName",
    "searchCriteriaDn",
    "searchCriteriaEmailAddress",
    "searchCriteriaUserId",
    "searchCriteriaExtension",
    "searchCriteriaUserExternalId",
    "searchCriteriaGroupId",
    "searchCriteriaServiceProviderId",
    "searchCriteriaResellerId",
    "searchCriteriaDepartmentName",
];
const NUMBER: usize = 2;
const USER_ID: usize = 4;

/// Departments of users, of one service provider or of all.
pub(super) struct Departments {
    all: BTreeMap<String, Vec<Department>>,
    of_users: BTreeMap<String, DepartmentKey>,
}

impl Departments {
    pub(super) async fn of(call: &Call<'_>, provider: Option<&str>) -> Result<Self, Failure> {
        let departments = call.store().departments();
        let of_users = departments.of_users(provider).await?;
        let mut all = BTreeMap::new();
        for key in of_users.values() {
            if !all.contains_key(&key.service_provider_id) {
                let list = departments.list(&key.service_provider_id, ROWS).await?;
                all.insert(key.service_provider_id.clone(), list);
            }
        }
        Ok(Self { all, of_users })
    }

    fn key(&self, user_id: &str) -> Option<&DepartmentKey> {
        self.of_users.get(user_id)
    }

    fn beside(&self, key: &DepartmentKey) -> &[Department] {
        self.all.get(&key.service_provider_id).map_or(&[], Vec::as_slice)
    }

    /// The names down to a user's department; nothing for a user who is in none.
    pub(super) fn path(&self, user_id: &str) -> String {
        self.key(user_id).map(|key| full_path(self.beside(key), key)).unwrap_or_default()
    }

    /// Name, type, parent, type of the parent.
    fn columns(&self, user_id: &str) -> [String; 4] {
        let Some(key) = self.key(user_id) else { return Default::default() };
        department_columns(self.beside(key), key)
    }
}

/// Name, type, parent and type of the parent, as tables show a department.
pub(super) fn department_columns(all: &[Department], key: &DepartmentKey) -> [String; 4] {
    let kind = |key: &DepartmentKey| {
        (if key.group_id.is_some() { "Group" } else { "Enterprise" }).to_owned()
    };
    let parent = all
        .iter()
        .find(|department| department.key == *key)
        .and_then(|department| department.parent.as_ref());
    [
        key.name.clone(),
        kind(key),
        parent.map(|parent| parent.name.clone()).unwrap_or_default(),
        parent.map(kind).unwrap_or_default(),
    ]
}

/// Users that were found, with what is shown beside them.
struct Found {
    users: Vec<Subscriber>,
    departments: Departments,
    deactivated: BTreeSet<String>,
    resellers: BTreeMap<String, String>,
    country_code: String,
}

impl Found {
    /// Phone number to extension, the columns that all tables have.
    fn common(&self, user: &Subscriber) -> [String; 7] {
        let number = user.primary_number.clone().unwrap_or_default();
        let activated = if number.is_empty() {
            String::new()
        } else {
            (!self.deactivated.contains(&number_key(&number))).to_string()
        };
        let detail = |name| user.details.get(name).cloned().unwrap_or_default();
        [
            number,
            activated,
            user.email.clone().unwrap_or_default(),
            detail("hiraganaLastName"),
            detail("hiraganaFirstName"),
            "false".to_owned(),
            user.extension.clone().unwrap_or_default(),
        ]
    }

    fn reseller(&self, user: &Subscriber) -> String {
        self.resellers.get(&user.service_provider_id).cloned().unwrap_or_default()
    }
}

fn external_id(user: &Subscriber) -> String {
    user.details.get("externalId").cloned().unwrap_or_default()
}

pub(super) async fn in_group(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    // The schema spells this one with a capital.
    let group = fields.required("GroupId", OWNER_ID)?;
    call.origin.caller.may_read_group(provider, group)?;
    find(call, provider, group).await?;
    let limit = size_limit(fields)?;
    let found = matching(call, SubscriberScope::Group(provider, group)).await?;
    check_size(found.users.len(), limit)?;
    let mut table = Table::new(&[
        "User Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "Country Code",
        "National Prefix",
    ]);
    for user in &found.users {
        let mut row = vec![user.user_id.clone(), user.last_name.clone(), user.first_name.clone()];
        row.push(found.departments.path(&user.user_id));
        row.extend(found.common(user));
        row.extend([found.country_code.clone(), String::new()]);
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

pub(super) async fn in_group_by_page(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    if let Some(external) = fields.optional("groupExternalId", EXTERNAL_ID)? {
        return Err(crate::oci::errors::group_not_found("", external));
    }
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.may_read_group(provider, group)?;
    find(call, provider, group).await?;
    let page = Page::read(fields)?;
    let sorting = Sorting::read(
        fields,
        &[
            "sortByUserId",
            "sortByUserLastName",
            "sortByUserFirstName",
            "sortByDepartmentName",
            "sortByDn",
            "sortByExtension",
            "sortByEmailAddress",
        ],
    )?;
    // Without an order it is the one of the database, which can cut the page when nothing else
    // decides who is on it.
    let bounds = page.bounds().filter(|_| sorting.is_empty());
    let (mut found, is_cut) =
        matching_page(call, SubscriberScope::Group(provider, group), bounds).await?;
    let mut users = std::mem::take(&mut found.users);
    sorting.sort(&mut users, |user, subject| match subject {
        0 => user.user_id.clone(),
        1 => user.last_name.clone(),
        2 => user.first_name.clone(),
        3 => found.departments.key(&user.user_id).map(|key| key.name.clone()).unwrap_or_default(),
        4 => user.primary_number.clone().unwrap_or_default(),
        5 => user.extension.clone().unwrap_or_default(),
        _ => user.email.clone().unwrap_or_default(),
    });
    let mut table = Table::new(&[
        "User Id",
        "Last Name",
        "First Name",
        "Department",
        "Department Type",
        "Parent Department",
        "Parent Department Type",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "Country Code",
        "National Prefix",
        "User External Id",
    ]);
    let page = if is_cut { Page::everything() } else { page };
    for user in page.of(users) {
        let mut row = vec![user.user_id.clone(), user.last_name.clone(), user.first_name.clone()];
        row.extend(found.departments.columns(&user.user_id));
        row.extend(found.common(&user));
        row.extend([found.country_code.clone(), String::new(), external_id(&user)]);
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

pub(super) async fn in_provider(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    let limit = size_limit(fields)?;
    let found = matching(call, SubscriberScope::ServiceProvider(provider)).await?;
    check_size(found.users.len(), limit)?;
    let mut table = Table::new(&[
        "User Id",
        "Group Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "User External Id",
    ]);
    for user in &found.users {
        let mut row = vec![user.user_id.clone(), user.group_id.clone()];
        row.extend([user.last_name.clone(), user.first_name.clone()]);
        row.push(found.departments.path(&user.user_id));
        row.extend(found.common(user));
        row.push(external_id(user));
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

pub(super) async fn in_system(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let exact = match fields.structure("searchCriteriaExactServiceProvider") {
        Some(exact) => Some(exact.required("serviceProviderId", OWNER_ID)?),
        None => None,
    };
    let scope = exact.map_or(SubscriberScope::System, SubscriberScope::ServiceProvider);
    let mut found = matching(call, scope).await?;
    found.users.retain(|user| call.origin.caller.sees_provider(&user.service_provider_id));
    check_size(found.users.len(), limit)?;
    let mut table = Table::new(&[
        "User Id",
        "Group Id",
        "Service Provider Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "Reseller Id",
        "User External Id",
    ]);
    for user in &found.users {
        let mut row = vec![user.user_id.clone(), user.group_id.clone()];
        row.push(user.service_provider_id.clone());
        row.extend([user.last_name.clone(), user.first_name.clone()]);
        row.push(found.departments.path(&user.user_id));
        row.extend(found.common(user));
        row.extend([found.reseller(user), external_id(user)]);
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

async fn matching(call: &Call<'_>, scope: SubscriberScope<'_>) -> Result<Found, Failure> {
    Ok(matching_page(call, scope, None).await?.0)
}

/// The users of a request; true when they are the asked-for rows only: offset and number of them.
async fn matching_page(
    call: &Call<'_>,
    scope: SubscriberScope<'_>,
    bounds: Option<(u32, u32)>,
) -> Result<(Found, bool), Failure> {
    let fields = call.fields();
    let criteria = Criteria::read(fields, SUBJECTS)?;
    let exact = |name: &str, inner: &str| match fields.structure(name) {
        Some(exact) => exact.flag(inner),
        None => Ok(None),
    };
    let in_trunk_group = exact("searchCriteriaExactUserInTrunkGroup", "userInTrunkGroup")?;
    let activated = exact("searchCriteriaExactDnActivation", "activated")?;
    let person = match fields.structure("searchCriteriaExactUserPersonId") {
        Some(exact) => Some(exact.required("userPersonId", NAME)?),
        None => None,
    };
    let class = match fields.structure("searchCriteriaExactUserNetworkClassOfService") {
        Some(exact) => Some(exact.required("networkClassOfService", NAME)?),
        None => None,
    };
    let department = match fields.structure("searchCriteriaExactUserDepartment") {
        Some(exact) => exact.element("departmentKey").map(department_key).transpose()?,
        None => None,
    };
    let provider = match scope {
        SubscriberScope::System => None,
        SubscriberScope::ServiceProvider(provider) | SubscriberScope::Group(provider, _) => {
            Some(provider)
        }
    };
    let departments = Departments::of(call, provider).await?;
    let deactivated = call.store().numbers().deactivated(provider).await?;
    let resellers = call.store().resellers().of_service_providers().await?;
    let is_plain = criteria.is_empty()
        && (in_trunk_group.is_none() && activated.is_none())
        && (person.is_none() && class.is_none() && department.is_none())
        && call.origin.caller.sees_all_users();
    let bounds = bounds.filter(|_| is_plain);
    let mut users = match bounds {
        Some((offset, limit)) => {
            let query = SubscriberQuery { scope, criteria: Vec::new(), any: false, offset, limit };
            call.store().subscriber_search().search(&query).await?
        }
        None => candidates(call, scope, &criteria).await?,
    };
    users.retain(|user| {
        let own = departments.key(&user.user_id);
        // A department's administrator sees the department only.
        let seen = call.origin.caller.sees_user(&user.user_id);
        let number = user.primary_number.as_deref();
        let is_activated = number.map(|number| !deactivated.contains(&number_key(number)));
        let detail = |name| user.details.get(name).map(String::as_str);
        seen && in_trunk_group != Some(true)
            && activated.is_none_or(|wanted| is_activated == Some(wanted))
            && person.is_none_or(|wanted| detail("personId") == Some(wanted))
            && class.is_none_or(|wanted| detail("networkClassOfService") == Some(wanted))
            && department.as_ref().is_none_or(|wanted| own == Some(wanted))
            && criteria.match_row(&[
                Some(&user.last_name),
                Some(&user.first_name),
                number,
                user.email.as_deref(),
                Some(&user.user_id),
                user.extension.as_deref(),
                detail("externalId"),
                Some(&user.group_id),
                Some(&user.service_provider_id),
                resellers.get(&user.service_provider_id).map(String::as_str),
                own.map(|key| key.name.as_str()),
            ])
    });
    let system = call.store().hierarchy_settings().effective("", None).await?;
    let country_code = country_code(&system).to_owned();
    let found = Found { users, departments, deactivated, resellers, country_code };
    Ok((found, bounds.is_some()))
}

/// What the database knows a subject as. Numbers are written in too many ways, and the rest is not
/// in the directory.
const fn directory_field(subject: usize) -> Option<DirectoryField> {
    Some(match subject {
        0 => DirectoryField::LastName,
        1 => DirectoryField::FirstName,
        3 => DirectoryField::Email,
        USER_ID => DirectoryField::UserId,
        5 => DirectoryField::Extension,
        _ => return None,
    })
}

/// The users to look at: where the criteria name one exactly, that one only.
async fn candidates(
    call: &Call<'_>,
    scope: SubscriberScope<'_>,
    criteria: &Criteria,
) -> Result<Vec<Subscriber>, Failure> {
    let subscribers = call.store().subscribers();
    let one = if let Some(id) = criteria.exact(USER_ID) {
        subscribers.find_by_user_id(id).await?
    } else if let Some(number) = criteria.exact(NUMBER) {
        subscribers.find_by_number(number).await?
    } else {
        let (criteria, any) = criteria.for_directory(directory_field);
        let query = SubscriberQuery { scope, criteria, any, offset: 0, limit: SEARCHED };
        return Ok(call.store().subscriber_search().search(&query).await?);
    };
    let in_scope = |user: &Subscriber| match scope {
        SubscriberScope::System => true,
        SubscriberScope::ServiceProvider(provider) => user.service_provider_id == provider,
        SubscriberScope::Group(provider, group) => {
            user.service_provider_id == provider && user.group_id == group
        }
    };
    Ok(one.into_iter().filter(in_scope).collect())
}
