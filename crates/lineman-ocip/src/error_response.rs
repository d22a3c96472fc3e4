//! Error and warning answers.

use lineman_xml::Element;

/// How bad it is; the attribute `type` of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorSeverity {
    /// Nothing was done.
    Error,
    /// Done in part.
    Warning,
    /// Done, with a remark.
    Info,
}

impl ErrorSeverity {
    /// The text of the attribute.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Info => "Info",
        }
    }

    /// The value of the attribute; what is not known counts as an error.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Self {
        match text {
            Some("Warning") => Self::Warning,
            Some("Info") => Self::Info,
            _ => Self::Error,
        }
    }
}

/// An `ErrorResponse`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    /// How bad it is.
    pub severity: ErrorSeverity,
    /// Text in the language of the administrator, `[Error 4008] User not found: x`.
    pub summary: String,
    /// Text in English.
    pub summary_english: String,
    /// More about it.
    pub detail: Option<String>,
    /// `errorCode`, which real servers leave out.
    pub error_code: Option<u32>,
}

impl ErrorResponse {
    /// An error with the same text in both languages.
    #[must_use]
    pub fn new(summary: impl Into<String>) -> Self {
        let summary = summary.into();
        Self {
            severity: ErrorSeverity::Error,
            summary_english: summary.clone(),
            summary,
            detail: None,
            error_code: None,
        }
    }

    /// With details.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// As a warning: done in part.
    #[must_use]
    pub const fn as_warning(mut self) -> Self {
        self.severity = ErrorSeverity::Warning;
        self
    }

    /// The number: `errorCode`, else the one in `[Error n]`.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.error_code
            .or_else(|| error_number(&self.summary_english))
            .or_else(|| error_number(&self.summary))
    }

    /// The summary without the `[Error n]` in front, as Xsi passes it on.
    #[must_use]
    pub fn text_without_number(&self) -> &str {
        let text = self.summary_english.as_str();
        match text.strip_prefix("[Error ").and_then(|rest| rest.split_once(']')) {
            Some((_, rest)) => rest.trim_start(),
            None => text,
        }
    }

    pub(crate) fn fields(&self) -> Vec<Element> {
        let mut fields = Vec::new();
        if let Some(code) = self.error_code {
            fields.push(Element::text_element("errorCode", code.to_string()));
        }
        fields.push(Element::text_element("summary", self.summary.as_str()));
        fields.push(Element::text_element("summaryEnglish", self.summary_english.as_str()));
        if let Some(detail) = &self.detail {
            fields.push(Element::text_element("detail", detail.as_str()));
        }
        fields
    }

    pub(crate) fn read(severity: Option<&str>, body: &Element) -> Self {
        let text = |name| body.child_text(name).unwrap_or_default().to_owned();
        Self {
            severity: ErrorSeverity::parse(severity),
            summary: text("summary"),
            summary_english: text("summaryEnglish"),
            detail: body.child_text("detail").map(str::to_owned),
            error_code: body.child_text("errorCode").and_then(|code| code.trim().parse().ok()),
        }
    }
}

/// The number in the first `[Error n]` of a text.
#[must_use]
pub fn error_number(text: &str) -> Option<u32> {
    text.match_indices("[Error ").find_map(|(start, opening)| {
        let rest = &text[start + opening.len()..];
        let end = rest.find(']')?;
        let digits = &rest[..end];
        (digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_found_in_the_text() {
        assert_eq!(error_number("[Error 4008] User not found: x"), Some(4008));
        assert_eq!(error_number("x [Error y] [Error 18215] z"), Some(18215));
        assert_eq!(error_number("[Error 99999999999999]"), None);
        assert_eq!(error_number("[Error ]"), None);
        let error = ErrorResponse::new("[Error 4962] Invalid password");
        assert_eq!(error.number(), Some(4962));
        assert_eq!(error.text_without_number(), "Invalid password");
    }
}
