//! A reader that stops at a cap, and says that it was the cap.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Read};
use std::rc::Rc;

use thiserror::Error;

use crate::budget::{Budget, allowance, size_text};
use crate::intake::Limits;

/// The error that passes through decompressors when a cap of ours ends the reading.
#[derive(Debug, Error)]
#[error("{0}")]
pub(crate) struct CapReached(pub(crate) String);

/// The cap behind an error, if there is one.
pub(crate) fn cap_behind(error: &io::Error) -> Option<String> {
    let mut source: Option<&(dyn Error + 'static)> =
        error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    while let Some(inner) = source {
        if let Some(CapReached(text)) = inner.downcast_ref() {
            return Some(text.clone());
        }
        if let Some(wrapped) = inner.downcast_ref::<io::Error>() {
            return cap_behind(wrapped);
        }
        source = inner.source();
    }
    None
}

/// Counts what is read and ends it at a cap.
pub(crate) struct Capped<'a> {
    inner: Box<dyn Read + 'a>,
    read: Rc<Cell<u64>>,
    limit: u64,
    limit_text: String,
    budget: Option<Rc<Budget>>,
}

impl<'a> Capped<'a> {
    /// A plain file: its size on disk is its size, nothing expands.
    pub(crate) fn plain(inner: Box<dyn Read + 'a>) -> Self {
        Self {
            inner,
            read: Rc::default(),
            limit: u64::MAX,
            limit_text: String::new(),
            budget: None,
        }
    }

    /// Decompressed content, `compressed` bytes before.
    pub(crate) fn expanded(
        inner: Box<dyn Read + 'a>,
        compressed: u64,
        budget: &Rc<Budget>,
        limits: &Limits,
    ) -> Self {
        let proportion = allowance(compressed, limits);
        let (limit, limit_text) = if proportion < limits.member_bytes {
            let text = format!(
                "expands to more than {}, out of proportion to its size",
                size_text(proportion)
            );
            (proportion, text)
        } else {
            let text = format!("larger than {} decompressed", size_text(limits.member_bytes));
            (limits.member_bytes, text)
        };
        Self { inner, read: Rc::default(), limit, limit_text, budget: Some(Rc::clone(budget)) }
    }

    /// The counter of the bytes that were read.
    pub(crate) fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }
}

impl Read for Capped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.limit.saturating_sub(self.read.get());
        let affordable = self.budget.as_ref().map_or(u64::MAX, |budget| budget.left());
        let room = left.min(affordable);
        if room == 0 && !buffer.is_empty() {
            // Only a member that goes on beyond the cap is capped.
            let mut probe = [0];
            if self.inner.read(&mut probe)? == 0 {
                return Ok(0);
            }
            let text = match &self.budget {
                Some(budget) if left > 0 => budget.describe(),
                _ => self.limit_text.clone(),
            };
            return Err(io::Error::other(CapReached(text)));
        }
        let wanted = usize::try_from(room).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..wanted])?;
        self.read.set(self.read.get().saturating_add(count as u64));
        if let Some(budget) = &self.budget {
            budget.spend(count as u64);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(reader: &mut dyn Read) -> (usize, Option<io::Error>) {
        let mut total = 0;
        let mut buffer = [0; 100];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return (total, None),
                Ok(count) => total += count,
                Err(error) => return (total, Some(error)),
            }
        }
    }

    fn limits() -> Limits {
        Limits {
            member_bytes: 1000,
            expansion_floor: 500,
            expansion_ratio: 10,
            ..Limits::default()
        }
    }

    #[test]
    fn content_of_exactly_the_cap_is_whole() {
        let limits = limits();
        let budget = Rc::new(Budget::for_file(1000, &limits));
        let mut capped = Capped::expanded(Box::new(io::repeat(7).take(500)), 1, &budget, &limits);
        let (total, error) = read_all(&mut capped);
        assert_eq!((total, error.is_none()), (500, true));
    }

    #[test]
    fn one_byte_more_is_capped_and_says_which_cap() {
        let limits = limits();
        let budget = Rc::new(Budget::for_file(1000, &limits));
        let mut capped = Capped::expanded(Box::new(io::repeat(7).take(501)), 1, &budget, &limits);
        let (total, error) = read_all(&mut capped);
        assert_eq!(total, 500);
        let text = cap_behind(&error.expect("capped")).expect("a cap");
        assert!(text.contains("500 bytes") && text.contains("proportion"), "{text}");
        let mut capped = Capped::expanded(Box::new(io::repeat(7)), 100_000, &budget, &limits);
        let (total, error) = read_all(&mut capped);
        assert_eq!(total, 1000);
        assert!(cap_behind(&error.expect("capped")).expect("a cap").contains("larger than"));
    }

    #[test]
    fn members_share_the_budget_of_their_file() {
        let limits = limits();
        let budget = Rc::new(Budget::for_file(1, &limits));
        let mut first = Capped::expanded(Box::new(io::repeat(7).take(400)), 1, &budget, &limits);
        assert_eq!(read_all(&mut first).0, 400);
        let mut second = Capped::expanded(Box::new(io::repeat(7).take(400)), 1, &budget, &limits);
        let (total, error) = read_all(&mut second);
        assert_eq!(total, 100);
        assert!(cap_behind(&error.expect("capped")).is_some());
    }
}
