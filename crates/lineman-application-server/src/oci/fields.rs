//! Reading the fields of a request; what the schema does not allow is error 6004.

use lineman_ocip::{Command, Element};

use super::errors::{self, Failure};

/// Longest user id and other id (`OCISchemaDataTypes`).
pub(crate) const USER_ID: usize = 161;
/// Longest id of a service provider or group.
pub(crate) const OWNER_ID: usize = 30;
/// Longest name of a person, a group or a service provider.
pub(crate) const NAME: usize = 80;
/// Longest name of a device and its type.
pub(crate) const DEVICE_NAME: usize = 40;
/// Longest directory number.
pub(crate) const NUMBER: usize = 23;
/// Longest id of a reseller.
pub(crate) const RESELLER_ID: usize = 36;
/// Longest name of a reseller.
pub(crate) const RESELLER_NAME: usize = 320;
/// Longest id in another system.
pub(crate) const EXTERNAL_ID: usize = 36;
/// Longest name of a department.
pub(crate) const DEPARTMENT: usize = 50;
/// Longest domain.
pub(crate) const DOMAIN: usize = 80;
/// Longest password.
pub(crate) const PASSWORD: usize = 60;
/// Longest provisioning password.
pub(crate) const PROVISIONING_PASSWORD: usize = 80;
/// Longest URL.
pub(crate) const URL: usize = 256;
/// Longest text of any other field.
pub(crate) const TEXT: usize = 1024;

/// What a request says about a value that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// Absent: it stays.
    Keep,
    /// `xsi:nil`: it goes.
    Clear,
    /// A new value.
    Set(String),
}

impl Change {
    /// Applies the change to a value that may be absent.
    pub(crate) fn apply(self, value: &mut Option<String>) {
        match self {
            Self::Keep => {}
            Self::Clear => *value = None,
            Self::Set(new) => *value = Some(new),
        }
    }

    /// Applies the change to a value that must be there.
    pub(crate) fn apply_required(self, value: &mut String) {
        if let Self::Set(new) = self {
            *value = new;
        }
    }
}

/// Reads the fields of one element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a>(&'a Element);

impl<'a> Fields<'a> {
    /// The fields of a request.
    pub(crate) fn of(request: &'a Command) -> Self {
        Self(request.body())
    }

    /// The fields of an element.
    pub(crate) const fn within(element: &'a Element) -> Self {
        Self(element)
    }

    /// A field that must be there.
    pub(crate) fn required(self, name: &str, longest: usize) -> Result<&'a str, Failure> {
        match self.optional(name, longest)? {
            Some(text) => Ok(text),
            None => Err(errors::validation(format!("Element '{name}' is required"))),
        }
    }

    /// A field that may be absent; an empty one counts as absent.
    pub(crate) fn optional(self, name: &str, longest: usize) -> Result<Option<&'a str>, Failure> {
        let Some(field) = self.0.child(name).filter(|field| !field.is_nil()) else {
            return Ok(None);
        };
        check(name, field.text(), longest)?;
        Ok(Some(field.text()).filter(|text| !text.is_empty()))
    }

    /// A field that can be changed or cleared.
    pub(crate) fn change(self, name: &str, longest: usize) -> Result<Change, Failure> {
        match self.0.child(name) {
            None => Ok(Change::Keep),
            Some(field) if field.is_nil() || field.text().is_empty() => Ok(Change::Clear),
            Some(field) => {
                check(name, field.text(), longest)?;
                Ok(Change::Set(field.text().to_owned()))
            }
        }
    }

    /// All values of a field that may occur often.
    pub(crate) fn list(self, name: &str, longest: usize) -> Result<Vec<String>, Failure> {
        self.0
            .children_named(name)
            .map(|field| {
                check(name, field.text(), longest)?;
                Ok(field.text().to_owned())
            })
            .collect()
    }

    /// A boolean.
    pub(crate) fn flag(self, name: &str) -> Result<Option<bool>, Failure> {
        match self.optional(name, 5)?.map(str::trim) {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(errors::validation(format!("Element '{name}' is not a boolean"))),
        }
    }

    /// A number of at least `least`.
    pub(crate) fn number(self, name: &str, least: u32) -> Result<Option<u32>, Failure> {
        match self.optional(name, 12)? {
            None => Ok(None),
            Some(text) => match text.trim().parse::<u32>() {
                Ok(number) if number >= least => Ok(Some(number)),
                _ => Err(errors::validation(format!("Element '{name}' is not a number in range"))),
            },
        }
    }

    /// A structure.
    pub(crate) fn structure(self, name: &str) -> Option<Fields<'a>> {
        self.0.child(name).filter(|element| !element.is_nil()).map(Fields)
    }

    /// The element of a structure, cleared or not.
    pub(crate) fn element(self, name: &str) -> Option<&'a Element> {
        self.0.child(name)
    }

    /// All structures of a name.
    pub(crate) fn structures(self, name: &'a str) -> impl Iterator<Item = Fields<'a>> + 'a {
        self.0.children_named(name).map(Fields)
    }
}

fn check(name: &str, text: &str, longest: usize) -> Result<(), Failure> {
    if text.chars().count() > longest {
        return Err(errors::validation(format!(
            "Element '{name}' is longer than {longest} characters"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Command {
        Command::request("X")
            .with("userId", "u")
            .with("empty", "")
            .with("flag", "true")
            .with("bad", "maybe")
            .with("number", "12")
            .with_element(Element::new("gone").with_xsi("nil", "true"))
    }

    #[test]
    fn fields_are_read_or_refused() {
        let request = request();
        let fields = Fields::of(&request);
        assert_eq!(fields.required("userId", 3).expect("there"), "u");
        assert!(fields.required("absent", 3).is_err());
        assert!(fields.required("empty", 3).is_err());
        assert!(fields.optional("userId", 0).is_err());
        assert_eq!(fields.flag("flag").expect("a flag"), Some(true));
        assert!(fields.flag("bad").is_err());
        assert_eq!(fields.number("number", 1).expect("a number"), Some(12));
        assert!(fields.number("number", 13).is_err());
        assert_eq!(fields.change("gone", 3).expect("nil"), Change::Clear);
        assert_eq!(fields.change("absent", 3).expect("absent"), Change::Keep);
        assert_eq!(fields.change("userId", 3).expect("set"), Change::Set("u".into()));
    }
}
