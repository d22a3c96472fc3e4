//! What identity, IdP proxy and portal remember during a sign-in.

use lineman_store::CloudStore;
use lineman_store::cloud::{
    AuthorizationRequest, LockPolicy, OauthClient, PortalSession, Token, TokenKind,
};

use crate::assertion::{assert_exists, assert_reference, at};
use crate::cloud_accounts::organization;
use crate::context::{Context, user};

async fn with_client(context: &Context) -> CloudStore {
    let store = context.furnished_cloud().await;
    store.oauth_clients().save(&client()).await.expect("saved");
    store
}

fn client() -> OauthClient {
    OauthClient {
        client_id: "app".into(),
        name: "The app".into(),
        secret_hash: None,
        redirect_uris: vec!["http://localhost/redirect".into()],
        scopes: vec!["spark:all".into(), "profile".into()],
    }
}

fn request(relay_state: &str) -> AuthorizationRequest {
    AuthorizationRequest {
        relay_state: relay_state.into(),
        client_id: "app".into(),
        redirect_uri: "http://localhost/redirect".into(),
        code_challenge: "challenge".into(),
        client_state: Some("state".into()),
        login_hint: "una@mail.example".into(),
        authn_request_id: format!("_{relay_state}"),
        tracking_id: Some("CLIENT_1".into()),
        created_at: at(0),
        expires_at: at(100),
    }
}

pub(crate) async fn clients(context: &Context) {
    let store = with_client(context).await;
    let mut changed = client();
    changed.secret_hash = Some("hash".into());
    changed.redirect_uris.clear();
    store.oauth_clients().save(&changed).await.expect("replaced");
    assert_eq!(store.oauth_clients().find("app").await.expect("read"), Some(changed));
    assert_eq!(store.oauth_clients().find("other").await.expect("read"), None);
}

pub(crate) async fn requests_are_taken_once(context: &Context) {
    let store = with_client(context).await;
    let requests = store.authorization_requests();
    requests.add(&request("r1")).await.expect("stored");
    assert_exists(requests.add(&request("r1")).await);
    let mut foreign = request("r2");
    foreign.client_id = "nobody".into();
    assert_reference(requests.add(&foreign).await);
    assert_eq!(requests.find("r1", at(99)).await.expect("read"), Some(request("r1")));
    assert_eq!(requests.find("r1", at(100)).await.expect("read"), None);
    let by_id = requests.find_by_authn_request("_r1", at(1)).await.expect("read");
    assert_eq!(by_id, Some(request("r1")));
    assert_eq!(requests.take_by_authn_request("_r1", at(100)).await.expect("asked"), None);

    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            store.authorization_requests().take_by_authn_request("_r1", at(1)).await.expect("asked")
        });
    }
    let taken = tasks.join_all().await;
    assert_eq!(taken.into_iter().flatten().collect::<Vec<_>>(), [request("r1")]);
    requests.add(&request("r3")).await.expect("stored");
    assert_eq!(requests.remove_expired(at(99)).await.expect("forgotten"), 0);
    assert_eq!(requests.remove_expired(at(100)).await.expect("forgotten"), 1);
}

pub(crate) async fn portal_sessions(context: &Context) {
    let store = context.cloud().await;
    let sessions = store.portal_sessions();
    let session = PortalSession {
        session_hash: "session".into(),
        csrf_hash: "csrf".into(),
        relay_state: "r1".into(),
        authn_request_id: "_r1".into(),
        redirect_uri: "http://localhost/redirect".into(),
        login_hint: None,
        tracking_id: None,
        created_at: at(0),
        expires_at: at(100),
    };
    sessions.add(&session).await.expect("stored");
    assert_exists(sessions.add(&session).await);
    assert_eq!(sessions.find("session", at(99)).await.expect("read"), Some(session.clone()));
    assert_eq!(sessions.find("session", at(100)).await.expect("read"), None);
    assert!(sessions.remove("session").await.expect("ended"));
    assert!(!sessions.remove("session").await.expect("ended"));
    sessions.add(&session).await.expect("stored");
    assert_eq!(sessions.remove_expired(at(100)).await.expect("forgotten"), 1);
}

/// LAD-024: expired and revoked tokens are told from unknown ones.
pub(crate) async fn tokens(context: &Context) {
    let store = context.furnished_cloud().await;
    store.organizations().ensure(&organization("o1", None)).await.expect("ensured");
    store.users().create(&user("u1", "o1", "una@mail.example")).await.expect("made");
    let token = |hash: &str, kind| Token {
        token_hash: hash.into(),
        kind,
        user_id: "u1".into(),
        org_id: "o1".into(),
        client_id: "app".into(),
        scope: "spark:all".into(),
        issued_at: at(0),
        expires_at: at(100),
        revoked_at: None,
    };
    let tokens = store.tokens();
    let pair = [token("a", TokenKind::Access), token("r", TokenKind::Refresh)];
    tokens.add(&pair).await.expect("stored");
    assert_exists(
        tokens.add(&[token("b", TokenKind::Access), token("a", TokenKind::Access)]).await,
    );
    assert_eq!(tokens.find(TokenKind::Access, "b").await.expect("read"), None, "all or none");
    let mut foreign = token("c", TokenKind::Access);
    foreign.user_id = "nobody".into();
    assert_reference(tokens.add(&[foreign]).await);
    assert_eq!(tokens.find(TokenKind::Access, "a").await.expect("read"), Some(pair[0].clone()));
    assert_eq!(tokens.find(TokenKind::Access, "r").await.expect("read"), None, "another kind");
    assert!(tokens.revoke("a", at(5)).await.expect("revoked"));
    assert!(!tokens.revoke("a", at(6)).await.expect("revoked"));
    let revoked = tokens.find(TokenKind::Access, "a").await.expect("read").expect("there");
    assert_eq!(revoked.revoked_at, Some(at(5)));
    assert_eq!(tokens.revoke_user("u1", at(7)).await.expect("revoked"), 1);
    assert_eq!(tokens.remove_expired(at(99)).await.expect("forgotten"), 0);
    assert_eq!(tokens.remove_expired(at(100)).await.expect("forgotten"), 2);
}

/// LAD-020: a replayed assertion is refused.
pub(crate) async fn assertions_are_good_once(context: &Context) {
    let store = context.cloud().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let store = store.clone();
        tasks.spawn(async move {
            store.used_assertions().use_once("_assertion", at(100)).await.expect("asked")
        });
    }
    let first = tasks.join_all().await.into_iter().filter(|first| *first).count();
    assert_eq!(first, 1);
    assert_eq!(store.used_assertions().remove_expired(at(99)).await.expect("forgotten"), 0);
    assert_eq!(store.used_assertions().remove_expired(at(100)).await.expect("forgotten"), 1);
}

const POLICY: LockPolicy =
    LockPolicy { failures: 3, lock_millis: 600_000, forget_millis: 3_600_000 };

/// EUE-006: locked for ten minutes.
pub(crate) async fn wrong_passwords_lock(context: &Context) {
    let store = context.cloud().await;
    let failures = store.login_failures();
    assert!(!failures.state("una").await.expect("read").is_locked(at(0)));
    for number in 1..=2 {
        let state = failures.record("una", POLICY, at(number)).await.expect("counted");
        assert_eq!((i64::from(state.failures), state.locked_until), (number, None));
    }
    let locked = failures.record("UNA", POLICY, at(3)).await.expect("counted");
    assert_eq!((locked.failures, locked.locked_until), (3, Some(at(600_003))));
    assert!(failures.state("una").await.expect("read").is_locked(at(600_002)));
    assert!(!failures.state("una").await.expect("read").is_locked(at(600_003)));
    assert!(!failures.state("dora").await.expect("read").is_locked(at(4)));
    let fresh = failures.record("una", POLICY, at(600_003)).await.expect("counted");
    assert_eq!((fresh.failures, fresh.locked_until), (1, None), "a new row after the lock");
    failures.record("una", POLICY, at(600_004)).await.expect("counted");
    let much_later = failures.record("una", POLICY, at(9_000_000)).await.expect("counted");
    assert_eq!(much_later.failures, 1, "a new row after a long while");
    failures.clear("una").await.expect("cleared");
    assert_eq!(failures.state("una").await.expect("read").failures, 0);
    let strict = LockPolicy { failures: 1, ..POLICY };
    assert!(failures.record("una", strict, at(0)).await.expect("counted").is_locked(at(1)));
}

pub(crate) async fn parallel_failures_are_all_counted(context: &Context) {
    let store = context.cloud().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..10 {
        let store = store.clone();
        tasks.spawn(async move {
            let policy = LockPolicy { failures: 100, ..POLICY };
            store.login_failures().record("una", policy, at(number)).await.expect("counted");
        });
    }
    tasks.join_all().await;
    assert_eq!(store.login_failures().state("una").await.expect("read").failures, 10);
}
