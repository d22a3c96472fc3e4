//! Lists of the numbers of a group: all, the free ones, what they are assigned to.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{Department, DepartmentKey, Number, Subscriber};

use super::super::hierarchy::{country_code, department_key, full_path};
use super::NUMBERS;
use super::group::of_request;
use super::ranges::ranges;
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::paging::{Page, Sorting};
use crate::oci::server::Call;

async fn numbers(call: &Call<'_>) -> Result<Vec<Number>, Failure> {
    let (provider, group) = of_request(call).await?;
    Ok(call.store().numbers().list_of_group(provider, group, NUMBERS).await?)
}

/// The numbers of the group that are no user's.
async fn free(call: &Call<'_>) -> Result<Vec<String>, Failure> {
    let numbers = numbers(call).await?;
    Ok(numbers
        .into_iter()
        .filter(|number| number.user_id.is_none())
        .map(|number| number.number)
        .collect())
}

fn list(call: &Call<'_>, numbers: impl IntoIterator<Item = String>) -> Command {
    numbers.into_iter().fold(call.answer(), |answer, number| answer.with("phoneNumber", number))
}

pub(super) async fn all(call: &Call<'_>) -> Result<Command, Failure> {
    Ok(list(call, numbers(call).await?.into_iter().map(|number| number.number)))
}

pub(super) async fn available(call: &Call<'_>) -> Result<Command, Failure> {
    Ok(list(call, free(call).await?))
}

pub(super) async fn available_ranges(call: &Call<'_>) -> Result<Command, Failure> {
    let free = free(call).await?.into_iter().map(|number| (number, ())).collect();
    Ok(list(call, ranges(free).into_iter().map(|(range, ())| range)))
}

pub(super) async fn detailed(call: &Call<'_>) -> Result<Command, Failure> {
    let departments = Departments::of(call).await?;
    let mut table = Table::new(&["Phone Number", "Department", "Activated"]);
    for number in free(call).await? {
        let department = departments.path(&number);
        table.push([number, department, String::new()]);
    }
    Ok(call.answer().with_element(table.to_element("dnTable")))
}

pub(super) async fn summary(call: &Call<'_>) -> Result<Command, Failure> {
    let rows = numbers(call)
        .await?
        .into_iter()
        .map(|number| (number.number, number.user_id.is_some()))
        .collect();
    let mut table = Table::new(&["Phone Numbers", "Assigned"]);
    for (range, assigned) in ranges(rows) {
        table.push([range, assigned.to_string()]);
    }
    Ok(call.answer().with_element(table.to_element("dnTable")))
}

pub(super) async fn activation(call: &Call<'_>) -> Result<Command, Failure> {
    let rows = numbers(call)
        .await?
        .into_iter()
        .filter(|number| number.user_id.is_some())
        .map(|number| (number.number, number.is_activated))
        .collect();
    let mut table = Table::new(&["Phone Numbers", "Activated"]);
    for (range, activated) in ranges(rows) {
        table.push([range, activated.to_string()]);
    }
    Ok(call.answer().with_element(table.to_element("dnTable")))
}

/// Departments of the service provider's numbers.
struct Departments {
    all: Vec<Department>,
    of_numbers: BTreeMap<String, DepartmentKey>,
}

impl Departments {
    async fn of(call: &Call<'_>) -> Result<Self, Failure> {
        let (provider, _) = of_request(call).await?;
        let departments = call.store().departments();
        Ok(Self {
            all: departments.list(provider, ROWS).await?,
            of_numbers: departments.of_numbers(provider).await?,
        })
    }

    fn key(&self, number: &str) -> Option<&DepartmentKey> {
        self.of_numbers.get(number)
    }

    fn path(&self, number: &str) -> String {
        self.key(number).map(|key| full_path(&self.all, key)).unwrap_or_default()
    }

    /// Name, type, parent, type of the parent.
    fn columns(&self, number: &str) -> [String; 4] {
        let Some(key) = self.key(number) else { return Default::default() };
        super::super::user_list::department_columns(&self.all, key)
    }
}

/// A number and the user who has it.
struct Assignment {
    number: Number,
    user: Option<Subscriber>,
}

async fn assignments(call: &Call<'_>) -> Result<Vec<Assignment>, Failure> {
    let mut rows = Vec::new();
    for number in numbers(call).await? {
        let user = match &number.user_id {
            Some(_) => call.store().subscribers().find_by_number(&number.number).await?,
            None => None,
        };
        rows.push(Assignment { number, user });
    }
    Ok(rows)
}

const SUBJECTS: &[&str] = &[
    "searchCriteriaDn",
    "searchCriteriaUserFirstName",
    "searchCriteriaUserLastName",
    "searchCriteriaUserId",
    "searchCriteriaExtension",
    "searchCriteriaEmailAddress",
    "searchCriteriaDepartmentName",
];

/// The numbers that the criteria of a request want.
async fn wanted(call: &Call<'_>, departments: &Departments) -> Result<Vec<Assignment>, Failure> {
    let fields = call.fields();
    let criteria = Criteria::read(fields, SUBJECTS)?;
    let department = match fields.structure("searchCriteriaExactDnDepartment") {
        Some(exact) => exact.element("departmentKey").map(department_key).transpose()?,
        None => None,
    };
    let exact = |name: &str, flag: &str| match fields.structure(name) {
        Some(exact) => exact.flag(flag),
        None => Ok(None),
    };
    let activated = exact("searchCriteriaExactDnActivation", "activated")?;
    let available = exact("searchCriteriaExactDnAvailability", "available")?;
    let mut rows = assignments(call).await?;
    rows.retain(|row| {
        let number = row.number.number.as_str();
        let user = row.user.as_ref();
        let own = departments.key(number);
        activated.is_none_or(|wanted| wanted == row.number.is_activated)
            && available.is_none_or(|wanted| wanted == user.is_none())
            && department.as_ref().is_none_or(|wanted| own == Some(wanted))
            && criteria.match_row(&[
                Some(number),
                user.map(|user| user.first_name.as_str()),
                user.map(|user| user.last_name.as_str()),
                user.map(|user| user.user_id.as_str()),
                user.and_then(|user| user.extension.as_deref()),
                user.and_then(|user| user.email.as_deref()),
                own.map(|key| key.name.as_str()),
            ])
    });
    Ok(rows)
}

/// User id, last name, first name, extension, email address, type.
fn user_columns(user: Option<&Subscriber>) -> [String; 6] {
    let Some(user) = user else { return Default::default() };
    [
        user.user_id.clone(),
        user.last_name.clone(),
        user.first_name.clone(),
        user.extension.clone().unwrap_or_default(),
        user.email.clone().unwrap_or_default(),
        "Normal".to_owned(),
    ]
}

async fn country(call: &Call<'_>) -> Result<String, Failure> {
    let system = call.store().hierarchy_settings().effective("", None).await?;
    Ok(country_code(&system).to_owned())
}

pub(super) async fn assignment(call: &Call<'_>) -> Result<Command, Failure> {
    let country = country(call).await?;
    let limit = size_limit(call.fields())?;
    let departments = Departments::of(call).await?;
    let rows: Vec<(String, Vec<String>)> = wanted(call, &departments)
        .await?
        .into_iter()
        .map(|row| {
            let department = departments.path(&row.number.number);
            let activated = row.number.is_activated.to_string();
            let said = if call.version == "18" {
                let mut said = vec![department, activated];
                said.extend(user_columns(row.user.as_ref()));
                said.extend([country.clone(), String::new()]);
                said
            } else {
                let name = row
                    .user
                    .map(|user| format!("{},{}", user.last_name, user.first_name))
                    .unwrap_or_default();
                vec![name, department, activated]
            };
            (row.number.number, said)
        })
        .collect();
    let rows = ranges(rows);
    check_size(rows.len(), limit)?;
    let mut table = if call.version == "18" {
        Table::new(&[
            "Phone Numbers",
            "Department",
            "Activated",
            "User Id",
            "Last Name",
            "First Name",
            "Extension",
            "Email Address",
            "User Type",
            "Country Code",
            "National Prefix",
        ])
    } else {
        Table::new(&["Phone Numbers", "Assigned To", "Department", "Activated"])
    };
    for (range, said) in rows {
        table.push(std::iter::once(range).chain(said));
    }
    Ok(call.answer().with_element(table.to_element("dnTable")))
}

pub(super) async fn assignment_page(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let page = Page::read(fields)?;
    let sorting = Sorting::read(
        fields,
        &[
            "sortByDn",
            "sortByDepartmentName",
            "sortByDnActivated",
            "sortByDnAvailable",
            "sortByUserId",
            "sortByUserFirstName",
            "sortByUserLastName",
            "sortByExtension",
            "sortByEmailAddress",
        ],
    )?;
    let country = country(call).await?;
    let departments = Departments::of(call).await?;
    let mut rows = wanted(call, &departments).await?;
    sorting.sort(&mut rows, |row, subject| {
        let [id, last, first, extension, email, _] = user_columns(row.user.as_ref());
        match subject {
            0 => row.number.number.clone(),
            1 => departments.path(&row.number.number),
            2 => row.number.is_activated.to_string(),
            3 => row.user.is_none().to_string(),
            4 => id,
            5 => first,
            6 => last,
            7 => extension,
            _ => email,
        }
    });
    let mut table = Table::new(&[
        "Phone Numbers",
        "Department",
        "Department Type",
        "Parent Department",
        "Parent Department Type",
        "Activated",
        "Available",
        "User Id",
        "Last Name",
        "First Name",
        "Extension",
        "Email Address",
        "User Type",
        "Country Code",
        "National Prefix",
        "User External Id",
    ]);
    for row in page.of(rows) {
        let mut columns = vec![row.number.number.clone()];
        columns.extend(departments.columns(&row.number.number));
        columns.push(row.number.is_activated.to_string());
        columns.push(row.user.is_none().to_string());
        columns.extend(user_columns(row.user.as_ref()));
        columns.push(country.clone());
        table.push(columns);
    }
    Ok(call.answer().with_element(table.to_element("dnTable")))
}
