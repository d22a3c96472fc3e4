//! `GET /user/{id}/directories/…`: the enterprise, the group, common and personal phone lists, call
//! logs. Searched, sorted and paged by the Application Server.

use http::{Method, StatusCode};
use lineman_ocip::client::{self, AnswerError};
use lineman_ocip::{Command, Element, Row, Table};
use lineman_xsi::{
    AdditionalDetails, DirectoryDetails, EnterpriseCommon, EnterpriseDirectory, GroupCommon,
    GroupDirectory, PageInfo, PersonalList, PhoneEntry, ProfileDetails,
};

use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::release::Release;
use super::reply::Reply;
use super::search::{Page, criteria};
use super::{XsiActions, call_logs};

/// A directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Directory {
    Enterprise,
    Group,
    EnterpriseCommon,
    GroupCommon,
    Personal,
}

impl Directory {
    fn parse(segment: &str) -> Option<Self> {
        let known = [
            ("Enterprise", Self::Enterprise),
            ("Group", Self::Group),
            ("EnterpriseCommon", Self::EnterpriseCommon),
            ("GroupCommon", Self::GroupCommon),
            ("Personal", Self::Personal),
        ];
        let found = known.into_iter().find(|(name, _)| segment.eq_ignore_ascii_case(name));
        found.map(|(_, directory)| directory)
    }
}

/// The methods of a path below `/directories`; none for one that names nothing.
pub(crate) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    match tail {
        [one] if Directory::parse(one).is_some() => Some(&[Method::GET]),
        [first, rest @ ..] if first.eq_ignore_ascii_case("CallLogs") => call_logs::methods(rest),
        _ => None,
    }
}

pub(crate) async fn serve(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    tail: &[String],
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let (first, rest) = tail.split_first().ok_or(XsiFailure::NoSuchResource)?;
    match Directory::parse(first) {
        None => call_logs::serve(application, exchange, caller, rest).await,
        Some(directory @ (Directory::Enterprise | Directory::Group)) => {
            people(application, exchange, caller, directory).await
        }
        Some(directory) => phone_list(application, exchange, caller, directory).await,
    }
}

/// Parameters of the people's directories and the criteria that they become.
const PEOPLE: &[(&str, &str)] = &[
    ("firstName", "searchCriteriaUserFirstName"),
    ("lastName", "searchCriteriaUserLastName"),
    ("name", "searchCriteriaUserName"),
    ("mpName", "searchCriteriaUserName"),
    ("userId", "searchCriteriaUserId"),
    ("groupId", "searchCriteriaGroupName"),
    ("number", "searchCriteriaDn"),
    ("extension", "searchCriteriaExtension"),
    ("mobileNo", "searchCriteriaMobilePhoneNumber"),
    ("department", "searchCriteriaDepartmentName"),
    ("emailAddress", "searchCriteriaEmailAddress"),
    ("impId", "searchCriteriaImpId"),
    ("yahooId", "searchCriteriaYahooId"),
    ("title", "searchCriteriaTitle"),
    ("locationDialingCode", "searchCriteriaGroupLocationCode"),
];

/// Values of `sortColumn` and what they sort by.
const COLUMNS: &[(&str, &str)] = &[
    ("lastName", "sortByUserLastName"),
    ("firstName", "sortByUserFirstName"),
    ("department", "sortByUserDepartment"),
    ("userId", "sortByUserId"),
    ("groupId", "sortByGroupName"),
    ("mobileNo", "sortByMobilePhoneNumber"),
    ("emailAddress", "sortByEmailAddress"),
    ("impId", "sortByImpId"),
    ("yahooId", "sortByYahooId"),
];

/// `sortColumn`: a name, `/d` behind it for backwards.
fn sort(exchange: &Exchange<'_>, columns: &[(&str, &'static str)]) -> Result<Element, XsiFailure> {
    let wanted = exchange.parameter("sortColumn");
    let (wanted, ascending) = match wanted.as_deref() {
        None => (columns[0].0, true),
        Some(name) => match name.strip_suffix("/d") {
            Some(name) => (name, false),
            None => (name, true),
        },
    };
    let found = columns.iter().find(|(name, _)| wanted.eq_ignore_ascii_case(name));
    let (_, element) = found.ok_or(XsiFailure::BadParameter("sortColumn"))?;
    Ok(Element::new(*element)
        .with_child("isAscending", if ascending { "true" } else { "false" })
        .with_child("isCaseSensitive", "false"))
}

async fn people(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    directory: Directory,
) -> Result<Reply, XsiFailure> {
    let page = Page::of(exchange)?;
    let request = Command::request("UserPhoneDirectoryGetPagedSortedListRequest")
        .with("userId", caller.user_id.as_str())
        .with_flag("isEnterpriseInfoRequested", directory == Directory::Enterprise)
        .with_element(page.to_element())
        .with_element(sort(exchange, COLUMNS)?);
    let request = criteria(exchange, PEOPLE).into_iter().fold(request, Command::with_element);
    let (table, total) = ask(
        application,
        exchange,
        request,
        "UserPhoneDirectoryGetPagedSortedListResponse",
        "directoryTable",
    )
    .await?;
    let page = PageInfo { start_index: page.start, total };
    let release = Release::of(exchange);
    let people = table.rows().map(|row| person(row, release)).collect();
    Ok(match directory {
        Directory::Enterprise => {
            exchange.reply(StatusCode::OK, &EnterpriseDirectory { page, people })
        }
        _ => exchange.reply(StatusCode::OK, &GroupDirectory { page, people }),
    })
}

fn person(row: Row<'_>, release: Release) -> DirectoryDetails {
    let text = |heading: &str| row.get(heading).map(str::to_owned);
    DirectoryDetails {
        details: ProfileDetails {
            user_id: text("User Id").unwrap_or_default(),
            first_name: text("First Name"),
            last_name: text("Last Name"),
            hiragana_last_name: text("Hiragana Last Name"),
            hiragana_first_name: text("Hiragana First Name"),
            group_id: text("Group Id"),
            number: text("Phone Number"),
            extension: text("Extension"),
            ..ProfileDetails::default()
        },
        additional_details: AdditionalDetails {
            mobile: text("Mobile"),
            yahoo_id: text("Yahoo Id"),
            pager: text("Pager"),
            email_address: text("Email Address"),
            title: text("Title"),
            location: text("Location"),
            address_line_1: text("Address Line 1"),
            address_line_2: text("Address Line 2"),
            city: text("City"),
            state: text("State"),
            zip: text("Zip"),
            country: text("Country"),
            department: text("Department"),
            imp_id: text("IMP Id"),
            bridge_id: text("My Room Bridge Id"),
            room_id: text("My Room Room Id"),
            service_name: text("Service Name"),
            location_dialing_code: text("Location Code")
                .filter(|_| release >= Release::LOCATION_CODE),
        },
    }
}

/// The parts of a phone list's requests: their stem, the answer's table, criteria and order.
struct ListNames {
    stem: &'static str,
    family: &'static str,
    table: &'static str,
    criteria: &'static [(&'static str, &'static str)],
    columns: &'static [(&'static str, &'static str)],
}

const ENTERPRISE_COMMON: ListNames = ListNames {
    stem: "UserEnterpriseCommonPhoneListGetPagedSortedListRequest",
    family: "UserEnterpriseCommonPhoneListGetPagedSortedListResponse",
    table: "enterpriseCommonPhoneListTable",
    criteria: &[
        ("name", "searchCriteriaEnterpriseCommonPhoneListName"),
        ("number", "searchCriteriaEnterpriseCommonPhoneListNumber"),
    ],
    columns: &[
        ("name", "sortByEnterpriseCommonPhoneListName"),
        ("number", "sortByEnterpriseCommonPhoneListNumber"),
    ],
};
const GROUP_COMMON: ListNames = ListNames {
    stem: "UserGroupCommonPhoneListGetPagedSortedListRequest",
    family: "UserGroupCommonPhoneListGetPagedSortedListResponse",
    table: "groupCommonPhoneListTable",
    criteria: &[
        ("name", "searchCriteriaGroupCommonPhoneListName"),
        ("number", "searchCriteriaGroupCommonPhoneListNumber"),
    ],
    columns: &[
        ("name", "sortByGroupCommonPhoneListName"),
        ("number", "sortByGroupCommonPhoneListNumber"),
    ],
};
const PERSONAL: ListNames = ListNames {
    stem: "UserPersonalPhoneListGetPagedSortedListRequest",
    family: "UserPersonalPhoneListGetPagedSortedListResponse",
    table: "personalPhoneListTable",
    criteria: &[
        ("name", "searchCriteriaUserPersonalPhoneListName"),
        ("number", "searchCriteriaUserPersonalPhoneListNumber"),
    ],
    columns: &[
        ("name", "sortByUserPersonalPhoneListName"),
        ("number", "sortByUserPersonalPhoneListNumber"),
    ],
};

async fn phone_list(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    directory: Directory,
) -> Result<Reply, XsiFailure> {
    let names = match directory {
        Directory::EnterpriseCommon => ENTERPRISE_COMMON,
        Directory::GroupCommon => GROUP_COMMON,
        _ => PERSONAL,
    };
    let page = Page::of(exchange)?;
    let request = Command::request(names.stem)
        .with("userId", caller.user_id.as_str())
        .with_element(page.to_element())
        .with_element(sort(exchange, names.columns)?);
    let request =
        criteria(exchange, names.criteria).into_iter().fold(request, Command::with_element);
    let (table, total) = ask(application, exchange, request, names.family, names.table).await?;
    let page = PageInfo { start_index: page.start, total };
    let text = |row: &Row<'_>, heading| row.get(heading).unwrap_or_default().to_owned();
    let entries = table
        .rows()
        .map(|row| PhoneEntry { name: text(&row, "Name"), number: text(&row, "Phone Number") })
        .collect();
    Ok(match directory {
        Directory::EnterpriseCommon => {
            exchange.reply(StatusCode::OK, &EnterpriseCommon { page, entries })
        }
        Directory::GroupCommon => exchange.reply(StatusCode::OK, &GroupCommon { page, entries }),
        _ => exchange.reply(StatusCode::OK, &PersonalList { page, entries }),
    })
}

/// Asks for a page; its table and how many rows there are in all.
async fn ask(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    request: Command,
    family: &'static str,
    table: &'static str,
) -> Result<(Table, u32), XsiFailure> {
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::expect(&answer, family)?;
    let total = answer.text("totalNumberOfRows").and_then(|text| text.trim().parse().ok());
    let total = total.ok_or(AnswerError::Missing("totalNumberOfRows"))?;
    let found = answer.body().child(table).ok_or(AnswerError::Missing(table))?;
    Ok((Table::from_element(found), total))
}
