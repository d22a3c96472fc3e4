//! REGISTER whose contacts are changed together with those of others: one write to the disk for all
//! that came in the meantime, and no answer before it.

use lineman_ladder::literals::SESSION_DISPLACED;
use lineman_model::Timestamp;
use lineman_sip::{Message, NameAddress};
use lineman_sip_transport::SipPeer;
use lineman_store::StoreError;
use lineman_store::broadworks::{Registration, RegistrationBatch};

use super::bindings::{self, CONTACTS, Wish, Wishes};
use super::service::Registrar;

/// The answer to a request that belongs to no call.
pub(crate) enum Answer {
    /// This one.
    Now(Message),
    /// It comes from [`Registrar::commit`].
    AfterCommit(Box<WaitingRegister>),
}

/// A REGISTER of somebody who proved who he is.
pub(crate) struct WaitingRegister {
    pub(super) request: Message,
    pub(super) source: SipPeer,
    pub(super) line_port: String,
    pub(super) wishes: Wishes,
    /// Only one client may be registered there (CAL-015).
    pub(super) alone: bool,
}

impl WaitingRegister {
    fn call_id(&self) -> &str {
        self.request.call_id().unwrap_or_default()
    }

    fn cseq(&self) -> u32 {
        self.request.cseq().map(|cseq| cseq.number).unwrap_or_default()
    }
}

impl Registrar {
    /// Changes the contacts of all of them, in their order, and gives their answers.
    pub(crate) async fn commit(&self, waiting: &[&WaitingRegister]) -> Vec<Message> {
        match self.try_commit(waiting).await {
            Ok(answers) => answers,
            Err(error) if waiting.len() == 1 => {
                tracing::error!(%error, "a registration failed");
                waiting.iter().map(|one| self.response(&one.request, 500).build()).collect()
            }
            Err(error) => {
                // One of them spoils the whole transaction: each for itself.
                tracing::warn!(%error, "a group of registrations failed");
                let mut answers = Vec::with_capacity(waiting.len());
                for one in waiting {
                    answers.push(match self.try_commit(&[one]).await {
                        Ok(mut answer) => answer.pop(),
                        Err(error) => {
                            tracing::error!(%error, "a registration failed");
                            None
                        }
                    });
                }
                let failed = |one: &WaitingRegister| self.response(&one.request, 500).build();
                answers
                    .into_iter()
                    .zip(waiting)
                    .map(|(answer, one)| answer.unwrap_or_else(|| failed(one)))
                    .collect()
            }
        }
    }

    async fn try_commit(&self, waiting: &[&WaitingRegister]) -> Result<Vec<Message>, StoreError> {
        let mut batch = self.store.registrations().batch().await?;
        let mut answers = Vec::with_capacity(waiting.len());
        for one in waiting {
            answers.push(self.change(&mut batch, one).await?);
        }
        batch.commit().await?;
        Ok(answers)
    }

    async fn change(
        &self,
        batch: &mut RegistrationBatch,
        one: &WaitingRegister,
    ) -> Result<Message, StoreError> {
        let now = self.clock.now();
        let WaitingRegister { request, line_port, wishes, .. } = one;
        let (call_id, cseq) = (one.call_id(), one.cseq());
        let mut current = batch.list(line_port, now).await?;
        let mut others = false;
        if one.alone {
            if batch.is_displaced(line_port, call_id, now).await? {
                let warning = format!("399 BroadWorks \"{SESSION_DISPLACED}\"");
                return Ok(self.response(request, 403).header("Warning", warning).build());
            }
            // The later client wins: whoever was there gives way below.
            others = current.iter().any(|known| known.call_id != call_id);
            current.retain(|known| known.call_id == call_id);
        }
        // All or nothing: a late request of a Call-ID changes nothing at all.
        let touched = |binding: &Registration| match wishes {
            Wishes::Query => false,
            Wishes::RemoveAll => true,
            Wishes::Change(list) => list.iter().any(|wish| wish.uri == binding.contact),
        };
        let late = current
            .iter()
            .any(|known| touched(known) && known.call_id == call_id && known.cseq >= cseq);
        if late {
            return Ok(self.response(request, 500).header("Retry-After", "1").build());
        }
        match wishes {
            Wishes::Query => {}
            Wishes::RemoveAll => {
                batch.remove_all(line_port).await?;
                current.clear();
            }
            Wishes::Change(list) => {
                let added = list
                    .iter()
                    .filter(|wish| wish.seconds > 0)
                    .filter(|wish| current.iter().all(|known| known.contact != wish.uri))
                    .count();
                if current.len() + added > CONTACTS {
                    return Ok(self.response(request, 503).build());
                }
                if others {
                    batch.displace_others(line_port, call_id).await?;
                }
                for wish in list {
                    current.retain(|known| known.contact != wish.uri);
                    // The newest stands first.
                    if let Some(kept) = apply(batch, one, wish, now).await? {
                        current.insert(0, kept);
                    }
                }
            }
        }
        Ok(self.accepted(one, &current, now))
    }

    /// 200 with all contacts of the line/port and what is left of their lives.
    fn accepted(&self, one: &WaitingRegister, kept: &[Registration], now: Timestamp) -> Message {
        let mut response = self.response(&one.request, 200);
        for known in kept {
            let left = (known.expires_at.since(now) / 1000).max(0).to_string();
            let contact =
                NameAddress::new(known.contact.clone()).with_parameter("expires", Some(&left));
            response = response.header("Contact", contact.to_string());
        }
        let granted = match &one.wishes {
            Wishes::Change(list) => list.iter().map(|wish| wish.seconds).max(),
            _ => None,
        };
        if let Some(granted) = granted {
            response = response.header("Expires", granted.to_string());
        }
        if let Some(path) = bindings::path_of(&one.request) {
            response = response.header("Path", path);
        }
        response.build()
    }
}

/// Carries out one wish; gives what is kept now.
async fn apply(
    batch: &mut RegistrationBatch,
    one: &WaitingRegister,
    wish: &Wish,
    now: Timestamp,
) -> Result<Option<Registration>, StoreError> {
    if wish.seconds == 0 {
        batch.remove(&one.line_port, &wish.uri).await?;
        return Ok(None);
    }
    let registration = Registration {
        line_port: one.line_port.clone(),
        contact: wish.uri.clone(),
        path: bindings::path_of(&one.request),
        call_id: one.call_id().to_owned(),
        cseq: one.cseq(),
        user_agent: one.request.headers.get("User-Agent").map(str::to_owned),
        received: Some(one.source.to_string()),
        registered_at: now,
        expires_at: now.plus_millis(i64::from(wish.seconds) * 1000),
    };
    batch.save(&registration).await?;
    Ok(Some(registration))
}
