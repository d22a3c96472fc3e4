//! What the tests say again and again.

use lineman_model::Timestamp;
use lineman_store::StoreError;

/// A moment of the tests' own time.
pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + millis)
}

pub(crate) fn assert_exists<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Exists { .. })), "{result:?}");
}

pub(crate) fn assert_reference<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Reference { .. })), "{result:?}");
}

pub(crate) fn assert_missing<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Missing { .. })), "{result:?}");
}
