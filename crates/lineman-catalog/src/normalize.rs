//! One spelling per code.

/// Words that people and logs put in front of a code.
const PREFIXES: &[&str] =
    &["error", "errorcode", "code", "http", "status", "statuscode", "finding"];

/// `[Error 18215]`, `Error 18215` and `18215` become `18215`; `errorCode=1507` becomes `1507`;
/// `1000:1502`, the form on the screen of the app, becomes `1502`; a finding's id becomes lower
/// case.
#[must_use]
pub fn normalize(code: &str) -> String {
    let bare = code.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let mut text = bare.to_lowercase();
    while let Some(rest) = PREFIXES.iter().find_map(|prefix| without_prefix(&text, prefix)) {
        text = rest;
    }
    if let Some(rest) = text.strip_prefix("1000:")
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_digit())
    {
        text = rest.to_owned();
    }
    text
}

/// What follows a prefix and a separator, when something follows.
fn without_prefix(text: &str, prefix: &str) -> Option<String> {
    let rest = text.strip_prefix(prefix)?;
    let code = rest.trim_start_matches([' ', '=', ':', '-', '_', '[', '\t']);
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let separated = code.len() < rest.len();
    (separated && !code.is_empty() && (is_number || prefix == "finding")).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_code_are_the_same() {
        for spelling in [
            "18215",
            "Error 18215",
            "[Error 18215]",
            " [error 18215] ",
            "ERROR: 18215",
            "errorCode=18215",
        ] {
            assert_eq!(normalize(spelling), "18215", "{spelling}");
        }
        assert_eq!(normalize("Error 1000:1502"), "1502");
        assert_eq!(normalize("1000:1502"), "1502");
        assert_eq!(normalize("HTTP 401"), "401");
        assert_eq!(normalize("StatusCode=200"), "200");
        assert_eq!(normalize("code-100006"), "100006");
        assert_eq!(normalize("Wrong-Password"), "wrong-password");
    }

    #[test]
    fn words_that_only_begin_like_a_prefix_stay() {
        assert_eq!(normalize("errors"), "errors");
        assert_eq!(normalize("error"), "error");
        assert_eq!(normalize("status-report"), "status-report");
        assert_eq!(normalize("1000:"), "1000:");
        assert_eq!(normalize(""), "");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
        }
    }
}
