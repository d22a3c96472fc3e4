//! Refresh tokens (webex-api.md 1.4).

use crate::support::{Fixture, UNA};

const REFRESH: (&str, &str) = ("grant_type", "refresh_token");

#[tokio::test]
async fn a_public_client_gets_a_new_refresh_token_in_place_of_the_old_one() {
    let fixture = Fixture::new().await;
    let first = fixture.sign_in(UNA, "una@mail.example").await;
    let old = first["refresh_token"].as_str().unwrap();
    fixture.clock.advance_millis(1_209_600_000);
    let fields = [REFRESH, ("client_id", "app"), ("refresh_token", old)];
    let (status, second) = fixture.token(&fields).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!(second["scope"], first["scope"]);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    let access = second["access_token"].as_str().unwrap();
    assert_eq!(fixture.introspect(access).await["active"], true);
    assert_eq!(fixture.token(&fields).await.0, 400, "the old one is used up");
    // An access token is no refresh token.
    let fields = [REFRESH, ("client_id", "app"), ("refresh_token", access)];
    assert_eq!(fixture.token(&fields).await.0, 400);
}

#[tokio::test]
async fn a_refresh_token_ends_and_may_be_narrowed() {
    let fixture = Fixture::new().await;
    let body = fixture.sign_in(UNA, "una@mail.example").await;
    let token = body["refresh_token"].as_str().unwrap();
    let narrow = [REFRESH, ("client_id", "app"), ("refresh_token", token), ("scope", "spark:all")];
    let (status, narrowed) = fixture.token(&narrow).await;
    assert_eq!((status, narrowed["scope"].as_str()), (200, Some("spark:all")));
    let token = narrowed["refresh_token"].as_str().unwrap();
    let wider = [
        REFRESH,
        ("client_id", "app"),
        ("refresh_token", token),
        ("scope", "spark:all identity:people_read"),
    ];
    assert_eq!(fixture.token(&wider).await.1["error"], "invalid_scope");
    fixture.clock.advance_millis(7_776_000_000);
    let fields = [REFRESH, ("client_id", "app"), ("refresh_token", token)];
    assert_eq!(fixture.token(&fields).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn another_client_cannot_use_it() {
    let fixture = Fixture::new().await;
    let body = fixture.sign_in(UNA, "una@mail.example").await;
    let token = body["refresh_token"].as_str().unwrap();
    let fields =
        [REFRESH, ("client_id", "server"), ("client_secret", "shh"), ("refresh_token", token)];
    assert_eq!(fixture.token(&fields).await.1["error"], "invalid_grant");
    let fields = [REFRESH, ("client_id", "app"), ("refresh_token", token)];
    assert_eq!(fixture.token(&fields).await.0, 200, "it is still the app's");
}
