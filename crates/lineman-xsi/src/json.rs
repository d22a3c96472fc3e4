//! BadgerFish: text in `$`, attributes as `@name`, the namespace as an object on the root, one
//! element as an object, several of one name as an array, every value a string.

use serde_json::{Map, Value};

use lineman_xml::Element;

use crate::{NAMESPACE, XsiError};

/// Writes a document.
pub(crate) fn write(root: &Element) -> String {
    let mut object = Map::new();
    let mut namespace = Map::new();
    namespace.insert("$".to_owned(), Value::from(NAMESPACE));
    object.insert("@xmlns".to_owned(), Value::Object(namespace));
    fill(&mut object, root);
    let mut document = Map::new();
    document.insert(root.name().to_owned(), Value::Object(object));
    Value::Object(document).to_string()
}

fn fill(object: &mut Map<String, Value>, node: &Element) {
    for attribute in node.attributes() {
        object.insert(format!("@{}", attribute.name), Value::from(attribute.value.as_str()));
    }
    if node.children().is_empty() {
        if !node.text().is_empty() {
            object.insert("$".to_owned(), Value::from(node.text()));
        }
        return;
    }
    for child in node.children() {
        let mut value = Map::new();
        fill(&mut value, child);
        let value = Value::Object(value);
        match object.get_mut(child.name()) {
            None => {
                object.insert(child.name().to_owned(), value);
            }
            Some(Value::Array(several)) => several.push(value),
            Some(one) => {
                let first = one.take();
                *one = Value::Array(vec![first, value]);
            }
        }
    }
}

/// Reads a document. Numbers and booleans are taken as their text: peers that are not strict write
/// them.
pub(crate) fn read(text: &str) -> Result<Element, XsiError> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| XsiError::Json(error.to_string()))?;
    let Value::Object(document) = value else {
        return Err(XsiError::Json("the document is not an object".to_owned()));
    };
    let mut members = document.into_iter();
    let (Some((name, value)), None) = (members.next(), members.next()) else {
        return Err(XsiError::Json("the document does not have exactly one root".to_owned()));
    };
    node(name, value)
}

fn node(name: String, value: Value) -> Result<Element, XsiError> {
    if value.is_null() {
        return Ok(Element::new(name).with_xsi("nil", "true"));
    }
    let Value::Object(members) = value else {
        return Ok(Element::text_element(name, scalar(value)?));
    };
    let mut result = Element::new(name);
    let mut text = String::new();
    for (key, value) in members {
        if key == "$" {
            text = scalar(value)?;
        } else if let Some(attribute) = key.strip_prefix('@') {
            if attribute.rsplit(':').next() == Some("nil") {
                // Whatever prefix stands for the namespace of schema instances.
                result = result.with_xsi("nil", scalar(value)?);
            } else if attribute != "xmlns" {
                result = result.with_attribute(attribute, scalar(value)?);
            }
        } else if let Value::Array(several) = value {
            for one in several {
                result.push(node(key.clone(), one)?);
            }
        } else {
            result.push(node(key, value)?);
        }
    }
    // Xsi documents do not mix text and elements.
    Ok(if result.children().is_empty() { result.with_text(text) } else { result })
}

fn scalar(value: Value) -> Result<String, XsiError> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(XsiError::Json("a value is not text".to_owned())),
    }
}
