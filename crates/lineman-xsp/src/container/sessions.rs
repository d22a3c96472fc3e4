//! Sessions of the container: the cookie `JSESSIONID` stands for credentials that were checked
//! once (broadworks-wire 2.2). Bounded, and over after a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, HeaderValue, header};
use lineman_model::{Clock, Random, Timestamp};

/// Name of the cookie.
const COOKIE: &str = "JSESSIONID";
/// Most sessions at a time; beyond them those that have rested longest end early.
const SESSIONS: usize = 10_000;
/// A session that is not used for so long is over.
const IDLE_MILLIS: i64 = 30 * 60 * 1000;
/// No session lives longer: credentials are checked again some time.
const LONGEST_MILLIS: i64 = 8 * 60 * 60 * 1000;
/// Random bytes of an id.
const ID_BYTES: usize = 16;

struct Session<T> {
    holder: T,
    began: Timestamp,
    used: Timestamp,
}

impl<T> Session<T> {
    fn is_over(&self, now: Timestamp) -> bool {
        now.as_millis() - self.used.as_millis() >= IDLE_MILLIS
            || now.as_millis() - self.began.as_millis() >= LONGEST_MILLIS
    }
}

/// The sessions of one application; `T` says whose a session is.
pub(crate) struct Sessions<T> {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// Path that the cookie is for, and whether it may go over TLS only.
    attributes: String,
    sessions: Mutex<HashMap<String, Session<T>>>,
}

impl<T: Clone> Sessions<T> {
    pub(crate) fn new(
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        path: &str,
        secure: bool,
    ) -> Self {
        // A page of another site can neither read the cookie nor have it sent with its own calls.
        let secure = if secure { "; Secure" } else { "" };
        let attributes = format!("Path={path}; HttpOnly; SameSite=Lax{secure}");
        Self { clock, random, attributes, sessions: Mutex::new(HashMap::new()) }
    }

    /// Begins a session; the value of `Set-Cookie`.
    pub(crate) fn begin(&self, holder: T) -> Option<HeaderValue> {
        let id = self.random.hex(ID_BYTES).to_uppercase();
        let cookie = HeaderValue::from_str(&format!("{COOKIE}={id}; {}", self.attributes)).ok()?;
        self.insert(id, holder);
        Some(cookie)
    }

    /// Begins a session that a token names, as long as it lasts: one that is good for one login
    /// may be shown again by clients that keep no cookies.
    pub(crate) fn begin_for_token(&self, token: &str, holder: T) {
        self.insert(token_key(token), holder);
    }

    fn insert(&self, id: String, holder: T) {
        let now = self.clock.now();
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= SESSIONS {
            make_room(&mut sessions, now);
        }
        sessions.insert(id, Session { holder, began: now, used: now });
    }

    /// Whose session the request's cookie names, if it is a live one.
    pub(crate) fn holder(&self, headers: &HeaderMap) -> Option<T> {
        self.live(cookie(headers)?)
    }

    /// Whose session a token names, if it is a live one.
    pub(crate) fn holder_of_token(&self, token: &str) -> Option<T> {
        self.live(&token_key(token))
    }

    fn live(&self, id: &str) -> Option<T> {
        let now = self.clock.now();
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.get(id)?.is_over(now) {
            sessions.remove(id);
            return None;
        }
        let session = sessions.get_mut(id)?;
        session.used = now;
        Some(session.holder.clone())
    }

    /// Ends the session that the request's cookie names; the value of `Set-Cookie` that makes the
    /// client forget it.
    pub(crate) fn end(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        if let Some(id) = cookie(headers) {
            self.sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        }
        HeaderValue::from_str(&format!("{COOKIE}=; Max-Age=0; {}", self.attributes)).ok()
    }

    /// Ends every session of some holders.
    pub(crate) fn end_all(&self, whose: impl Fn(&T) -> bool) {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| !whose(&session.holder));
    }
}

/// Forgets the sessions that are over, and of the rest the half that has rested longest, so that
/// the next ones find room without a search.
fn make_room<T>(sessions: &mut HashMap<String, Session<T>>, now: Timestamp) {
    sessions.retain(|_, session| !session.is_over(now));
    if sessions.len() < SESSIONS {
        return;
    }
    let mut by_use: Vec<(Timestamp, String)> =
        sessions.iter().map(|(id, session)| (session.used, id.clone())).collect();
    by_use.sort_unstable();
    for (_, id) in by_use.drain(..SESSIONS / 2) {
        sessions.remove(&id);
    }
}

/// Where a token's session is kept; no cookie reaches it.
fn token_key(token: &str) -> String {
    format!("token {token}")
}

/// The id in the request's cookies.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, id)| id.trim().trim_matches('"'))
        .filter(|id| id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use lineman_model::{ManualClock, SeededRandom};

    use super::*;

    fn sessions() -> (Arc<ManualClock>, Sessions<u32>) {
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(0)));
        let random = Arc::new(SeededRandom::new(1));
        (Arc::clone(&clock), Sessions::new(clock, random, "/xsi", true))
    }

    fn sent_back(cookie: &HeaderValue) -> HeaderMap {
        let text = cookie.to_str().expect("text");
        let pair = text.split(';').next().expect("a pair");
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&format!("other=1; {pair}; x=y")).expect("a value");
        headers.insert(header::COOKIE, value);
        headers
    }

    #[test]
    fn a_cookie_names_its_session_until_it_is_over_or_ended() {
        let (clock, sessions) = sessions();
        let cookie = sessions.begin(7).expect("a cookie");
        let text = cookie.to_str().expect("text");
        assert!(text.ends_with("; Path=/xsi; HttpOnly; SameSite=Lax; Secure"), "{text}");
        let headers = sent_back(&cookie);
        for _ in 0..3 {
            clock.advance_millis(IDLE_MILLIS - 1);
            assert_eq!(sessions.holder(&headers), Some(7), "each use keeps it alive");
        }
        clock.advance_millis(IDLE_MILLIS);
        assert_eq!(sessions.holder(&headers), None, "it rested too long");
        let headers = sent_back(&sessions.begin(8).expect("a cookie"));
        assert!(sessions.end(&headers).is_some());
        assert_eq!(sessions.holder(&headers), None);
        assert_eq!(sessions.holder(&HeaderMap::new()), None);
        sessions.begin_for_token("t0ken", 5);
        assert_eq!(sessions.holder_of_token("t0ken"), Some(5));
        assert_eq!(sessions.holder_of_token("t0ke"), None);
        let mut forged = HeaderMap::new();
        forged.insert(header::COOKIE, HeaderValue::from_static("JSESSIONID=token t0ken"));
        assert_eq!(sessions.holder(&forged), None);
        let headers = sent_back(&sessions.begin(9).expect("a cookie"));
        sessions.end_all(|holder| *holder == 9);
        assert_eq!(sessions.holder(&headers), None);
    }

    #[test]
    fn no_session_lives_for_ever() {
        let (clock, sessions) = sessions();
        let headers = sent_back(&sessions.begin(7).expect("a cookie"));
        let mut lived = 0;
        while sessions.holder(&headers).is_some() {
            clock.advance_millis(IDLE_MILLIS / 2);
            lived += IDLE_MILLIS / 2;
        }
        assert_eq!(lived, LONGEST_MILLIS);
    }

    #[test]
    fn a_flood_of_sessions_ends_those_that_rest() {
        let (clock, sessions) = sessions();
        let first = sent_back(&sessions.begin(0).expect("a cookie"));
        for _ in 0..SESSIONS {
            clock.advance_millis(1);
            sessions.begin(2);
        }
        assert_eq!(sessions.holder(&first), None);
        assert!(sessions.sessions.lock().expect("not poisoned").len() <= SESSIONS);
        let last = sent_back(&sessions.begin(3).expect("a cookie"));
        assert_eq!(sessions.holder(&last), Some(3));
    }
}
