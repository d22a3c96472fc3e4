//! Sessions: who is logged in under which session id.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::caller::Administrator;

/// Most session ids that one connection may use.
const SESSIONS_OF_A_CONNECTION: usize = 64;

/// Number of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ConnectionId(pub(crate) u64);

#[derive(Debug, Default)]
struct Session {
    /// User id and nonce of an `AuthenticationRequest` that waits for its `LoginRequest`.
    challenge: Option<(String, String)>,
    login: Option<Arc<Administrator>>,
    connections: HashSet<ConnectionId>,
}

/// All sessions of the server.
///
/// The client chooses the session id and may use it on several connections; it is good for the
/// address that it came from only. A session ends with a logout or with its last connection.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<(IpAddr, String), Session>>);

/// Why a session could not be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooManySessions;

impl Sessions {
    /// Notes that a connection uses a session, and gives whoever is logged in there.
    pub(crate) fn join(
        &self,
        address: IpAddr,
        session_id: &str,
        connection: ConnectionId,
    ) -> Result<Option<Arc<Administrator>>, TooManySessions> {
        let mut sessions = self.lock();
        let key = (address, session_id.to_owned());
        if let Some(session) = sessions.get(&key)
            && session.connections.contains(&connection)
        {
            return Ok(session.login.clone());
        }
        let used =
            sessions.values().filter(|other| other.connections.contains(&connection)).count();
        if used >= SESSIONS_OF_A_CONNECTION {
            return Err(TooManySessions);
        }
        let session = sessions.entry(key).or_default();
        session.connections.insert(connection);
        Ok(session.login.clone())
    }

    /// Keeps the nonce of the first stage of a login.
    pub(crate) fn challenge(&self, address: IpAddr, session_id: &str, user_id: &str, nonce: &str) {
        if let Some(session) = self.lock().get_mut(&(address, session_id.to_owned())) {
            session.challenge = Some((user_id.to_owned(), nonce.to_owned()));
        }
    }

    /// Takes the nonce of the first stage: it is good for one attempt of the same user.
    pub(crate) fn take_nonce(
        &self,
        address: IpAddr,
        session_id: &str,
        user_id: &str,
    ) -> Option<String> {
        let mut sessions = self.lock();
        let session = sessions.get_mut(&(address, session_id.to_owned()))?;
        let (user, nonce) = session.challenge.take()?;
        (user == user_id).then_some(nonce)
    }

    /// Whether someone is logged in over this connection.
    pub(crate) fn is_logged_in(&self, connection: ConnectionId) -> bool {
        self.lock()
            .values()
            .any(|session| session.login.is_some() && session.connections.contains(&connection))
    }

    /// Logs someone in.
    pub(crate) fn log_in(&self, address: IpAddr, session_id: &str, who: Administrator) {
        if let Some(session) = self.lock().get_mut(&(address, session_id.to_owned())) {
            session.login = Some(Arc::new(who));
        }
    }

    /// Ends a session.
    pub(crate) fn log_out(&self, address: IpAddr, session_id: &str) {
        self.lock().remove(&(address, session_id.to_owned()));
    }

    /// Forgets a connection and the sessions that have no other one.
    pub(crate) fn leave(&self, connection: ConnectionId) {
        self.lock().retain(|_, session| {
            !session.connections.remove(&connection) || !session.connections.is_empty()
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(IpAddr, String), Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oci::caller::{Level, Rights};

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 2));

    fn admin() -> Administrator {
        Administrator {
            user_id: "admin".into(),
            level: Level::System,
            service_provider_id: None,
            group_id: None,
            name: "Default Administrator".into(),
            rights: Rights::default(),
        }
    }

    #[test]
    fn a_session_lives_until_its_last_connection_leaves() {
        let sessions = Sessions::default();
        let (one, two) = (ConnectionId(1), ConnectionId(2));
        assert!(sessions.join(HERE, "s", one).expect("room").is_none());
        sessions.log_in(HERE, "s", admin());
        assert!(sessions.join(HERE, "s", two).expect("room").is_some());
        assert!(sessions.join(THERE, "s", two).expect("room").is_none());
        sessions.leave(one);
        assert!(sessions.join(HERE, "s", two).expect("room").is_some());
        sessions.leave(two);
        assert!(sessions.lock().is_empty());
        assert!(sessions.join(HERE, "s", one).expect("room").is_none());
    }

    #[test]
    fn a_nonce_is_good_for_one_attempt_of_its_user() {
        let sessions = Sessions::default();
        let _ = sessions.join(HERE, "s", ConnectionId(1));
        sessions.challenge(HERE, "s", "admin", "1");
        assert_eq!(sessions.take_nonce(HERE, "s", "other"), None);
        assert_eq!(sessions.take_nonce(HERE, "s", "admin"), None);
        sessions.challenge(HERE, "s", "admin", "2");
        assert_eq!(sessions.take_nonce(HERE, "s", "admin").as_deref(), Some("2"));
        assert_eq!(sessions.take_nonce(HERE, "s", "admin"), None);
    }

    #[test]
    fn a_connection_cannot_open_sessions_without_end() {
        let sessions = Sessions::default();
        for index in 0..SESSIONS_OF_A_CONNECTION {
            assert!(sessions.join(HERE, &index.to_string(), ConnectionId(1)).is_ok());
        }
        assert_eq!(
            sessions.join(HERE, "one more", ConnectionId(1)).map(|_| ()),
            Err(TooManySessions)
        );
        assert!(sessions.join(HERE, "0", ConnectionId(1)).is_ok());
        assert!(sessions.join(HERE, "one more", ConnectionId(2)).is_ok());
    }
}
