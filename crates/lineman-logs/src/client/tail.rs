//! The part behind `file:line`: `function:component: message`.

use std::sync::LazyLock;

use regex::Regex;

/// A tail in parts; the message keeps its text but for one leading blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail<'a> {
    pub(super) function: &'a str,
    pub(super) component: &'a str,
    pub(super) message: &'a str,
}

static COMPONENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<component>BWC:[A-Z]+|[A-Za-z0-9_.\-]*)[ \u{a0}]?:(?P<message>(?:[^:].*)?)$")
        .ok()
});

/// Cuts a tail. A function may hold `::`, `<lambda_1>`, `operator ()` and, in Swift, single colons
/// inside parentheses. Without a function everything is message.
pub(super) fn cut(tail: &str) -> Tail<'_> {
    let Some(end) = end_of_function(tail) else {
        return Tail { function: "", component: "", message: tail };
    };
    let function = &tail[..end];
    let rest = &tail[end + 1..];
    let (component, message) = match COMPONENT.as_ref().and_then(|pattern| pattern.captures(rest)) {
        Some(found) => (
            found.name("component").map_or("", |part| part.as_str()),
            found.name("message").map_or("", |part| part.as_str()),
        ),
        None => ("", rest),
    };
    Tail { function, component, message: message.strip_prefix(' ').unwrap_or(message) }
}

/// Where the colon behind the function stands.
fn end_of_function(tail: &str) -> Option<usize> {
    let bytes = tail.as_bytes();
    let mut depth = 0_u32;
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'(' | b'<' => depth += 1,
            b')' | b'>' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => {
                if bytes.get(index + 1) != Some(&b':') || !goes_on(&tail[index + 2..]) {
                    return Some(index);
                }
                index += 1;
            }
            // A blank ends a name, unless it is `operator ()`.
            b' ' if depth == 0 && !tail[..index].ends_with("operator") => return None,
            _ => {}
        }
        index += 1;
    }
    None
}

/// Whether text behind `::` is the next part of a name: an identifier that ends in `:`, `(` or `<`.
fn goes_on(after: &str) -> bool {
    let after = after.strip_prefix('~').unwrap_or(after);
    if after.starts_with('<') || after.starts_with("operator") {
        return true;
    }
    let end = after
        .find(|character: char| !character.is_ascii_alphanumeric() && character != '_')
        .unwrap_or(after.len());
    end > 0 && after[end..].starts_with([':', '(', '<'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_components_and_messages_are_told_apart() {
        // log-formats.md 4.1
        for (tail, function, component, message) in [
            (
                "handleLoginError:BWC:SCF: Login error occurred: errorCode=1507",
                "handleLoginError",
                "BWC:SCF",
                "Login error occurred: errorCode=1507",
            ),
            ("A::handle:BWC:INTERNAL: x", "A::handle", "BWC:INTERNAL", "x"),
            (
                "onAccessDeviceListSucceeded:BWC:SCF : ConfigDownload",
                "onAccessDeviceListSucceeded",
                "BWC:SCF",
                "ConfigDownload",
            ),
            (
                "onAccessDeviceListSucceeded:BWC:SCF:ConfigDownload",
                "onAccessDeviceListSucceeded",
                "BWC:SCF",
                "ConfigDownload",
            ),
            (
                "A::<lambda_1>::operator ():Calendar: x",
                "A::<lambda_1>::operator ()",
                "Calendar",
                "x",
            ),
            ("webView(_:didFail:withError:):WEB: x", "webView(_:didFail:withError:)", "WEB", "x"),
            ("A::run::message without component", "A::run", "", "message without component"),
            ("run:: message", "run", "", "message"),
            (":: message", "", "", "message"),
            ("run:Calendar: a: b", "run", "Calendar", "a: b"),
            ("run:two words: b", "run", "", "two words: b"),
            ("just a message: with a colon", "", "", "just a message: with a colon"),
            ("", "", "", ""),
        ] {
            assert_eq!(cut(tail), Tail { function, component, message }, "{tail}");
        }
    }
}
