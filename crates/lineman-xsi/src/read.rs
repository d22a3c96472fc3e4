//! Small readers over the element tree. Names match by local name.

use lineman_xml::Element;

use crate::XsiError;

/// The text of a child, when there is one.
pub(crate) fn text(parent: &Element, name: &str) -> Option<String> {
    parent.child_text(name).map(str::to_owned)
}

/// The text of a child that must be there.
pub(crate) fn required(
    element: &Element,
    parent: &'static str,
    name: &'static str,
) -> Result<String, XsiError> {
    text(element, name).ok_or(XsiError::Missing { parent, element: name })
}

/// A child that must be a boolean when it is there.
pub(crate) fn optional_bool(
    parent: &Element,
    name: &'static str,
) -> Result<Option<bool>, XsiError> {
    match parent.child_text(name).map(str::trim) {
        None => Ok(None),
        Some("true" | "1") => Ok(Some(true)),
        Some("false" | "0") => Ok(Some(false)),
        Some(_) => Err(XsiError::Invalid { element: name, expected: "true or false" }),
    }
}
