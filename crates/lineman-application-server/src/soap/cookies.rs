//! Sessions over HTTP: a `JSESSIONID` cookie stands for a connection.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use lineman_model::{Random, Timestamp, uuid_v4};

use crate::oci::server::OciServer;
use crate::oci::session::ConnectionId;

/// Name of the cookie.
pub(super) const NAME: &str = "JSESSIONID";
/// Most sessions at a time; the one that was used least recently makes room.
const SESSIONS: usize = 1024;

struct Entry {
    address: IpAddr,
    connection: ConnectionId,
    used: Timestamp,
}

/// The sessions of the service.
pub(super) struct Cookies {
    entries: Mutex<HashMap<String, Entry>>,
    idle_millis: i64,
}

/// The connection that a request belongs to.
pub(super) struct Visit {
    pub(super) connection: ConnectionId,
    /// A cookie that the client does not have yet.
    pub(super) new_cookie: Option<String>,
}

impl Cookies {
    /// Sessions that end when they are not used for so many milliseconds.
    pub(super) fn new(idle_millis: i64) -> Self {
        Self { entries: Mutex::default(), idle_millis }
    }

    /// The connection of a request with this cookie from this address, a new one if there is none.
    pub(super) fn visit(
        &self,
        server: &OciServer,
        address: IpAddr,
        cookie: Option<&str>,
        random: &dyn Random,
    ) -> Visit {
        let now = server.now();
        let mut ended = Vec::new();
        let visit = {
            let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
            entries.retain(|_, entry| {
                let alive = now.since(entry.used) < self.idle_millis;
                if !alive {
                    ended.push(entry.connection);
                }
                alive
            });
            let known = cookie.and_then(|cookie| entries.get_mut(cookie));
            match known.filter(|entry| entry.address == address) {
                Some(entry) => {
                    entry.used = now;
                    Visit { connection: entry.connection, new_cookie: None }
                }
                None => {
                    if entries.len() >= SESSIONS
                        && let Some(oldest) = entries
                            .iter()
                            .min_by_key(|(_, entry)| entry.used)
                            .map(|(cookie, _)| cookie.clone())
                    {
                        ended.extend(entries.remove(&oldest).map(|entry| entry.connection));
                    }
                    let cookie = uuid_v4(random).replace('-', "").to_uppercase();
                    let connection = server.next_connection();
                    entries.insert(cookie.clone(), Entry { address, connection, used: now });
                    Visit { connection, new_cookie: Some(cookie) }
                }
            }
        };
        for connection in ended {
            server.sessions.leave(connection);
        }
        visit
    }
}

/// The value of our cookie in a `Cookie` header.
pub(super) fn of_header(header: &str) -> Option<&str> {
    header.split(';').filter_map(|pair| pair.trim().split_once('=')).find_map(|(name, value)| {
        (name == NAME && !value.is_empty()).then_some(value.trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_cookie_is_found_among_others() {
        assert_eq!(of_header("a=b; JSESSIONID=1A; c=d"), Some("1A"));
        assert_eq!(of_header("JSESSIONID=\"1A\""), Some("1A"));
        for other in ["", "JSESSIONID", "JSESSIONID=", "XJSESSIONID=1", "jsessionid=1"] {
            assert_eq!(of_header(other), None, "{other}");
        }
    }
}
