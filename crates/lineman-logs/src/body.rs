//! The shape that our INFERRED bodies share: a marker line, `key: value` lines, and perhaps a block
//! behind an empty line.

use crate::escape::{decode, encode_field};

/// A body in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) marker: String,
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) block: Option<String>,
}

impl Body {
    pub(crate) fn new(marker: &str) -> Self {
        Self { marker: marker.to_owned(), pairs: Vec::new(), block: None }
    }

    pub(crate) fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.pairs.push((key.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn with_optional(self, key: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(crate) fn with_block(mut self, block: String) -> Self {
        self.block = Some(block);
        self
    }

    pub(crate) fn write(&self) -> String {
        let mut text = self.marker.clone();
        for (key, value) in &self.pairs {
            text.push('\n');
            text.push_str(key);
            text.push_str(": ");
            text.push_str(&encode_field(value));
        }
        if let Some(block) = &self.block {
            text.push_str("\n\n");
            text.push_str(block);
        }
        text
    }

    /// Reads a body whose first line is a marker. `key=value` is taken too.
    pub(crate) fn read(text: &str) -> Self {
        let (head, block) = match text.split_once("\n\n") {
            Some((head, block)) => (head, Some(block.to_owned())),
            None => (text, None),
        };
        let mut lines = head.split('\n');
        let marker = lines.next().unwrap_or_default().trim_end().to_owned();
        let pairs = lines
            .filter_map(|line| {
                let border = line.find(['=', ':'])?;
                let (key, value) = (line[..border].trim(), &line[border + 1..]);
                let value = decode(value.trim_matches(' ')).into_owned();
                (!key.is_empty()).then(|| (key.to_owned(), value))
            })
            .collect();
        Self { marker, pairs, block }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn owned(&self, key: &str) -> Option<String> {
        self.get(key).map(str::to_owned)
    }

    pub(crate) fn block_text(&self) -> String {
        self.block.clone().unwrap_or_default()
    }
}
