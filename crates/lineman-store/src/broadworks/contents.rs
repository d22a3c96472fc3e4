//! Contents of files: text stays text, anything else is base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::row::{Row, Value, values};
use crate::{Result, StoreError};

/// The columns `content` and `is_base64`.
pub(super) fn content_values(bytes: &[u8]) -> Vec<Value> {
    match std::str::from_utf8(bytes) {
        // PostgreSQL stores no NUL in text.
        Ok(text) if !text.contains('\0') => values![text, false],
        _ => values![STANDARD.encode(bytes), true],
    }
}

/// The bytes of a text column beside `is_base64`; none when the text is absent.
pub(super) fn read_content(row: &Row, column: &str) -> Result<Option<Vec<u8>>> {
    let Some(text) = row.optional_text(column)? else { return Ok(None) };
    if !row.flag("is_base64")? {
        return Ok(Some(text.into_bytes()));
    }
    STANDARD.decode(&text).map(Some).map_err(|error| StoreError::Unreadable {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}
