//! SQL storage for both halves on SQLite and PostgreSQL, and leased jobs.
