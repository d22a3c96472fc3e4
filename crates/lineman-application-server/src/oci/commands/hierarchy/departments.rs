//! Departments of enterprises and of groups. A group's department can be a part of another one of
//! the group or of the enterprise; an enterprise's, of one of the enterprise.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{Department, DepartmentKey};

use super::super::{group_get, number_ranges, provider_get};
use crate::oci::criteria::ROWS;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DEPARTMENT, Fields, NAME, NUMBER, OWNER_ID};
use crate::oci::server::Call;

/// Most levels of departments; a longer chain is not followed.
const LEVELS: usize = 32;

/// The department that an element names: its `xsi:type` says whose it is.
pub(in crate::oci::commands) fn department_key(
    element: &Element,
) -> Result<DepartmentKey, Failure> {
    let fields = Fields::within(element);
    let group_id = match element.xsi_type() {
        Some("GroupDepartmentKey") => Some(fields.required("groupId", OWNER_ID)?.to_owned()),
        Some("EnterpriseDepartmentKey") => None,
        _ => {
            return Err(errors::validation(format!(
                "Element '{}' has no known xsi:type",
                element.name()
            )));
        }
    };
    Ok(DepartmentKey {
        service_provider_id: fields.required("serviceProviderId", OWNER_ID)?.to_owned(),
        group_id,
        name: fields.required("name", DEPARTMENT)?.to_owned(),
    })
}

/// The element that names a department.
pub(in crate::oci::commands) fn key_element(name: &str, key: &DepartmentKey) -> Element {
    let kind = match key.group_id {
        Some(_) => "GroupDepartmentKey",
        None => "EnterpriseDepartmentKey",
    };
    Element::new(name)
        .with_xsi("type", kind)
        .with_child("serviceProviderId", key.service_provider_id.as_str())
        .with_optional("groupId", key.group_id.as_deref())
        .with_child("name", key.name.as_str())
}

/// The names from the topmost department down to this one.
pub(in crate::oci::commands) fn full_path(all: &[Department], key: &DepartmentKey) -> String {
    let by_key: BTreeMap<&DepartmentKey, &Department> =
        all.iter().map(|department| (&department.key, department)).collect();
    let mut names = vec![key.name.as_str()];
    let mut here = by_key.get(key);
    while let Some(parent) = here.and_then(|department| department.parent.as_ref()) {
        if names.len() >= LEVELS {
            break;
        }
        names.push(&parent.name);
        here = by_key.get(parent);
    }
    names.reverse();
    names.join(" \\ ")
}

/// Whose departments a request is about: service provider, and the group unless it is the
/// enterprise.
fn owner<'a>(call: &Call<'a>) -> Result<(&'a str, Option<&'a str>), Failure> {
    let fields = call.fields();
    match fields.optional("enterpriseId", OWNER_ID)? {
        Some(enterprise) => Ok((enterprise, None)),
        None => Ok((
            fields.required("serviceProviderId", OWNER_ID)?,
            Some(fields.required("groupId", OWNER_ID)?),
        )),
    }
}

/// Checks the rights, and that the owner is there.
async fn check_owner(
    call: &Call<'_>,
    provider: &str,
    group: Option<&str>,
    reading: bool,
) -> Result<(), Failure> {
    let caller = &call.origin.caller;
    let Some(group) = group else {
        caller.must_administer_provider(provider)?;
        let found = provider_get::find(call, provider).await?;
        return if found.is_enterprise {
            Ok(())
        } else {
            Err(errors::refused(format!("Enterprise not found: {provider}")))
        };
    };
    if reading {
        caller.may_read_group(provider, group)?;
    } else {
        caller.must_administer_group(provider, group)?;
    }
    group_get::find(call, provider, group).await?;
    Ok(())
}

fn key(call: &Call<'_>, provider: &str, group: Option<&str>) -> Result<DepartmentKey, Failure> {
    Ok(DepartmentKey {
        service_provider_id: provider.to_owned(),
        group_id: group.map(str::to_owned),
        name: call.fields().required("departmentName", DEPARTMENT)?.to_owned(),
    })
}

pub(in crate::oci::commands) fn not_found(name: &str) -> Failure {
    errors::refused(format!("Department not found: {name}"))
}

async fn find(call: &Call<'_>, key: &DepartmentKey) -> Result<Department, Failure> {
    let found = call.store().departments().find(key).await?;
    found.ok_or_else(|| not_found(&key.name))
}

/// A parent must be there, be in reach, and not be a part of the department itself.
fn check_parent(
    all: &[Department],
    key: &DepartmentKey,
    parent: &DepartmentKey,
) -> Result<(), Failure> {
    let in_reach = parent.service_provider_id == key.service_provider_id
        && (parent.group_id.is_none() || parent.group_id == key.group_id);
    if !in_reach || !all.iter().any(|department| department.key == *parent) {
        return Err(not_found(&parent.name));
    }
    if is_below(all, parent, key) {
        return Err(errors::refused("A department cannot be a part of itself"));
    }
    Ok(())
}

/// Whether a department is another one or a part of it.
fn is_below(all: &[Department], here: &DepartmentKey, above: &DepartmentKey) -> bool {
    let mut here = Some(here.clone());
    for _ in 0..LEVELS {
        let Some(key) = here else { return false };
        if key == *above {
            return true;
        }
        here = all
            .iter()
            .find(|department| department.key == key)
            .and_then(|department| department.parent.clone());
    }
    true
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, false).await?;
    let key = key(call, provider, group)?;
    let parent = match fields.element("parentDepartmentKey").filter(|element| !element.is_nil()) {
        Some(element) => {
            let parent = parent_key(element, group)?;
            let all = call.store().departments().list(provider, ROWS).await?;
            check_parent(&all, &key, &parent)?;
            Some(parent)
        }
        None => None,
    };
    let number = fields.optional("callingLineIdPhoneNumber", NUMBER)?;
    if let Some(number) = number {
        number_ranges::check(number)?;
    }
    let department = Department {
        key,
        parent,
        calling_line_id_name: fields.optional("callingLineIdName", NAME)?.map(str::to_owned),
        calling_line_id_number: number.map(str::to_owned),
    };
    match call.store().departments().add(&department).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(exists(&department.key.name)),
        Err(error) => Err(error.into()),
    }
}

fn exists(name: &str) -> Failure {
    errors::refused(format!("Department already exists: {name}"))
}

/// The schema gives the parent of an enterprise's department a fixed type, so the element needs no
/// `xsi:type`.
fn parent_key(element: &Element, group: Option<&str>) -> Result<DepartmentKey, Failure> {
    if group.is_none() && element.xsi_type().is_none() {
        let fields = Fields::within(element);
        return Ok(DepartmentKey {
            service_provider_id: fields.required("serviceProviderId", OWNER_ID)?.to_owned(),
            group_id: None,
            name: fields.required("name", DEPARTMENT)?.to_owned(),
        });
    }
    department_key(element)
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, true).await?;
    let department = find(call, &key(call, provider, group)?).await?;
    let answer = match &department.parent {
        Some(parent) => call.answer().with_element(key_element("parentDepartmentKey", parent)),
        None => call.answer(),
    };
    Ok(answer
        .with_optional("callingLineIdName", department.calling_line_id_name)
        .with_optional("callingLineIdPhoneNumber", department.calling_line_id_number))
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, true).await?;
    let more = match group {
        Some(_) => fields.flag("includeEnterpriseDepartments")?,
        None => fields.flag("includeGroupDepartments")?,
    };
    let more = more.unwrap_or(false);
    let all = call.store().departments().list(provider, ROWS).await?;
    let wanted: Vec<&Department> = all
        .iter()
        .filter(|department| match (group, department.key.group_id.as_deref()) {
            (Some(group), Some(own)) => group == own,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => more,
        })
        .collect();
    if call.version != "18" {
        return Ok(arrays(call, &all, wanted.iter().map(|department| &department.key)));
    }
    let mut table = Table::new(&[
        "Is Enterprise Department",
        "Department Name",
        "Full Path Name",
        "Calling Line Id Name",
        "Calling Line Id Phone Number",
    ]);
    for department in wanted {
        table.push([
            department.key.group_id.is_none().to_string(),
            department.key.name.clone(),
            full_path(&all, &department.key),
            department.calling_line_id_name.clone().unwrap_or_default(),
            department.calling_line_id_number.clone().unwrap_or_default(),
        ]);
    }
    Ok(call.answer().with_element(table.to_element("departmentTable")))
}

/// Two arrays side by side: keys, then full names.
fn arrays<'a>(
    call: &Call<'_>,
    all: &[Department],
    keys: impl Iterator<Item = &'a DepartmentKey> + Clone,
) -> Command {
    let answer = keys
        .clone()
        .fold(call.answer(), |answer, key| answer.with_element(key_element("departmentKey", key)));
    keys.fold(answer, |answer, key| answer.with("fullPathName", full_path(all, key)))
}

pub(super) async fn parents(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, true).await?;
    let key = key(call, provider, group)?;
    find(call, &key).await?;
    let all = call.store().departments().list(provider, ROWS).await?;
    let possible = all
        .iter()
        .map(|department| &department.key)
        .filter(|parent| check_parent(&all, &key, parent).is_ok());
    Ok(arrays(call, &all, possible))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, false).await?;
    let mut department = find(call, &key(call, provider, group)?).await?;
    if let Some(element) = fields.element("newParentDepartmentKey") {
        department.parent = if element.is_nil() {
            None
        } else {
            let parent = parent_key(element, group)?;
            let all = call.store().departments().list(provider, ROWS).await?;
            check_parent(&all, &department.key, &parent)?;
            Some(parent)
        };
    }
    let number = fields.change("callingLineIdPhoneNumber", NUMBER)?;
    if let Change::Set(number) = &number {
        number_ranges::check(number)?;
    }
    number.apply(&mut department.calling_line_id_number);
    fields.change("callingLineIdName", NAME)?.apply(&mut department.calling_line_id_name);
    let name = fields.optional("newDepartmentName", DEPARTMENT)?;
    let name = name.unwrap_or(&department.key.name);
    match call.store().departments().update(&department, name).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(exists(name)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = owner(call)?;
    check_owner(call, provider, group, false).await?;
    let department = find(call, &key(call, provider, group)?).await?;
    match call.store().departments().remove(&department.key).await {
        Ok(_) => {}
        Err(error) if error.is_reference() => {
            return Err(errors::refused(
                "Department contains departments.  Must delete all the departments first.",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    // Its administrators have nothing left to administer.
    for administrator in call.store().administrators().list(Some(provider), group, ROWS).await? {
        if administrator.details.get("department") == Some(&department.key.name) {
            call.store().administrators().remove(&administrator.user_id).await?;
        }
    }
    Ok(call.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(name: &str, parent: Option<&str>) -> Department {
        let key = |name: &str| DepartmentKey {
            service_provider_id: "p".into(),
            group_id: None,
            name: name.into(),
        };
        Department {
            key: key(name),
            parent: parent.map(key),
            calling_line_id_name: None,
            calling_line_id_number: None,
        }
    }

    #[test]
    fn a_chain_is_followed_and_a_circle_refused() {
        let all = [department("A", None), department("B", Some("A")), department("C", Some("B"))];
        assert_eq!(full_path(&all, &all[2].key), "A \\ B \\ C");
        assert!(check_parent(&all, &all[2].key, &all[0].key).is_ok());
        assert!(check_parent(&all, &all[0].key, &all[2].key).is_err());
        assert!(check_parent(&all, &all[0].key, &all[0].key).is_err());
        // A circle that is stored nevertheless has an end.
        let circle = [department("A", Some("B")), department("B", Some("A"))];
        assert!(full_path(&circle, &circle[0].key).len() < 200);
        assert!(is_below(&circle, &circle[0].key, &all[2].key));
    }
}
