//! Reads the portal's forms: hidden fields by name, and the code of an error.
//!
//! The portal is a page for people; the headless app needs four fields of it. This is no HTML
//! parser: it looks for tags and their attributes, within bounds, and takes nothing else from the
//! page.

use std::collections::BTreeMap;

/// Longest page that is looked at.
const PAGE_BYTES: usize = 256 * 1024;
/// Most tags that are looked at.
const TAGS: usize = 2_000;

/// A form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// Where it goes; none means the page's own address.
    pub(crate) action: Option<String>,
    /// Values of the hidden fields.
    pub(crate) hidden: BTreeMap<String, String>,
}

/// The first form of a page.
pub(crate) fn first_form(page: &str) -> Option<Form> {
    let mut form: Option<Form> = None;
    for tag in tags(page) {
        match (tag.name.as_str(), &mut form) {
            ("form", None) => {
                form = Some(Form { action: tag.attribute("action"), hidden: BTreeMap::new() });
            }
            ("/form", Some(_)) => break,
            ("input", Some(form)) => {
                let hidden =
                    tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
                if let (true, Some(name)) = (hidden, tag.attribute("name")) {
                    form.hidden.insert(name, tag.attribute("value").unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    form
}

/// The code of the page's error, `<p class="error" data-code="100006">`.
pub(crate) fn error_code(page: &str) -> Option<String> {
    tags(page)
        .filter(|tag| {
            tag.attribute("class").is_some_and(|classes| classes.split(' ').any(|c| c == "error"))
        })
        .find_map(|tag| tag.attribute("data-code"))
        .filter(|code| {
            !code.is_empty() && code.len() <= 12 && code.bytes().all(|b| b.is_ascii_digit())
        })
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}

fn tags(page: &str) -> impl Iterator<Item = Tag> {
    let mut rest = if page.len() <= PAGE_BYTES { page } else { "" };
    std::iter::from_fn(move || {
        let open = rest.find('<')?;
        let (tag, used) = read_tag(&rest[open + 1..]);
        rest = &rest[open + 1 + used..];
        Some(tag)
    })
    .take(TAGS)
}

/// Reads a tag behind its `<`; also says how many bytes it took.
fn read_tag(text: &str) -> (Tag, usize) {
    let mut scan = Scan { text, at: 0 };
    let name = scan.until(|c| c.is_whitespace() || c == '>').to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        scan.skip(|c| c.is_whitespace() || c == '/');
        match scan.peek() {
            None => break,
            Some('>') => {
                scan.at += 1;
                break;
            }
            Some('<') => break,
            Some(_) => {}
        }
        let name = scan.until(|c| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<'));
        scan.skip(char::is_whitespace);
        let mut value = String::new();
        if scan.peek() == Some('=') {
            scan.at += 1;
            scan.skip(char::is_whitespace);
            value = match scan.peek() {
                Some(quote @ ('"' | '\'')) => {
                    scan.at += 1;
                    let inner = scan.until(|c| c == quote);
                    scan.at += usize::from(scan.peek().is_some());
                    inner
                }
                _ => scan.until(|c| c.is_whitespace() || c == '>'),
            };
        }
        if name.is_empty() {
            // A stray character such as a quote: nothing but this loop would step over it.
            scan.at += scan.peek().filter(|c| *c != '>').map_or(0, char::len_utf8);
            continue;
        }
        attributes.push((name.to_ascii_lowercase(), unescape(&value)));
    }
    (Tag { name, attributes }, scan.at)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(unwanted).len();
    }

    fn until(&mut self, end: impl Fn(char) -> bool) -> String {
        let rest = &self.text[self.at..];
        let length = rest.find(end).unwrap_or(rest.len());
        self.at += length;
        rest[..length].to_owned()
    }
}

/// Undoes the character references that a template engine writes.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let reference = rest[1..].split_once(';').map(|(name, _)| name).filter(|n| n.len() <= 8);
        match reference.and_then(|name| Some((name, character(name)?))) {
            Some((name, character)) => {
                plain.push(character);
                rest = &rest[name.len() + 2..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = r#"<!doctype html><title>a < b</title>
        <p class="lead error" role="alert" data-code="100006">No <span>(100006)</span></p>
        <FORM method=post action="/sign-in?a=1&amp;b=2" id=f>
        <input type="hidden" name="state" value="s&#43;1&quot;">
        <input type='hidden' name='csrf' value='t' />
        <input type="text" name="username" value="una">
        </form><form action="/other"><input type=hidden name=state value=wrong></form>"#;

    #[test]
    fn the_first_form_and_the_code_are_read() {
        let form = first_form(PAGE).expect("a form");
        assert_eq!(form.action.as_deref(), Some("/sign-in?a=1&b=2"));
        let hidden: Vec<_> = form.hidden.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(hidden, [("csrf", "t"), ("state", "s+1\"")]);
        assert_eq!(error_code(PAGE).as_deref(), Some("100006"));
    }

    #[test]
    fn a_page_without_form_or_code_has_none() {
        assert_eq!(first_form("<html><body>down for repair</body>"), None);
        assert_eq!(error_code("<p class=error data-code='x<y'>"), None);
        assert_eq!(first_form(&"<form>".repeat(PAGE_BYTES)), None, "too long a page");
    }

    proptest! {
        #[test]
        fn no_page_makes_the_reader_panic_or_hang(page in r#"[<>/="' a-z&;#\PC]{0,200}"#) {
            let _ = (first_form(&page), error_code(&page));
            let wrapped = format!("<form><input type=hidden name=a value='{page}");
            let _ = first_form(&wrapped);
        }
    }
}
