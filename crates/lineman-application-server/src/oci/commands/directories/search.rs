//! Criteria, order and page of the requests of this room.

use lineman_ocip::Command;
use lineman_store::broadworks::{
    DirectoryCriterion, DirectoryEntry, DirectoryField, DirectoryMode, DirectoryOrder,
    DirectoryPage, DirectoryQuery, DirectoryScope, PhoneListCriterion, PhoneListField,
};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME, OWNER_ID, TEXT};
use crate::oci::server::Call;

/// Most rows of a page (`ResponsePageSize`).
const PAGE: u32 = 2_000;
/// Most criteria in one request.
const CRITERIA: usize = 50;
/// Most steps of an order.
const ORDER: usize = 3;

/// The criteria with a mode, and what they look at.
const SUBJECTS: &[(&str, DirectoryField)] = &[
    ("searchCriteriaUserLastName", DirectoryField::LastName),
    ("searchCriteriaUserFirstName", DirectoryField::FirstName),
    ("searchCriteriaUserName", DirectoryField::Name),
    ("searchCriteriaDn", DirectoryField::Number),
    ("searchCriteriaGroupLocationCode", DirectoryField::LocationCode),
    ("searchCriteriaExtension", DirectoryField::Extension),
    ("searchCriteriaMobilePhoneNumber", DirectoryField::Mobile),
    ("searchCriteriaEmailAddress", DirectoryField::Email),
    ("searchCriteriaYahooId", DirectoryField::YahooId),
    ("searchCriteriaDepartmentName", DirectoryField::Department),
    ("searchCriteriaGroupName", DirectoryField::GroupId),
    ("searchCriteriaUserId", DirectoryField::UserId),
    ("searchCriteriaImpId", DirectoryField::ImpId),
    ("searchCriteriaTitle", DirectoryField::Title),
];

/// The ways to sort.
const ORDERS: &[(&str, DirectoryField)] = &[
    ("sortByUserLastName", DirectoryField::LastName),
    ("sortByUserFirstName", DirectoryField::FirstName),
    ("sortByGroupLocationCode", DirectoryField::LocationCode),
    ("sortByMobilePhoneNumber", DirectoryField::Mobile),
    ("sortByEmailAddress", DirectoryField::Email),
    ("sortByDepartmentName", DirectoryField::Department),
    ("sortByUserDepartment", DirectoryField::Department),
    ("sortByGroupName", DirectoryField::GroupId),
    ("sortByYahooId", DirectoryField::YahooId),
    ("sortByUserId", DirectoryField::UserId),
    ("sortByImpId", DirectoryField::ImpId),
    // Nobody keeps notes here, so their order is that of the names.
    ("sortByReceptionistNote", DirectoryField::LastName),
];

/// Rows to pass over and rows to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) offset: u32,
    pub(super) limit: u32,
}

/// `responsePagingControl`; without one the first page, as large as may be.
pub(super) fn page(fields: Fields<'_>) -> Result<Page, Failure> {
    let Some(control) = fields.structure("responsePagingControl") else {
        return Ok(Page { offset: 0, limit: PAGE });
    };
    let missing = |name| errors::validation(format!("Element '{name}' is required"));
    let start = control.number("responseStartIndex", 1)?;
    let size = control.number("responsePageSize", 1)?;
    let size = size.ok_or_else(|| missing("responsePageSize"))?;
    if size > PAGE {
        return Err(errors::validation("Element 'responsePageSize' is not a number in range"));
    }
    let start = start.ok_or_else(|| missing("responseStartIndex"))?;
    Ok(Page { offset: start - 1, limit: size })
}

/// A request with `responsePagingControl` and without must name it.
pub(super) fn required_page(fields: Fields<'_>) -> Result<Page, Failure> {
    if fields.structure("responsePagingControl").is_none() {
        return Err(errors::validation("Element 'responsePagingControl' is required"));
    }
    page(fields)
}

/// The mode and the value of a criterion.
fn mode_and_value<'a>(criterion: Fields<'a>) -> Result<(DirectoryMode, &'a str), Failure> {
    let mode = match criterion.required("mode", TEXT)? {
        "Starts With" => DirectoryMode::StartsWith,
        "Contains" => DirectoryMode::Contains,
        "Equal To" => DirectoryMode::EqualTo,
        _ => return Err(errors::validation("Element 'mode' is not a search mode")),
    };
    Ok((mode, criterion.required("value", TEXT)?))
}

/// Whether one criterion is enough; an error without any.
fn any(fields: Fields<'_>, criteria: usize) -> Result<bool, Failure> {
    if criteria > CRITERIA {
        return Err(errors::validation("Too many search criteria"));
    }
    let any = fields.flag("searchCriteriaModeOr")?.unwrap_or(false);
    if any && criteria == 0 {
        return Err(errors::validation("searchCriteriaModeOr without search criteria"));
    }
    Ok(any)
}

/// What a request looks for in a directory.
pub(super) fn query<'a>(
    call: &Call<'a>,
    scope: DirectoryScope<'a>,
    page: Page,
) -> Result<DirectoryQuery<'a>, Failure> {
    let fields = call.fields();
    let mut criteria = Vec::new();
    for &(name, field) in SUBJECTS {
        for criterion in fields.structures(name) {
            let (mode, value) = mode_and_value(criterion)?;
            criteria.push(DirectoryCriterion {
                field,
                mode,
                value: value.to_owned(),
                is_case_sensitive: !criterion.flag("isCaseInsensitive")?.unwrap_or(true),
            });
        }
    }
    exact_criteria(fields, &mut criteria)?;
    Ok(DirectoryQuery {
        scope,
        users_only: false,
        any: any(fields, criteria.len())?,
        criteria,
        order: order(fields)?,
        offset: page.offset,
        limit: page.limit,
    })
}

/// The criteria that name one group, one department, or the parts of a name.
fn exact_criteria(
    fields: Fields<'_>,
    criteria: &mut Vec<DirectoryCriterion>,
) -> Result<(), Failure> {
    let equal = |field, value: String| DirectoryCriterion {
        field,
        mode: DirectoryMode::EqualTo,
        value,
        is_case_sensitive: false,
    };
    if let Some(exact) = fields.structure("searchCriteriaExactUserGroup") {
        let group = exact.required("groupId", OWNER_ID)?;
        criteria.push(equal(DirectoryField::GroupId, group.to_owned()));
    }
    if let Some(exact) = fields.structure("searchCriteriaExactUserDepartment") {
        let key = exact
            .structure("departmentKey")
            .ok_or_else(|| errors::validation("Element 'departmentKey' is required"))?;
        let group = key.optional("groupId", OWNER_ID)?.unwrap_or_default();
        let name = key.required("name", NAME)?;
        criteria.push(equal(DirectoryField::DepartmentKey, format!("{group}\n{name}")));
    }
    for parts in fields.structures("searchCriteriaMultiPartName") {
        for value in parts.list("value", NAME)? {
            let mode = DirectoryMode::Contains;
            criteria.push(DirectoryCriterion { mode, ..equal(DirectoryField::Name, value) });
        }
    }
    Ok(())
}

/// `sortOrder` structures, or one way to sort beside the other fields; else by user id.
fn order(fields: Fields<'_>) -> Result<Vec<DirectoryOrder>, Failure> {
    let mut order = Vec::new();
    for step in fields.structures("sortOrder") {
        order.extend(steps(step)?);
    }
    order.extend(steps(fields)?);
    if order.len() > ORDER {
        return Err(errors::validation("Element 'sortOrder' occurs too often"));
    }
    if order.is_empty() {
        order.push(DirectoryOrder { field: DirectoryField::UserId, descending: false });
    }
    Ok(order)
}

fn steps(fields: Fields<'_>) -> Result<Vec<DirectoryOrder>, Failure> {
    ORDERS
        .iter()
        .filter_map(|&(name, field)| Some((field, fields.structure(name)?)))
        .map(|(field, step)| {
            let descending = !step.flag("isAscending")?.unwrap_or(true);
            Ok(DirectoryOrder { field, descending })
        })
        .collect()
}

/// A page of a directory.
pub(super) async fn search(
    call: &Call<'_>,
    query: &DirectoryQuery<'_>,
) -> Result<DirectoryPage, Failure> {
    Ok(call.store().directory().search(query).await?)
}

/// The criteria of a phone list; the elements are named after the list.
pub(super) fn phone_list_criteria(
    fields: Fields<'_>,
    list: &str,
) -> Result<(Vec<PhoneListCriterion>, bool), Failure> {
    let mut criteria = Vec::new();
    for (suffix, field) in [("Name", PhoneListField::Name), ("Number", PhoneListField::Number)] {
        for criterion in fields.structures(&format!("searchCriteria{list}PhoneList{suffix}")) {
            let (mode, value) = mode_and_value(criterion)?;
            criteria.push(PhoneListCriterion { field, mode, value: value.to_owned() });
        }
    }
    for parts in fields.structures(&format!("searchCriteria{list}MultiPartPhoneListName")) {
        for value in parts.list("value", NAME)? {
            let field = PhoneListField::Name;
            criteria.push(PhoneListCriterion { field, mode: DirectoryMode::Contains, value });
        }
    }
    let any = any(fields, criteria.len())?;
    Ok((criteria, any))
}

/// The answer of a paged request: how many rows there are in all comes first.
pub(super) fn paged_answer(call: &Call<'_>, total: u32) -> Command {
    call.answer().with("totalNumberOfRows", total.to_string())
}

/// The value below a heading of a directory table.
pub(super) fn cell(entry: &DirectoryEntry, heading: &str) -> String {
    let person = match entry {
        DirectoryEntry::Common { name, number } => {
            return match heading {
                "Name" => name.clone(),
                "Number" | "Phone Number" => number.clone(),
                "Is Virtual On-Net User" => String::from("false"),
                _ => String::new(),
            };
        }
        DirectoryEntry::Person(person) => person,
    };
    let detail = |name: &str| person.details.get(name).cloned().unwrap_or_default();
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    match heading {
        "Name" => format!("{}, {}", person.last_name, person.first_name),
        "Number" | "Phone Number" => optional(&person.number),
        "Extension" => optional(&person.extension),
        "Mobile" => detail("mobilePhoneNumber"),
        "Email Address" => optional(&person.email),
        "Department" => optional(&person.department),
        "Hiragana Name" => {
            let names = [detail("hiraganaLastName"), detail("hiraganaFirstName")];
            names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
        }
        "Hiragana First Name" => detail("hiraganaFirstName"),
        "Hiragana Last Name" => detail("hiraganaLastName"),
        "Group Id" => person.group_id.clone(),
        "Yahoo Id" => detail("yahooId"),
        "User Id" => person.user_id.clone(),
        "IMP Id" => optional(&person.imp_id),
        "Is Virtual On-Net User" => String::from("false"),
        "First Name" => person.first_name.clone(),
        "Last Name" => person.last_name.clone(),
        "CLID First Name" => person.calling_line_id_first_name.clone(),
        "CLID Last Name" => person.calling_line_id_last_name.clone(),
        "Pager" => detail("pagerPhoneNumber"),
        "Title" => detail("title"),
        "Time Zone" => person.time_zone.clone(),
        "Location" => detail("addressLocation"),
        "Address Line 1" => detail("address.addressLine1"),
        "Address Line 2" => detail("address.addressLine2"),
        "City" => detail("address.city"),
        "State" => detail("address.stateOrProvince"),
        "Zip" => detail("address.zipOrPostalCode"),
        "Country" => detail("address.country"),
        "Location Code" => optional(&person.location_code),
        // No rooms, no service instances, no notes, no external ids: those columns are empty.
        _ => String::new(),
    }
}
