//! Documents inside log bodies: Xsi answers, provisioning documents, token answers.
//!
//! Read tolerantly: XML or BadgerFish JSON, and what cannot be parsed (a record that was cut) is
//! searched for its elements.

use lineman_ladder::literals;
use lineman_xml::Element;
use serde_json::Value;

/// A document in one of its three forms.
enum Body<'a> {
    Xml(Element),
    Json(Value),
    Text(&'a str),
}

impl<'a> Body<'a> {
    fn of(text: &'a str) -> Self {
        let trimmed = text.trim_start();
        if trimmed.starts_with('{')
            && let Ok(value) = serde_json::from_str::<Value>(trimmed)
        {
            return Self::Json(value);
        }
        if let Some(start) = trimmed.find('<')
            && let Ok((root, _)) = lineman_xml::parse_prefix(&trimmed[start..])
        {
            return Self::Xml(root);
        }
        Self::Text(text)
    }

    /// Whether the document is of this kind.
    fn has(&self, name: &str) -> bool {
        match self {
            Self::Xml(root) => root.find(name).is_some(),
            Self::Json(value) => find_json(value, name, 0).is_some(),
            Self::Text(text) => text.contains(&format!("<{name}")),
        }
    }

    /// The first value with this name; empty counts as none.
    fn value(&self, name: &str) -> Option<String> {
        let found = match self {
            Self::Xml(root) => root.find(name).map(|element| element.text().trim().to_owned()),
            Self::Json(value) => find_json(value, name, 0).and_then(json_text),
            Self::Text(text) => first(text, name),
        };
        found.filter(|text| !text.is_empty())
    }

    /// All values with this name, in order.
    fn values(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        match self {
            Self::Xml(root) => collect_xml(root, name, &mut found),
            Self::Json(value) => collect_json(value, name, 0, &mut found),
            Self::Text(text) => {
                let mut rest = *text;
                while let Some(value) = first(rest, name) {
                    let close = format!("</{name}>");
                    rest = rest.find(&close).map_or("", |end| &rest[end + close.len()..]);
                    found.push(value);
                }
            }
        }
        found
    }
}

const JSON_DEPTH: usize = 32;

fn find_json<'a>(value: &'a Value, name: &str, depth: usize) -> Option<&'a Value> {
    if depth > JSON_DEPTH {
        return None;
    }
    match value {
        Value::Object(map) => map
            .get(name)
            .or_else(|| map.values().find_map(|inner| find_json(inner, name, depth + 1))),
        Value::Array(items) => items.iter().find_map(|inner| find_json(inner, name, depth + 1)),
        _ => None,
    }
}

fn json_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => map.get("$").and_then(json_text),
        _ => None,
    }
}

fn collect_json(value: &Value, name: &str, depth: usize, found: &mut Vec<String>) {
    if depth > JSON_DEPTH {
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if key == name {
                    found.extend(json_text(inner));
                } else {
                    collect_json(inner, name, depth + 1, found);
                }
            }
        }
        Value::Array(items) => {
            for inner in items {
                collect_json(inner, name, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn collect_xml(element: &Element, name: &str, found: &mut Vec<String>) {
    for child in element.children() {
        if child.name() == name {
            found.push(child.text().trim().to_owned());
        } else {
            collect_xml(child, name, found);
        }
    }
}

fn first(text: &str, name: &str) -> Option<String> {
    let open = format!("<{name}");
    let rest = &text[text.find(&open)? + open.len()..];
    let rest = &rest[rest.find('>')? + 1..];
    Some(rest[..rest.find("</")?].trim().to_owned())
}

/// What a `Profile` tells (LAD-017).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) user: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) enterprise: Option<String>,
}

/// Reads a `Profile`; none when the body is none.
pub(crate) fn profile(text: &str) -> Option<Profile> {
    let body = Body::of(text);
    body.has("Profile").then(|| Profile {
        user: body.value("userId"),
        email: body.value("emailAddress"),
        enterprise: body.value("serviceProvider"),
    })
}

/// Device types and line/ports of `AccessDevices`; none when the body is none (LAD-048).
pub(crate) fn devices(text: &str) -> Option<Vec<(String, String)>> {
    let body = Body::of(text);
    if !body.has("AccessDevices") {
        return None;
    }
    let mut ports = body.values("deviceLinePort").into_iter();
    let types = body.values("deviceType").into_iter();
    Some(types.map(|device| (device, ports.next().unwrap_or_default())).collect())
}

/// `errorCode` of an `ErrorInfo`.
pub(crate) fn error_code(text: &str) -> Option<u32> {
    let body = Body::of(text);
    body.value("errorCode").and_then(|code| code.parse().ok())
}

/// Why a token was refused: `{"error":{"reason":…}}`.
pub(crate) fn token_reason(text: &str) -> Option<String> {
    Body::of(text).value("reason")
}

/// The words of a refusal: the node `message` (PRV-008).
pub(crate) fn message(text: &str) -> Option<String> {
    Body::of(text).value(literals::NODE_MESSAGE)
}

/// What a `subscriberProfile` tells (PRV-013 to 018).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provisioning {
    pub(crate) user: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) enterprise: Option<String>,
    pub(crate) has_number: bool,
}

/// Reads a `subscriberProfile`; none when the body is none.
pub(crate) fn provisioning(text: &str) -> Option<Provisioning> {
    let body = Body::of(text);
    body.has(literals::SUBSCRIBER_PROFILE).then(|| Provisioning {
        user: body.value(literals::NODE_BW_USER_ID),
        email: body.value(literals::NODE_EMAIL),
        enterprise: body.value(literals::NODE_SERVICE_PROVIDER),
        has_number: body.value(literals::NODE_PRIMARY_PHONE_NUMBER).is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LAD-017: XML, JSON and a cut document tell the same.
    #[test]
    fn a_profile_is_read_in_every_form() {
        let expected = Profile {
            user: Some("u1@example.com".into()),
            email: None,
            enterprise: Some("ent1".into()),
        };
        let xml = r#"<?xml version="1.0"?><Profile xmlns="http://schema.broadsoft.com/xsi"><details><userId>u1@example.com</userId><serviceProvider isEnterprise="true">ent1</serviceProvider></details></Profile>"#;
        let json = r#"{"Profile":{"details":{"userId":{"$":"u1@example.com"},"serviceProvider":{"@isEnterprise":"true","$":"ent1"}}}}"#;
        assert_eq!(profile(xml), Some(expected.clone()));
        assert_eq!(profile(json), Some(expected.clone()));
        assert_eq!(profile(&xml[..xml.len() - 20]), Some(expected));
        assert_eq!(profile("<ErrorInfo/>"), None);
    }

    /// LAD-049, CAL-018.
    #[test]
    fn devices_are_listed() {
        let xml = r#"<AccessDevices xmlns="x"><accessDevice><deviceType>Business Communicator - PC</deviceType><deviceLinePort>u1@x</deviceLinePort></accessDevice><accessDevice><deviceType>Connect - Mobile</deviceType><deviceLinePort>u2@x</deviceLinePort></accessDevice></AccessDevices>"#;
        let found = devices(xml).unwrap();
        assert_eq!(found[0], ("Business Communicator - PC".into(), "u1@x".into()));
        assert_eq!(found.len(), 2);
        assert_eq!(devices("<AccessDevices/>"), Some(Vec::new()));
        let json = r#"{"AccessDevices":{"accessDevice":{"deviceType":{"$":"Connect - Mobile"},"deviceLinePort":{"$":"p"}}}}"#;
        assert_eq!(devices(json), Some(vec![("Connect - Mobile".into(), "p".into())]));
    }

    /// PRV-008, PRV-017.
    #[test]
    fn refusals_and_provisioning_documents() {
        assert_eq!(message("<error><message> no </message></error>").as_deref(), Some("no"));
        assert_eq!(error_code("<ErrorInfo><errorCode>4962</errorCode></ErrorInfo>"), Some(4962));
        assert_eq!(token_reason(r#"{"error":{"reason":"revoked"}}"#).as_deref(), Some("revoked"));
        let document =
            "<subscriberProfile><bwuserid>u</bwuserid><PrimaryPhoneNumber/></subscriberProfile>";
        let read = provisioning(document).unwrap();
        assert_eq!((read.user.as_deref(), read.has_number), (Some("u"), false));
    }
}
