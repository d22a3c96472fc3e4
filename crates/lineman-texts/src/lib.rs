//! Fluent texts on top of the catalog, in six languages.
