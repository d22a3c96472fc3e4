//! Header fields in order, with names in any case and in compact form.

use lineman_model::limits::SIP_HEADERS;

use crate::syntax::without_breaks;

/// One header field, name as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    name: String,
    value: String,
}

impl Header {
    /// A field. Line breaks and NUL become blanks, so a value can never open a second field.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl AsRef<str>) -> Self {
        Self { name: name.into(), value: without_breaks(value.as_ref()) }
    }

    /// The name as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value, without surrounding blanks.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the field has this name, compact form and case aside.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        expand_name(&self.name).eq_ignore_ascii_case(expand_name(name))
    }
}

/// The long form of a compact header name (RFC 3261 section 7.3.3 and its extensions).
#[must_use]
pub fn expand_name(name: &str) -> &str {
    let [letter] = name.as_bytes() else { return name };
    match letter.to_ascii_lowercase() {
        b'a' => "Accept-Contact",
        b'b' => "Referred-By",
        b'c' => "Content-Type",
        b'd' => "Request-Disposition",
        b'e' => "Content-Encoding",
        b'f' => "From",
        b'i' => "Call-ID",
        b'j' => "Reject-Contact",
        b'k' => "Supported",
        b'l' => "Content-Length",
        b'm' => "Contact",
        b'o' => "Event",
        b'r' => "Refer-To",
        b's' => "Subject",
        b't' => "To",
        b'u' => "Allow-Events",
        b'v' => "Via",
        b'x' => "Session-Expires",
        b'y' => "Identity",
        _ => name,
    }
}

/// The header fields of a message, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<Header>);

impl Headers {
    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &Header> {
        self.0.iter()
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the first field with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|header| header.is(name)).map(Header::value)
    }

    /// The values of all fields with this name, in order.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |header| header.is(name)).map(Header::value)
    }

    /// Adds a field at the end. False when the message has as many fields as it may have.
    pub fn push(&mut self, name: impl Into<String>, value: impl AsRef<str>) -> bool {
        let fits = self.0.len() < SIP_HEADERS;
        if fits {
            self.0.push(Header::new(name, value));
        }
        fits
    }

    /// Adds a field before all others. False when the message has as many as it may have.
    pub fn push_front(&mut self, name: impl Into<String>, value: impl AsRef<str>) -> bool {
        let fits = self.0.len() < SIP_HEADERS;
        if fits {
            self.0.insert(0, Header::new(name, value));
        }
        fits
    }

    /// Gives the first field with this name the value and removes the others; adds it if missing.
    pub fn set(&mut self, name: &str, value: impl AsRef<str>) {
        let position = self.0.iter().position(|header| header.is(name));
        match position {
            None => {
                self.push(name, value);
            }
            Some(first) => {
                self.0[first].value = without_breaks(value.as_ref());
                let mut index = 0;
                self.0.retain(|header| {
                    let keep = index <= first || !header.is(name);
                    index += 1;
                    keep
                });
            }
        }
    }

    /// Removes all fields with this name; says how many there were.
    pub fn remove(&mut self, name: &str) -> usize {
        let before = self.0.len();
        self.0.retain(|header| !header.is(name));
        before - self.0.len()
    }

    /// Changes the first field with this name: `None` from the function removes it.
    pub(crate) fn rewrite_first(
        &mut self,
        name: &str,
        change: impl FnOnce(&str) -> Option<String>,
    ) {
        let Some(index) = self.0.iter().position(|header| header.is(name)) else { return };
        match change(&self.0[index].value) {
            Some(value) => self.0[index].value = without_breaks(&value),
            None => {
                self.0.remove(index);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_in_any_case_and_in_compact_form() {
        let mut headers = Headers::default();
        headers.push("v", "SIP/2.0/UDP a");
        headers.push("VIA", "SIP/2.0/UDP b");
        assert_eq!(headers.get("Via"), Some("SIP/2.0/UDP a"));
        assert_eq!(headers.get_all("via").count(), 2);
        headers.set("Via", "SIP/2.0/TCP c");
        assert_eq!(headers.get_all("v").collect::<Vec<_>>(), ["SIP/2.0/TCP c"]);
    }

    #[test]
    fn a_value_cannot_open_a_second_field() {
        let header = Header::new("Subject", "hello\r\nContact: <sip:evil@example.com>\0");
        assert!(!header.value().contains(['\r', '\n', '\0']));
    }

    #[test]
    fn the_number_of_fields_is_bounded() {
        let mut headers = Headers::default();
        while headers.push("X", "y") {}
        assert_eq!(headers.len(), SIP_HEADERS);
    }
}
