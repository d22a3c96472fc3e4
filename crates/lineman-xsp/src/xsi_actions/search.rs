//! Query parameters of lists, and the criteria and pages of OCI-P that they become.

use lineman_ocip::Element;

use super::exchange::Exchange;
use super::failure::XsiFailure;

/// Records of a page when the client does not say.
const USUAL_RESULTS: u32 = 50;
/// Most records of a page.
const MOST_RESULTS: u32 = 1_000;

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) start: u32,
    pub(crate) results: u32,
}

impl Page {
    /// `start` (from 1) and `results` (at most 1000).
    pub(crate) fn of(exchange: &Exchange<'_>) -> Result<Self, XsiFailure> {
        let number = |name: &'static str| match exchange.parameter(name) {
            None => Ok(None),
            Some(text) => match text.trim().parse::<u32>() {
                Ok(number) if number > 0 => Ok(Some(number)),
                _ => Err(XsiFailure::BadParameter(name)),
            },
        };
        Ok(Self {
            start: number("start")?.unwrap_or(1),
            results: number("results")?.unwrap_or(USUAL_RESULTS).min(MOST_RESULTS),
        })
    }

    pub(crate) fn to_element(self) -> Element {
        Element::new("responsePagingControl")
            .with_child("responseStartIndex", self.start.to_string())
            .with_child("responsePageSize", self.results.to_string())
    }
}

/// A value with `*` at its ends and `/i` behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) mode: &'static str,
    pub(crate) value: String,
    pub(crate) ignore_case: bool,
}

impl Pattern {
    /// Reads a pattern; none for one that everything matches. A star only in front asks for what
    /// holds the text: OCI-P has no mode for what ends with it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (text, ignore_case) = match text.strip_suffix("/i") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let inner = text.trim_start_matches('*');
        let leading = inner.len() < text.len();
        let value = inner.trim_end_matches('*');
        let trailing = value.len() < inner.len();
        let mode = match (leading, trailing) {
            (true, _) => "Contains",
            (false, true) => "Starts With",
            (false, false) => "Equal To",
        };
        (!value.is_empty()).then(|| Self { mode, value: value.to_owned(), ignore_case })
    }

    pub(crate) fn to_element(&self, name: &str) -> Element {
        Element::new(name)
            .with_child("mode", self.mode)
            .with_child("value", self.value.as_str())
            .with_child("isCaseInsensitive", if self.ignore_case { "true" } else { "false" })
    }
}

/// The criteria of the parameters that `subjects` names with their elements, and before them
/// `searchCriteriaModeOr` when one is enough.
pub(crate) fn criteria(exchange: &Exchange<'_>, subjects: &[(&str, &str)]) -> Vec<Element> {
    let mut criteria: Vec<Element> = subjects
        .iter()
        .filter_map(|(parameter, element)| {
            let pattern = Pattern::parse(&exchange.parameter(parameter)?)?;
            Some(pattern.to_element(element))
        })
        .collect();
    let any = exchange.parameter("searchCriteriaModeOr");
    if any.is_some_and(|any| any.eq_ignore_ascii_case("true")) && !criteria.is_empty() {
        criteria.insert(0, Element::text_element("searchCriteriaModeOr", "true"));
    }
    criteria
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_say_how_a_value_is_compared() {
        for (text, mode, value, ignore_case) in [
            ("Una", "Equal To", "Una", false),
            ("Un*", "Starts With", "Un", false),
            ("*na*/i", "Contains", "na", true),
            ("*na", "Contains", "na", false),
            ("una/i", "Equal To", "una", true),
        ] {
            let pattern = Pattern::parse(text).expect("a pattern");
            assert_eq!((pattern.mode, &*pattern.value), (mode, value), "{text}");
            assert_eq!(pattern.ignore_case, ignore_case, "{text}");
        }
        for text in ["", "*", "**", "*/i", "/i"] {
            assert_eq!(Pattern::parse(text), None, "{text}");
        }
    }
}
