//! From criteria and an order to the text of a statement. Only constants become text; every value
//! is a parameter.

use crate::database::Database;
use crate::keys::number_key;
use crate::row::Value;

/// A value of a directory entry that can be searched or sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryField {
    /// Last name; of an entry of a common phone list its name.
    LastName,
    /// First name.
    FirstName,
    /// First and last name in either order, and each of them.
    Name,
    /// Primary number, or the number of an entry of a common phone list.
    Number,
    /// Extension.
    Extension,
    /// Mobile number.
    Mobile,
    /// Email address.
    Email,
    /// Yahoo id.
    YahooId,
    /// Title.
    Title,
    /// Group.
    GroupId,
    /// User id.
    UserId,
    /// Id of Integrated IM&P, while it is active.
    ImpId,
    /// Name of the department.
    Department,
    /// One department and no other of the same name: its group (nothing for an enterprise's own), a
    /// line end, its name.
    DepartmentKey,
    /// Dialling code of the group's location.
    LocationCode,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryMode {
    /// It begins with the text.
    StartsWith,
    /// It holds the text.
    Contains,
    /// It is the text.
    EqualTo,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryCriterion {
    /// What is looked at.
    pub field: DirectoryField,
    /// How.
    pub mode: DirectoryMode,
    /// The text; not empty.
    pub value: String,
    /// Whether the case counts; for names, user ids and email addresses only, because the rest has
    /// no case worth telling apart.
    pub is_case_sensitive: bool,
}

/// One step of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryOrder {
    /// What is sorted by.
    pub field: DirectoryField,
    /// Backwards.
    pub descending: bool,
}

/// The largest code point: behind every text that begins with what stands in front of it.
const LAST: char = '\u{10FFFF}';

/// A statement under construction.
pub(super) struct Builder<'a> {
    database: &'a Database,
    pub(super) values: Vec<Value>,
}

impl<'a> Builder<'a> {
    pub(super) const fn new(database: &'a Database) -> Self {
        Self { database, values: Vec::new() }
    }

    /// A parameter; gives its place.
    pub(super) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The criteria as one condition; none without criteria.
    pub(super) fn condition(
        &mut self,
        criteria: &[DirectoryCriterion],
        any: bool,
    ) -> Option<String> {
        let conditions: Vec<String> =
            criteria.iter().map(|criterion| self.criterion(criterion)).collect();
        (!conditions.is_empty())
            .then(|| format!("({})", conditions.join(if any { " OR " } else { " AND " })))
    }

    fn criterion(&mut self, criterion: &DirectoryCriterion) -> String {
        let DirectoryCriterion { field, mode, value, is_case_sensitive } = criterion;
        let folded = value.to_lowercase();
        let condition = match field {
            DirectoryField::Name => {
                let either = [
                    "d.last_key",
                    "d.first_key",
                    "d.first_key || ' ' || d.last_key",
                    "d.last_key || ' ' || d.first_key",
                    "d.last_key || ', ' || d.first_key",
                ]
                .map(|key| self.compare(key, *mode, &folded));
                format!("({})", either.join(" OR "))
            }
            DirectoryField::Number if value.starts_with('+') => {
                self.compare("d.number_key", *mode, &number_key(value))
            }
            DirectoryField::Number => self.compare("d.national_key", *mode, &digits(value)),
            DirectoryField::Mobile => self.compare("d.mobile_key", *mode, &digits(value)),
            DirectoryField::DepartmentKey => {
                let (group, name) = value.split_once('\n').unwrap_or(("", value));
                let (group, name) = (self.value(group), self.value(name));
                format!(
                    "EXISTS (SELECT 1 FROM user_departments u WHERE u.user_key = d.user_key \
                     AND u.group_id = {group} AND u.name = {name})"
                )
            }
            DirectoryField::LocationCode => {
                let code = location_code(self.database);
                self.compare(code, *mode, &folded)
            }
            DirectoryField::ImpId => {
                let expression = self.imp_id();
                let condition = self.compare(&format!("lower({expression})"), *mode, &folded);
                format!(
                    "EXISTS (SELECT 1 FROM user_services i JOIN subscribers s \
                     ON s.user_key = i.user_key WHERE i.user_key = d.user_key AND {IMP_ACTIVE} \
                     AND {condition})"
                )
            }
            other => {
                let key = other.key();
                self.compare(key, *mode, &folded)
            }
        };
        match field.exact().filter(|_| *is_case_sensitive) {
            None => condition,
            Some(column) => {
                let exact = self.exactly(column, *mode, value);
                format!(
                    "({condition} AND EXISTS (SELECT 1 FROM subscribers s \
                     WHERE s.user_key = d.user_key AND {exact}))"
                )
            }
        }
    }

    /// Compares a key with a folded value; the beginning as a range, which an index can serve.
    pub(super) fn compare(&mut self, key: &str, mode: DirectoryMode, value: &str) -> String {
        match mode {
            DirectoryMode::StartsWith => {
                let from = self.value(value);
                let to = self.value(format!("{value}{LAST}"));
                format!("({key} >= {from} AND {key} < {to})")
            }
            DirectoryMode::Contains if value.is_empty() => String::from("1 = 1"),
            // Both engines have it, and it has no wild cards.
            DirectoryMode::Contains => {
                let part = self.value(value);
                format!("replace({key}, {part}, '') <> {key}")
            }
            DirectoryMode::EqualTo => {
                let text = self.value(value);
                format!("{key} = {text}")
            }
        }
    }

    /// Compares a column byte by byte, whatever the database's order of letters is.
    fn exactly(&mut self, column: &str, mode: DirectoryMode, value: &str) -> String {
        match mode {
            DirectoryMode::StartsWith => {
                let length = self.value(i64::try_from(value.chars().count()).unwrap_or(i64::MAX));
                let text = self.value(value);
                format!("substr({column}, 1, CAST({length} AS INTEGER)) = {text}")
            }
            other => self.compare(column, other, value),
        }
    }

    /// `ORDER BY` of an order, always total.
    pub(super) fn order(&self, order: &[DirectoryOrder]) -> String {
        let mut parts: Vec<String> = Vec::new();
        for step in order {
            let direction = if step.descending { " DESC" } else { "" };
            match step.field {
                DirectoryField::ImpId => parts.push(format!(
                    "(SELECT lower({}) FROM user_services i JOIN subscribers s \
                     ON s.user_key = i.user_key WHERE i.user_key = d.user_key AND {IMP_ACTIVE})\
                     {direction}",
                    self.imp_id()
                )),
                DirectoryField::LastName | DirectoryField::Name => {
                    parts.push(format!("d.last_key{direction}"));
                    parts.push(format!("d.first_key{direction}"));
                }
                DirectoryField::FirstName => {
                    parts.push(format!("d.first_key{direction}"));
                    parts.push(format!("d.last_key{direction}"));
                }
                DirectoryField::UserId => {
                    parts.push(format!("d.user_id_key{direction}"));
                    parts.push(format!("d.last_key{direction}"));
                }
                DirectoryField::LocationCode => {
                    parts.push(format!("{}{direction}", location_code(self.database)));
                }
                other => parts.push(format!("{}{direction}", other.key())),
            }
        }
        // In one direction, so that an index can give the rows in order.
        let last = order.last().is_some_and(|step| step.descending);
        parts.push(format!("d.entry_key{}", if last { " DESC" } else { "" }));
        parts.join(", ")
    }

    /// The IM&P id of service row `i` of subscriber row `s`.
    fn imp_id(&self) -> &'static str {
        imp_id(self.database)
    }
}

/// That service row `i` is an active Integrated IM&P.
pub(super) const IMP_ACTIVE: &str = "i.service_name = 'Integrated IMP' AND i.is_active = 1";

/// The IM&P id of service row `i` of subscriber row `s`: the set one, else the user id.
pub(super) const fn imp_id(database: &Database) -> &'static str {
    database.for_engine(
        "COALESCE(json_extract(i.settings, '$.impId'), s.user_id)",
        "COALESCE(CAST(i.settings AS json) ->> 'impId', s.user_id)",
    )
}

/// The location dialling code of the group of directory row `d`.
pub(super) const fn location_code(database: &Database) -> &'static str {
    database.for_engine(
        "COALESCE((SELECT json_extract(h.settings, '$.locationDialingCode') \
         FROM hierarchy_settings h WHERE h.node_level = 'Group' \
         AND h.owner_id = d.service_provider_id AND h.group_id = d.group_id), '')",
        "COALESCE((SELECT CAST(h.settings AS json) ->> 'locationDialingCode' \
         FROM hierarchy_settings h WHERE h.node_level = 'Group' \
         AND h.owner_id = d.service_provider_id AND h.group_id = d.group_id), '')",
    )
}

impl DirectoryField {
    /// The column of folded values, or what gives one.
    const fn key(self) -> &'static str {
        match self {
            Self::LastName | Self::Name => "d.last_key",
            Self::FirstName => "d.first_key",
            Self::Number => "d.national_key",
            Self::Extension => "d.extension_key",
            Self::Mobile => "d.mobile_key",
            Self::Email => "d.email_key",
            Self::YahooId => "d.yahoo_key",
            Self::Title => "d.title_key",
            Self::GroupId => "COALESCE(lower(d.group_id), '')",
            Self::UserId | Self::ImpId => "d.user_id_key",
            Self::Department | Self::DepartmentKey => {
                "COALESCE((SELECT lower(u.name) FROM user_departments u \
                 WHERE u.user_key = d.user_key), '')"
            }
            Self::LocationCode => "''",
        }
    }

    /// The subscriber's column in which the case counts.
    const fn exact(self) -> Option<&'static str> {
        match self {
            Self::LastName => Some("s.last_name"),
            Self::FirstName => Some("s.first_name"),
            Self::Email => Some("s.email"),
            Self::UserId => Some("s.user_id"),
            _ => None,
        }
    }
}

/// The same order from which no index is chosen.
pub(super) fn unindexed(order: &str) -> String {
    let columns = ["last", "first", "user_id", "entry"];
    columns.iter().fold(order.to_owned(), |order, column| {
        order.replace(&format!("d.{column}_key"), &format!("(d.{column}_key || '')"))
    })
}

/// The digits of a number.
pub(super) fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// The digits of a number without its country code, where a hyphen tells them apart
/// (`+1-2403645000`).
pub(super) fn national(number: &str) -> String {
    let number = number.trim();
    let national = number.strip_prefix('+').and_then(|rest| rest.split_once('-'));
    digits(national.map_or(number, |(_, national)| national))
}
