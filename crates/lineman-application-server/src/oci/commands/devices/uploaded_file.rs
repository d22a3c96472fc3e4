//! Files that come inside a request: `{sourceFileName | fileContent}`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_model::limits::HTTP_BODY_BYTES;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, URL};

/// The content of an uploaded file, if there is one. A file on our own disk cannot be named.
pub(super) fn read(fields: Fields<'_>, element: &str) -> Result<Option<Vec<u8>>, Failure> {
    let Some(file) = fields.structure(element) else { return Ok(None) };
    if let Some(name) = file.optional("sourceFileName", URL)? {
        return Err(errors::refused(format!("File not found: {name}")));
    }
    let Some(content) = file.element("fileContent") else {
        return Err(errors::validation(format!("Element '{element}' has no file")));
    };
    let encoded: String = content.text().split_whitespace().collect();
    let bytes = STANDARD
        .decode(encoded)
        .map_err(|_| errors::validation("Element 'fileContent' is not base64"))?;
    if bytes.len() > HTTP_BODY_BYTES {
        return Err(errors::refused(format!("The file is larger than {HTTP_BODY_BYTES} bytes")));
    }
    Ok(Some(bytes))
}

/// The name that an uploaded file gets.
pub(super) fn name(file_format: &str) -> String {
    format!("{file_format}.template")
}
