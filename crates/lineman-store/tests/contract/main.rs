//! One contract, two engines: every test runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL's URL is in `LINEMAN_TEST_POSTGRES` (`cargo xtask test` starts one). Without it that
//! half is left out and said so; where `CI` is `true` this is a failure. The first argument that
//! is not an option picks the tests whose name holds it.

#![allow(clippy::expect_used, reason = "these are tests")]

mod accounts;
mod assertion;
mod call_settings;
mod cloud_accounts;
mod context;
mod crash;
mod devices;
mod directories;
mod hierarchy;
mod jobs;
mod location_service;
mod node_settings;
mod organizations;
mod provisioning;
mod push;
mod sign_in;
mod storage;
mod subscribers;
mod system;

use std::process::ExitCode;
use std::sync::Arc;

use context::{Context, Engine};

type Test = fn(Arc<Context>) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

macro_rules! contract {
    ($($module:ident: $($name:ident),+;)+) => {
        const CONTRACT: &[(&str, Test)] = &[$($(
            (
                concat!(stringify!($module), "::", stringify!($name)),
                |context| Box::pin(async move { $module::$name(&context).await }),
            ),
        )+)+];
    };
}

contract! {
    storage: reopening_keeps_everything, parallel_starts_make_one_schema,
        the_other_halfs_database_is_refused, another_key_opens_no_secret,
        any_text_comes_back_as_it_was, nul_is_refused;
    organizations: service_providers, groups, messaging_servers, numbers;
    subscribers: found_by_every_name, lists_and_counts, unique_values, changes_are_not_lost,
        removal_takes_everything_along, alternate_ids, services;
    call_settings: effective, assignment, changes_are_not_lost;
    hierarchy: resellers, the_nearest_setting_is_in_effect, parallel_settings_are_all_kept,
        departments, number_activation, authorizations, service_packs, password_histories,
        login_tokens, a_provider_goes_with_its_belongings;
    devices: types_and_files, levels_and_user_names, line_ports, tags_of_the_nearest_level,
        tag_sets, files_of_devices, rebuilds_and_counts, activations, tokens;
    directories: searched_sorted_and_paged, scopes_and_common_lists, older_rows_are_completed,
        phone_lists_of_three_kinds, call_logs_keep_the_latest, mailboxes, schedules;
    accounts: administrators, signing_keys, signing_key_files, token_revocations;
    system: messaging_defaults, container_options;
    node_settings: scalars, initial_values, configured_values, secrets_are_sealed, rows, initial_rows, configured_rows,
        parallel_additions_are_one_row;
    push: registrations, tokens_have_one_owner, push_settings;
    location_service: registrations, later_cseq_wins, registrations_in_a_batch, displaced_sessions,
        locations, locations_after_a_move;
    cloud_accounts: clusters_and_templates, provisioning_accounts, enterprises_become_one_organisation,
        users_are_made_once, users_change_and_go, signing_material;
    sign_in: clients, requests_are_taken_once, portal_sessions, tokens, assertions_are_good_once,
        wrong_passwords_lock, parallel_failures_are_all_counted;
    provisioning: a_request_and_its_job_are_one, one_open_request_per_user, failure_and_escalation,
        a_lost_lease_ends_nothing;
    jobs: in_order_and_not_too_early, a_dead_workers_job_is_taken_again, a_late_worker_changes_nothing,
        failures_back_off_and_end, eight_workers_do_two_hundred_jobs_once, a_new_job_wakes_the_worker;
    crash: an_accepted_request_survives_abort;
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let Some(address) = crash::child_address() {
        return crash::child(&address);
    }
    let filter = arguments.find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a runtime");
    let sqlite = runtime.block_on(run(Engine::Sqlite, &filter));
    let postgres = match std::env::var("LINEMAN_TEST_POSTGRES") {
        Ok(url) => runtime.block_on(run(Engine::Postgres(url), &filter)),
        Err(_) => {
            println!("postgres: not tested, LINEMAN_TEST_POSTGRES is not set");
            std::env::var("CI").is_ok_and(|ci| ci == "true").then_some(Failed).map_or(Ok(()), Err)
        }
    };
    if sqlite.and(postgres).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// At least one test failed, or could not be run where it must.
struct Failed;

async fn run(engine: Engine, filter: &str) -> Result<(), Failed> {
    let name = engine.name();
    let mut passed = 0;
    let mut failed = Vec::new();
    for (test, body) in CONTRACT.iter().filter(|(test, _)| test.contains(filter)) {
        let context = Arc::new(Context::new(engine.clone()));
        // A task of its own, so that a panic is this test's and no other's.
        match tokio::spawn(body(context)).await {
            Ok(()) => passed += 1,
            Err(_) => failed.push(*test),
        }
    }
    println!("{name}: {passed} passed");
    for test in &failed {
        println!("{name}: FAILED {test}");
    }
    if failed.is_empty() { Ok(()) } else { Err(Failed) }
}
