//! Departments of enterprises and groups, and who is in which.

use std::collections::BTreeMap;

use super::repository;
use crate::keys::{number_key, user_key};
use crate::row::{Row, Value, values};
use crate::{Result, StoreError};

/// What names a department.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepartmentKey {
    /// Whose it is.
    pub service_provider_id: String,
    /// The group whose department it is; an enterprise's own has none.
    pub group_id: Option<String>,
    /// Its name, unique within the enterprise or the group.
    pub name: String,
}

impl DepartmentKey {
    fn values(&self) -> Vec<Value> {
        let group = self.group_id.as_deref().unwrap_or_default();
        values![&self.service_provider_id, group, &self.name]
    }
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// What names it.
    pub key: DepartmentKey,
    /// The department that it is a part of, in the same group or in the enterprise.
    pub parent: Option<DepartmentKey>,
    /// Calling line id of its users.
    pub calling_line_id_name: Option<String>,
    /// Calling line id number of its users.
    pub calling_line_id_number: Option<String>,
}

repository! {
    /// Departments.
    Departments
}

fn group(text: String) -> Option<String> {
    Some(text).filter(|group| !group.is_empty())
}

fn read_key(row: &Row) -> Result<DepartmentKey> {
    Ok(DepartmentKey {
        service_provider_id: row.text("service_provider_id")?,
        group_id: group(row.text("group_id")?),
        name: row.text("name")?,
    })
}

fn read(row: &Row) -> Result<Department> {
    let key = read_key(row)?;
    let parent_group = row.optional_text("parent_group_id")?;
    let parent = row.optional_text("parent_name")?.map(|name| DepartmentKey {
        service_provider_id: key.service_provider_id.clone(),
        group_id: parent_group.and_then(group),
        name,
    });
    Ok(Department {
        key,
        parent,
        calling_line_id_name: row.optional_text("calling_line_id_name")?,
        calling_line_id_number: row.optional_text("calling_line_id_number")?,
    })
}

fn values_of(department: &Department) -> Vec<Value> {
    let mut all = department.key.values();
    let parent = department.parent.as_ref();
    all.extend(values![
        parent.map(|parent| parent.group_id.clone().unwrap_or_default()),
        parent.map(|parent| parent.name.clone()),
        &department.calling_line_id_name,
        &department.calling_line_id_number,
    ]);
    all
}

impl Departments<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the name is taken, or the service provider or the parent is not there.
    pub async fn add(&self, department: &Department) -> Result<()> {
        self.0
            .change(
                "adding a department",
                "INSERT INTO departments (service_provider_id, group_id, name, parent_group_id, \
                 parent_name, calling_line_id_name, calling_line_id_number) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                values_of(department),
            )
            .await
    }

    /// Writes all fields of one that is there, perhaps under a new name; its users, its numbers
    /// and its parts go along.
    ///
    /// # Errors
    /// When it is not there, or the new name is taken.
    pub async fn update(&self, department: &Department, new_name: &str) -> Result<()> {
        let mut all = values_of(department);
        all.push(new_name.into());
        self.0
            .change(
                "changing a department",
                "UPDATE departments SET name = $8, parent_group_id = $4, parent_name = $5, \
                 calling_line_id_name = $6, calling_line_id_number = $7 \
                 WHERE service_provider_id = $1 AND group_id = $2 AND name = $3",
                all,
            )
            .await
    }

    /// One department.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, key: &DepartmentKey) -> Result<Option<Department>> {
        let row = self
            .0
            .optional(
                "reading a department",
                "SELECT * FROM departments \
                 WHERE service_provider_id = $1 AND group_id = $2 AND name = $3",
                key.values(),
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Those of a service provider and of all its groups, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, service_provider_id: &str, limit: u32) -> Result<Vec<Department>> {
        let rows = self
            .0
            .all(
                "listing departments",
                "SELECT * FROM departments WHERE service_provider_id = $1 \
                 ORDER BY group_id, name LIMIT $2",
                values![service_provider_id, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one; its users and numbers are in no department then. False when it was not there.
    ///
    /// # Errors
    /// When another department is a part of it.
    pub async fn remove(&self, key: &DepartmentKey) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a department",
                "DELETE FROM departments \
                 WHERE service_provider_id = $1 AND group_id = $2 AND name = $3",
                key.values(),
            )
            .await?;
        Ok(removed > 0)
    }

    /// The department of a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_user(&self, user_id: &str) -> Result<Option<DepartmentKey>> {
        let row = self
            .0
            .optional(
                "reading the department of a user",
                "SELECT * FROM user_departments WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        row.as_ref().map(read_key).transpose()
    }

    /// Puts a user into a department, or into none.
    ///
    /// # Errors
    /// When the user or the department is not there.
    pub async fn set_of_user(&self, user_id: &str, key: Option<&DepartmentKey>) -> Result<()> {
        let Some(key) = key else {
            self.0
                .execute(
                    "taking a user out of a department",
                    "DELETE FROM user_departments WHERE user_key = $1",
                    values![user_key(user_id)],
                )
                .await?;
            return Ok(());
        };
        let mut all = values![user_key(user_id)];
        all.extend(key.values());
        self.0
            .change(
                "putting a user into a department",
                "INSERT INTO user_departments (user_key, service_provider_id, group_id, name) \
                 VALUES ($1, $2, $3, $4) ON CONFLICT (user_key) DO UPDATE SET \
                 service_provider_id = excluded.service_provider_id, \
                 group_id = excluded.group_id, name = excluded.name",
                all,
            )
            .await
    }

    /// Who is in which department: user id to department, of one service provider or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_users(
        &self,
        service_provider_id: Option<&str>,
    ) -> Result<BTreeMap<String, DepartmentKey>> {
        let rows = self
            .0
            .all(
                "listing the departments of users",
                "SELECT subscribers.user_id AS user_id, user_departments.* FROM user_departments \
                 JOIN subscribers ON subscribers.user_key = user_departments.user_key \
                 WHERE $1 IS NULL OR user_departments.service_provider_id = $1",
                values![service_provider_id],
            )
            .await?;
        rows.iter().map(|row| Ok((row.text("user_id")?, read_key(row)?))).collect()
    }

    /// Puts numbers of a group into a department, or into none; all or none of them.
    ///
    /// # Errors
    /// When the department or a number of the group is not there.
    pub async fn set_of_numbers(
        &self,
        service_provider_id: &str,
        group_id: &str,
        numbers: &[String],
        key: Option<&DepartmentKey>,
    ) -> Result<()> {
        const DOING: &str = "putting numbers into a department";
        let mut transaction = self.0.begin(DOING).await?;
        for number in numbers {
            let found = transaction
                .optional(
                    "SELECT number_key FROM numbers WHERE number_key = $1 \
                     AND service_provider_id = $2 AND group_id = $3",
                    values![number_key(number), service_provider_id, group_id],
                )
                .await?;
            if found.is_none() {
                return Err(StoreError::Missing { doing: DOING });
            }
            transaction
                .execute(
                    "DELETE FROM number_departments WHERE number_key = $1",
                    values![number_key(number)],
                )
                .await?;
            if let Some(key) = key {
                let mut all = values![number_key(number)];
                all.extend(key.values());
                transaction
                    .execute(
                        "INSERT INTO number_departments (number_key, service_provider_id, \
                         group_id, name) VALUES ($1, $2, $3, $4)",
                        all,
                    )
                    .await?;
            }
        }
        transaction.commit().await
    }

    /// Which number is in which department, of one service provider: number, as it was given, to
    /// department.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_numbers(
        &self,
        service_provider_id: &str,
    ) -> Result<BTreeMap<String, DepartmentKey>> {
        let rows = self
            .0
            .all(
                "listing the departments of numbers",
                "SELECT numbers.number AS number, number_departments.* FROM number_departments \
                 JOIN numbers ON numbers.number_key = number_departments.number_key \
                 WHERE number_departments.service_provider_id = $1",
                values![service_provider_id],
            )
            .await?;
        rows.iter().map(|row| Ok((row.text("number")?, read_key(row)?))).collect()
    }
}
