//! Wrong passwords in a row lock for ten minutes (EUE-006).

use lineman_idp_proxy::IdpProxyConfig;
use tokio::task::JoinSet;

use crate::stage::{EMAIL, PASSWORD, Stage};

const MINUTE: i64 = 60 * 1000;

async fn fail(stage: &Stage, times: u32) {
    for _ in 0..times {
        assert_eq!(stage.login(EMAIL, "wrong").await.refusal(), (401, Some("100006")));
    }
}

#[tokio::test]
async fn after_so_many_failures_even_the_right_password_waits_ten_minutes() {
    let stage = Stage::set().await;
    fail(&stage, IdpProxyConfig::LOCK.failures).await;
    let calls = stage.xsi.calls().len();
    // The case of the name does not matter.
    for name in [EMAIL, "UNA@mail.example"] {
        assert_eq!(stage.login(name, PASSWORD).await.refusal(), (403, Some("200018")));
    }
    stage.clock.advance_millis(10 * MINUTE - 1);
    assert_eq!(stage.login(EMAIL, PASSWORD).await.refusal(), (403, Some("200018")));
    assert_eq!(stage.xsi.calls().len(), calls, "BroadWorks is not asked while it is locked");
    stage.clock.advance_millis(1);
    assert_eq!(stage.login(EMAIL, PASSWORD).await.status, 200);
    // The count began anew.
    fail(&stage, 1).await;
    assert_eq!(stage.login(EMAIL, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_success_ends_the_row_and_another_users_failures_do_not_count() {
    let stage = Stage::set().await;
    for _ in 0..2 {
        fail(&stage, IdpProxyConfig::LOCK.failures - 1).await;
        assert_eq!(stage.login(EMAIL, PASSWORD).await.status, 200);
    }
    for _ in 0..IdpProxyConfig::LOCK.failures {
        stage.login("dora", "wrong").await;
    }
    assert_eq!(stage.login("dora", "wrong").await.refusal(), (403, Some("200018")));
    assert_eq!(stage.login(EMAIL, PASSWORD).await.status, 200);
}

/// Only a wrong password is the user's failure.
#[tokio::test]
async fn a_system_that_fails_locks_nobody() {
    let stage = Stage::set().await;
    for status in [503, 403, 404] {
        stage.xsi.answer_always(Some((status, "")));
        for _ in 0..IdpProxyConfig::LOCK.failures {
            stage.login(EMAIL, PASSWORD).await;
        }
    }
    stage.xsi.answer_always(None);
    assert_eq!(stage.login(EMAIL, PASSWORD).await.status, 200);
}

/// Guesses in parallel get no more tries than guesses in a row.
#[tokio::test]
async fn parallel_guesses_do_not_slip_past_the_lock() {
    let stage = std::sync::Arc::new(Stage::set().await);
    let mut guesses = JoinSet::new();
    for number in 0..16 {
        let stage = std::sync::Arc::clone(&stage);
        guesses.spawn(async move { stage.login(EMAIL, &format!("guess {number}")).await.status });
    }
    let statuses = guesses.join_all().await;
    let failures = IdpProxyConfig::LOCK.failures as usize;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), failures);
    assert_eq!(statuses.iter().filter(|status| **status == 403).count(), 16 - failures);
    assert_eq!(stage.xsi.calls().len(), failures);
}
