//! Values as they go to and come from either engine.

use lineman_model::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Result, StoreError};

/// A value: text or integer, perhaps absent. Flags and times are integers, structures JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(Option<String>),
    Integer(Option<i64>),
}

macro_rules! from {
    ($($source:ty => $variant:ident($convert:expr)),+ $(,)?) => {
        $(impl From<$source> for Value {
            fn from(value: $source) -> Self {
                let convert: fn($source) -> _ = $convert;
                Self::$variant(convert(value))
            }
        })+
    };
}

from! {
    &str => Text(|value| Some(value.to_owned())),
    &String => Text(|value| Some(value.clone())),
    String => Text(Some),
    Option<&str> => Text(|value| value.map(str::to_owned)),
    Option<String> => Text(|value| value),
    &Option<String> => Text(Clone::clone),
    i64 => Integer(Some),
    Option<i64> => Integer(|value| value),
    u32 => Integer(|value| Some(i64::from(value))),
    bool => Integer(|value| Some(i64::from(value))),
    Timestamp => Integer(|value| Some(value.as_millis())),
    Option<Timestamp> => Integer(|value| value.map(Timestamp::as_millis)),
}

/// The values of a statement, in the order of `$1`, `$2`, ...
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::row::Value::from($value)),*] };
}
pub(crate) use values;

/// A structure as JSON text.
pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable {
        column: String::from("a JSON value"),
        reason: error.to_string(),
    })
}

/// One row: its columns by name.
#[derive(Debug)]
pub(crate) struct Row(Vec<(String, Value)>);

impl Row {
    pub(crate) const fn new(columns: Vec<(String, Value)>) -> Self {
        Self(columns)
    }

    fn value(&self, column: &str) -> Result<&Value> {
        self.0
            .iter()
            .find(|(name, _)| name == column)
            .map(|(_, value)| value)
            .ok_or_else(|| unreadable(column, "no such column"))
    }

    pub(crate) fn optional_text(&self, column: &str) -> Result<Option<String>> {
        match self.value(column)? {
            Value::Text(text) => Ok(text.clone()),
            Value::Integer(None) => Ok(None),
            Value::Integer(Some(_)) => Err(unreadable(column, "an integer instead of text")),
        }
    }

    pub(crate) fn text(&self, column: &str) -> Result<String> {
        self.optional_text(column)?.ok_or_else(|| unreadable(column, "absent"))
    }

    pub(crate) fn optional_integer(&self, column: &str) -> Result<Option<i64>> {
        match self.value(column)? {
            Value::Integer(integer) => Ok(*integer),
            Value::Text(None) => Ok(None),
            Value::Text(Some(_)) => Err(unreadable(column, "text instead of an integer")),
        }
    }

    pub(crate) fn integer(&self, column: &str) -> Result<i64> {
        self.optional_integer(column)?.ok_or_else(|| unreadable(column, "absent"))
    }

    pub(crate) fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.integer(column)? != 0)
    }

    pub(crate) fn time(&self, column: &str) -> Result<Timestamp> {
        self.integer(column).map(Timestamp::from_millis)
    }

    pub(crate) fn optional_time(&self, column: &str) -> Result<Option<Timestamp>> {
        Ok(self.optional_integer(column)?.map(Timestamp::from_millis))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_str(&self.text(column)?)
            .map_err(|error| unreadable(column, &error.to_string()))
    }

    /// A word of one of our enumerations.
    pub(crate) fn word<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let word = self.text(column)?;
        read(&word).ok_or_else(|| unreadable(column, "an unknown word"))
    }
}

fn unreadable(column: &str, reason: &str) -> StoreError {
    StoreError::Unreadable { column: column.to_owned(), reason: reason.to_owned() }
}
