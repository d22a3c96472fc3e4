//! The forms in which ids are compared.

/// The form in which user ids, alternate ids, line/ports and addresses of record are compared: the
/// domain in lower case, the rest as it is.
#[must_use]
pub fn user_key(id: &str) -> String {
    match id.trim().rsplit_once('@') {
        Some((user, domain)) => format!("{user}@{}", domain.to_lowercase()),
        None => id.trim().to_owned(),
    }
}

/// The form in which telephone numbers are compared: the digits, after a plus if there is one.
/// `+1-5550001` and `+15550001` are the same number.
#[must_use]
pub fn number_key(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit);
    let plus = number.trim_start().starts_with('+').then_some('+');
    plus.into_iter().chain(digits).collect()
}

/// The form in which email addresses and organisation names are compared.
pub(crate) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_domain_is_folded() {
        assert_eq!(user_key("Una@Example.COM"), "Una@example.com");
        assert_eq!(user_key("admin"), "admin");
        assert_eq!(user_key("a@b@C"), "a@b@c");
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        assert_eq!(number_key("+1-5550001"), number_key("+15550001"));
        assert_ne!(number_key("15550001"), number_key("+15550001"));
    }
}
