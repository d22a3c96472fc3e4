//! Common phone lists of enterprises and groups, and the personal ones of users.

use lineman_ocip::{Command, Element, Table};
use lineman_store::StoreError;
use lineman_store::broadworks::{PhoneList, PhoneListEntry, PhoneListQuery, Subscriber};

use super::super::group_get;
use super::scope::{enterprise, may_see_group};
use super::search::{paged_answer, phone_list_criteria, required_page};
use crate::oci::criteria::{check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, OWNER_ID};
use crate::oci::server::Call;

/// Longest name of an entry.
const ENTRY_NAME: usize = 50;
/// Longest number (`OutgoingDN`).
const OUTGOING_NUMBER: usize = 30;

/// Which list a request names, and what it wants of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Enterprise,
    Group,
    Personal,
}

/// The word in the names of a list's criteria.
const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Enterprise => "EnterpriseCommon",
        Kind::Group => "GroupCommon",
        Kind::Personal => "UserPersonal",
    }
}

/// Whose list.
enum Owner {
    Enterprise(String),
    Group(String, String),
    Personal(Box<Subscriber>),
}

impl Owner {
    /// The owner that a request names, for someone who may read or change the list.
    async fn of(call: &Call<'_>, kind: Kind, write: bool) -> Result<Self, Failure> {
        let fields = call.fields();
        let caller = &call.origin.caller;
        if kind == Kind::Personal {
            let user = call.acting_subscriber().await?;
            return Ok(Self::Personal(Box::new(user)));
        }
        let provider = fields.required("serviceProviderId", OWNER_ID)?;
        if kind == Kind::Enterprise {
            if write {
                caller.must_administer_provider(provider)?;
            } else {
                caller.may_read_provider(provider)?;
            }
            enterprise(call, provider).await?;
            return Ok(Self::Enterprise(provider.to_owned()));
        }
        let group = fields.required("groupId", OWNER_ID)?;
        if write {
            caller.must_administer_group(provider, group)?;
        } else {
            may_see_group(call, provider, group)?;
        }
        group_get::find(call, provider, group).await?;
        Ok(Self::Group(provider.to_owned(), group.to_owned()))
    }

    fn list(&self) -> PhoneList<'_> {
        match self {
            Self::Enterprise(provider) => PhoneList::Enterprise(provider),
            Self::Group(provider, group) => PhoneList::Group(provider, group),
            Self::Personal(user) => PhoneList::Personal(&user.user_id),
        }
    }
}

pub(super) async fn get(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let owner = Owner::of(call, kind, false).await?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let (criteria, any) = phone_list_criteria(fields, word(kind))?;
    let query = PhoneListQuery { criteria, any, limit, ..PhoneListQuery::default() };
    let found = call.store().phone_lists().search(owner.list(), &query).await?;
    check_size(usize::try_from(found.total).unwrap_or(usize::MAX), limit)?;
    Ok(found.entries.into_iter().fold(call.answer(), |answer, entry| {
        answer.with_element(
            Element::new("entry")
                .with_child("entryName", entry.name)
                .with_child("phoneNumber", entry.number),
        )
    }))
}

/// A page of a list that a user sees.
pub(super) async fn paged(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let fields = call.fields();
    let page = required_page(fields)?;
    let (criteria, any) = phone_list_criteria(fields, word(kind))?;
    let by = |column: &str| fields.structure(&format!("sortBy{}PhoneList{column}", word(kind)));
    let (by_number, by_name) = (by("Number"), by("Name"));
    let ascending = match by_number.or(by_name) {
        Some(step) => step.flag("isAscending")?.unwrap_or(true),
        None => true,
    };
    let query = PhoneListQuery {
        criteria,
        any,
        by_number: by_number.is_some(),
        descending: !ascending,
        offset: page.offset,
        limit: page.limit,
    };
    let list = match kind {
        Kind::Enterprise => PhoneList::Enterprise(&user.service_provider_id),
        Kind::Group => PhoneList::Group(&user.service_provider_id, &user.group_id),
        Kind::Personal => PhoneList::Personal(&user.user_id),
    };
    let found = call.store().phone_lists().search(list, &query).await?;
    let mut table = Table::new(&["Name", "Phone Number"]);
    for entry in &found.entries {
        table.push([entry.name.as_str(), &entry.number]);
    }
    let name = match kind {
        Kind::Enterprise => "enterpriseCommonPhoneListTable",
        Kind::Group => "groupCommonPhoneListTable",
        Kind::Personal => "personalPhoneListTable",
    };
    Ok(paged_answer(call, found.total).with_element(table.to_element(name)))
}

pub(super) async fn add(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let owner = Owner::of(call, kind, true).await?;
    let entries: Vec<PhoneListEntry> =
        call.fields().structures("entry").map(read_entry).collect::<Result<_, _>>()?;
    if entries.is_empty() {
        return Err(errors::validation("Element 'entry' is required"));
    }
    call.store().phone_lists().add(owner.list(), &entries).await.map_err(failure)?;
    Ok(call.success())
}

fn read_entry(fields: Fields<'_>) -> Result<PhoneListEntry, Failure> {
    Ok(PhoneListEntry {
        name: fields.required("entryName", ENTRY_NAME)?.to_owned(),
        number: fields.required("phoneNumber", OUTGOING_NUMBER)?.to_owned(),
    })
}

pub(super) async fn modify(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let owner = Owner::of(call, kind, true).await?;
    let fields = call.fields();
    let name = fields.required("entryName", ENTRY_NAME)?;
    let new_name = fields.optional("newEntryName", ENTRY_NAME)?;
    let number = fields.optional("phoneNumber", OUTGOING_NUMBER)?;
    let lists = call.store().phone_lists();
    lists.modify(owner.list(), name, new_name, number).await.map_err(failure)?;
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let owner = Owner::of(call, kind, true).await?;
    let names = call.fields().list("entryName", ENTRY_NAME)?;
    if names.is_empty() {
        return Err(errors::validation("Element 'entryName' is required"));
    }
    call.store().phone_lists().remove(owner.list(), &names).await.map_err(failure)?;
    Ok(call.success())
}

fn failure(error: StoreError) -> Failure {
    match error {
        StoreError::Exists { .. } => errors::refused("The phone list has an entry of this name"),
        StoreError::Missing { .. } => errors::refused("The phone list has no entry of this name"),
        StoreError::Full { .. } => errors::refused("The phone list is full"),
        other => other.into(),
    }
}
