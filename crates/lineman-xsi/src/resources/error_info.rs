//! `ErrorInfo`: why a request was refused.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// The body of every refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorInfo {
    /// Text in the user's language.
    pub summary: Option<String>,
    /// Text in English.
    pub summary_english: String,
    /// Number, where there is one; that of OCI-P when the Application Server refused.
    pub error_code: Option<u32>,
}

impl ErrorInfo {
    /// An error with the same text in both places.
    #[must_use]
    pub fn new(error_code: Option<u32>, text: &str) -> Self {
        Self { summary: Some(text.to_owned()), summary_english: text.to_owned(), error_code }
    }
}

impl XsiResource for ErrorInfo {
    const ROOT: &'static str = "ErrorInfo";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        write::optional(&mut node, "summary", self.summary.as_deref());
        node.push(Element::text_element("summaryEnglish", &self.summary_english));
        let code = self.error_code.map(|code| code.to_string());
        write::optional(&mut node, "errorCode", code.as_deref());
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let error_code =
            match read::text(node, "errorCode") {
                None => None,
                Some(text) => Some(text.trim().parse().map_err(|_| XsiError::Invalid {
                    element: "errorCode",
                    expected: "a number",
                })?),
            };
        Ok(Self {
            summary: read::text(node, "summary"),
            summary_english: read::text(node, "summaryEnglish").unwrap_or_default(),
            error_code,
        })
    }
}
