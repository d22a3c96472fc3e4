//! Search criteria of list requests: `{mode, value, isCaseInsensitive}`, all of them or any.

use lineman_store::broadworks::{DirectoryCriterion, DirectoryField, DirectoryMode};

use super::errors::{self, Failure};
use super::fields::{Fields, TEXT};

/// One criterion: which value of a row it looks at, and how.
#[derive(Debug)]
struct Criterion {
    subject: usize,
    mode: Mode,
    value: String,
    ignore_case: bool,
}

#[derive(Debug, Clone, Copy)]
enum Mode {
    StartsWith,
    Contains,
    EqualTo,
}

/// The criteria of a request.
#[derive(Debug)]
pub(crate) struct Criteria {
    criteria: Vec<Criterion>,
    any: bool,
}

/// Most criteria in one request.
const CRITERIA: usize = 50;

impl Criteria {
    /// Reads the criteria of a request. `subjects` names the element of each value that a row
    /// offers, in the order in which [`Criteria::match_row`] gets them.
    pub(crate) fn read(fields: Fields<'_>, subjects: &[&str]) -> Result<Self, Failure> {
        let mut criteria = Vec::new();
        for (subject, name) in subjects.iter().enumerate() {
            for criterion in fields.structures(name) {
                let mode = match criterion.required("mode", TEXT)? {
                    "Starts With" => Mode::StartsWith,
                    "Contains" => Mode::Contains,
                    "Equal To" => Mode::EqualTo,
                    _ => return Err(errors::validation(format!("Element 'mode' of '{name}'"))),
                };
                let ignore_case = criterion.flag("isCaseInsensitive")?.unwrap_or(true);
                let value = criterion.required("value", TEXT)?;
                let value = if ignore_case { value.to_lowercase() } else { value.to_owned() };
                criteria.push(Criterion { subject, mode, value, ignore_case });
                if criteria.len() > CRITERIA {
                    return Err(errors::validation("Too many search criteria"));
                }
            }
        }
        let any = fields.flag("searchCriteriaModeOr")?.unwrap_or(false);
        if any && criteria.is_empty() {
            return Err(errors::validation("searchCriteriaModeOr without search criteria"));
        }
        Ok(Self { criteria, any })
    }

    /// The only value that a row may have here, letter by letter; none when others are possible.
    pub(crate) fn exact(&self, subject: usize) -> Option<&str> {
        if self.any {
            return None;
        }
        self.criteria
            .iter()
            .find(|criterion| {
                criterion.subject == subject
                    && matches!(criterion.mode, Mode::EqualTo)
                    && (!criterion.ignore_case || !criterion.value.contains(char::is_alphabetic))
            })
            .map(|criterion| criterion.value.as_str())
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.criteria.is_empty()
    }

    /// Criteria for the database that leave out no row that is wanted, and whether any of them is
    /// enough. `field` says how the database knows a subject; where it does not know one, the rest
    /// narrows the search, or nothing does.
    pub(crate) fn for_directory(
        &self,
        field: impl Fn(usize) -> Option<DirectoryField>,
    ) -> (Vec<DirectoryCriterion>, bool) {
        let known = |criterion: &Criterion| {
            Some(DirectoryCriterion {
                field: field(criterion.subject)?,
                mode: match criterion.mode {
                    Mode::StartsWith => DirectoryMode::StartsWith,
                    Mode::Contains => DirectoryMode::Contains,
                    Mode::EqualTo => DirectoryMode::EqualTo,
                },
                value: criterion.value.clone(),
                is_case_sensitive: false,
            })
        };
        let all: Vec<_> = self.criteria.iter().filter_map(known).collect();
        if self.any && all.len() < self.criteria.len() {
            (Vec::new(), true)
        } else {
            (all, self.any)
        }
    }

    /// Whether a row with these values is wanted.
    pub(crate) fn match_row(&self, values: &[Option<&str>]) -> bool {
        let holds = |criterion: &Criterion| {
            let value = values.get(criterion.subject).copied().flatten().unwrap_or_default();
            let lower;
            let value = if criterion.ignore_case {
                lower = value.to_lowercase();
                lower.as_str()
            } else {
                value
            };
            match criterion.mode {
                Mode::StartsWith => value.starts_with(&criterion.value),
                Mode::Contains => value.contains(&criterion.value),
                Mode::EqualTo => value == criterion.value,
            }
        };
        if self.any { self.criteria.iter().any(holds) } else { self.criteria.iter().all(holds) }
    }
}

/// Most rows that a list answer may have; a request can ask for fewer.
pub(crate) const ROWS: u32 = 10_000;

/// The limit that a request asks for, and the rows to read for it: one more, to see an excess.
pub(crate) fn size_limit(fields: Fields<'_>) -> Result<u32, Failure> {
    Ok(fields.number("responseSizeLimit", 1)?.unwrap_or(ROWS).min(ROWS))
}

/// More rows than the limit are an error; the client has to narrow the search.
pub(crate) fn check_size(rows: usize, limit: u32) -> Result<(), Failure> {
    if u32::try_from(rows).unwrap_or(u32::MAX) > limit {
        return Err(errors::refused(format!(
            "The response has more than {limit} rows. Please narrow the search."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use lineman_ocip::{Command, Element};

    use super::*;

    fn criterion(name: &str, mode: &str, value: &str, ignore: bool) -> Element {
        Element::new(name)
            .with_child("mode", mode)
            .with_child("value", value)
            .with_child("isCaseInsensitive", if ignore { "true" } else { "false" })
    }

    fn read(request: &Command) -> Result<Criteria, Failure> {
        Criteria::read(Fields::of(request), &["searchCriteriaUserId", "searchCriteriaExtension"])
    }

    #[test]
    fn all_or_any_criteria_hold() {
        let request = Command::request("X")
            .with_element(criterion("searchCriteriaUserId", "Starts With", "UNA", true))
            .with_element(criterion("searchCriteriaExtension", "Equal To", "0001", false));
        let all = read(&request).expect("criteria");
        assert!(all.match_row(&[Some("una@example.com"), Some("0001")]));
        assert!(!all.match_row(&[Some("una@example.com"), Some("0002")]));
        assert!(!all.match_row(&[Some("una@example.com"), None]));
        let any = read(&request.with_flag("searchCriteriaModeOr", true)).expect("criteria");
        assert!(any.match_row(&[Some("una@example.com"), Some("0002")]));
        assert!(!any.match_row(&[Some("other"), Some("0002")]));
        let sensitive = Command::request("X").with_element(criterion(
            "searchCriteriaUserId",
            "Contains",
            "UNA",
            false,
        ));
        assert!(!read(&sensitive).expect("criteria").match_row(&[Some("una@example.com"), None]));
    }

    #[test]
    fn an_exact_value_is_one_that_all_rows_must_have() {
        let exact = |mode, value, ignore, any: bool| {
            let request = Command::request("X")
                .with_element(criterion("searchCriteriaUserId", mode, value, ignore))
                .with_flag("searchCriteriaModeOr", any);
            let criteria = read(&request).expect("criteria");
            assert_eq!(criteria.exact(1), None);
            criteria.exact(0).map(str::to_owned)
        };
        assert_eq!(exact("Equal To", "Una", false, false).as_deref(), Some("Una"));
        assert_eq!(exact("Equal To", "Una", true, false), None);
        assert_eq!(exact("Equal To", "+1-555", true, false).as_deref(), Some("+1-555"));
        assert_eq!(exact("Equal To", "Una", false, true), None);
        assert_eq!(exact("Contains", "Una", false, false), None);
    }

    #[test]
    fn or_needs_a_criterion_and_modes_are_known() {
        assert!(read(&Command::request("X").with_flag("searchCriteriaModeOr", true)).is_err());
        let odd = Command::request("X").with_element(criterion(
            "searchCriteriaUserId",
            "Sounds Like",
            "x",
            true,
        ));
        assert!(read(&odd).is_err());
    }
}
