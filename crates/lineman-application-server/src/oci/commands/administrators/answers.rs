//! Administrators as answers and tables show them.

use lineman_model::Timestamp;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::Administrator;

use super::super::hierarchy::{full_path, key_element, locale_of};
use super::super::login_fields::{Account, details};
use super::{Kind, Owner, named};
use crate::oci::criteria::ROWS;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// The language, or the system's.
async fn language(call: &Call<'_>, administrator: &Administrator) -> Result<String, Failure> {
    if let Some(language) = administrator.details.get(details::LANGUAGE) {
        return Ok(language.clone());
    }
    let system = call.store().hierarchy_settings().effective("", None).await?;
    Ok(super::super::hierarchy::language_of(&system).to_owned())
}

fn kind_text(administrator: &Administrator) -> &str {
    administrator.details.get(details::ADMINISTRATOR_TYPE).map_or("Normal", String::as_str)
}

fn is_read_only(administrator: &Administrator) -> bool {
    administrator.details.get(details::READ_ONLY).is_some_and(|flag| flag == "true")
}

pub(super) async fn get(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let administrator = named(call, kind).await?;
    let owner = Owner::of(&administrator);
    let version = call.version;
    let mut answer = call.answer();
    match kind {
        Kind::System => {}
        Kind::Reseller => answer = answer.with_optional("resellerId", owner.reseller.clone()),
        Kind::ServiceProvider => {
            answer = answer.with_optional("serviceProviderId", owner.provider.clone());
        }
        Kind::Group => {
            answer = answer
                .with_optional("serviceProviderId", owner.provider.clone())
                .with_optional("groupId", owner.group.clone());
        }
        Kind::Department => {
            if let Some(key) = owner.department_key() {
                let all = call.store().departments().list(&key.service_provider_id, ROWS).await?;
                answer = answer
                    .with_element(untyped(&key_element("departmentKey", &key)))
                    .with("departmentFullPath", full_path(&all, &key));
            }
        }
    }
    let language = language(call, &administrator).await?;
    answer = answer
        .with_optional("firstName", administrator.first_name.clone())
        .with_optional("lastName", administrator.last_name.clone())
        .with("language", language.as_str());
    if kind == Kind::System {
        answer = answer
            .with("adminType", administrator.login_level.as_str())
            .with_flag("readOnly", is_read_only(&administrator));
    }
    if kind == Kind::ServiceProvider {
        answer = answer.with("administratorType", kind_text(&administrator));
    }
    if matches!(kind, Kind::ServiceProvider | Kind::Group) && !matches!(version, "" | "14") {
        let (locale, encoding) = locale_of(call, Some(&language)).await?;
        answer = answer.with("locale", locale).with("encoding", encoding);
    }
    let with_state = match kind {
        Kind::System | Kind::Department => !version.is_empty(),
        Kind::Reseller => version == "22V2",
        Kind::ServiceProvider | Kind::Group => matches!(version, "22V2" | "22V3"),
    };
    if with_state {
        let security = call.store().account_security().get(&administrator.user_id).await?;
        let last = security.last_login_at.unwrap_or(Timestamp::EPOCH);
        answer = answer
            .with_flag("accountDisabled", administrator.login_disabled)
            .with("lastAuthenticatedDate", last.to_rfc3339());
    }
    let with_password = match kind {
        Kind::Department => version == "22V2",
        Kind::ServiceProvider | Kind::Group => version == "22V3",
        Kind::System | Kind::Reseller => false,
    };
    if with_password {
        let account = Account::Administrator(administrator);
        answer = answer.with_flag("hasPassword", account.password().is_some());
    }
    Ok(answer)
}

/// Where the schema fixes the type of a key, none is written.
fn untyped(key: &Element) -> Element {
    key.children().iter().cloned().fold(Element::new(key.name()), Element::with)
}

pub(super) async fn list(call: &Call<'_>, kind: Kind) -> Result<Command, Failure> {
    let owner = Owner::read(call.fields(), kind)?;
    owner.check_rights(call)?;
    owner.check_presence(call).await?;
    let all = call
        .store()
        .administrators()
        .list(owner.provider.as_deref(), owner.group.as_deref(), ROWS)
        .await?;
    let (name, headings): (&str, &[&str]) = match kind {
        Kind::System => (
            "systemAdminTable",
            &["Administrator ID", "Last Name", "First Name", "Type", "Read Only", "Language"],
        ),
        Kind::Reseller => {
            ("resellerAdminTable", &["Administrator ID", "Last Name", "First Name", "Language"])
        }
        Kind::ServiceProvider => (
            "serviceProviderAdminTable",
            &[
                "Administrator ID",
                "Last Name",
                "First Name",
                "Administrator Type",
                "Language",
                "Locale",
                "Encoding",
            ],
        ),
        Kind::Group => (
            "groupAdminTable",
            &[
                "Administrator ID",
                "Last Name",
                "First Name",
                "Department",
                "Language",
                "Locale",
                "Encoding",
            ],
        ),
        Kind::Department => (
            "departmentAdminTable",
            &["Administrator ID", "Last Name", "First Name", "Department", "Language"],
        ),
    };
    let mut table = Table::new(headings);
    for administrator in all {
        // A group's list shows the administrators of its departments too.
        let of_department = Owner::of(&administrator).department;
        let wanted =
            kind.has(administrator.login_level) || (kind == Kind::Group && of_department.is_some());
        let same = kind != Kind::Department || of_department == owner.department;
        let of_reseller = kind != Kind::Reseller
            || administrator.details.get(details::RESELLER_ID) == owner.reseller.as_ref();
        if wanted && same && of_reseller {
            table.push(row(call, kind, &administrator, of_department).await?);
        }
    }
    Ok(call.answer().with_element(table.to_element(name)))
}

async fn row(
    call: &Call<'_>,
    kind: Kind,
    administrator: &Administrator,
    department: Option<String>,
) -> Result<Vec<String>, Failure> {
    let language = language(call, administrator).await?;
    let mut row = vec![
        administrator.user_id.clone(),
        administrator.last_name.clone().unwrap_or_default(),
        administrator.first_name.clone().unwrap_or_default(),
    ];
    match kind {
        Kind::System => row.extend([
            administrator.login_level.as_str().to_owned(),
            is_read_only(administrator).to_string(),
        ]),
        Kind::Reseller => {}
        Kind::ServiceProvider => row.push(kind_text(administrator).to_owned()),
        Kind::Group | Kind::Department => row.push(department.unwrap_or_default()),
    }
    row.push(language.clone());
    if matches!(kind, Kind::ServiceProvider | Kind::Group) {
        let (locale, encoding) = locale_of(call, Some(&language)).await?;
        row.extend([locale, encoding]);
    }
    Ok(row)
}
