//! The OCI-P side of the Application Server over real sockets, on a SQLite store.
#![allow(clippy::expect_used, reason = "tests: what is not there fails the test")]

mod administrators;
mod call_settings;
mod common;
mod device_files;
mod devices;
mod directories;
mod directory_lists;
mod hierarchy;
mod ladder;
mod login;
mod messaging;
mod messaging_changes;
mod messaging_levels;
mod messaging_server;
mod provisioning;
mod push;
mod push_sending;
mod push_server;
mod services;
mod soap;
mod transaction_log;
mod transcript;
mod users;
