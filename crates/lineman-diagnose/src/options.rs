//! What a diagnosis is asked for.

use lineman_model::{Language, Timestamp};

/// Filters and language of one diagnosis.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only what concerns this subscriber: a BroadWorks user id or an email, in any case.
    pub user: Option<String>,
    /// Only what carries this tracking id.
    pub tracking_id: Option<String>,
    /// Nothing that ended before this moment.
    pub since: Option<Timestamp>,
    /// Nothing that began after this moment.
    pub until: Option<Timestamp>,
    /// Language of titles, causes and remedies.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self { user: None, tracking_id: None, since: None, until: None, language: Language::En }
    }
}
