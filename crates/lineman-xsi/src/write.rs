//! Small writers for the element tree.

use lineman_xml::Element;

/// Appends a child with text when there is one: optional elements are left out, never empty.
pub(crate) fn optional(parent: &mut Element, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        parent.push(Element::text_element(name, text));
    }
}
