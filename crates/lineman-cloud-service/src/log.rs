//! Writing a cloud log: one JSON line per event (design.md section 4).

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_model::{Clock, Component, TrackingId};
use serde_json::{Map, Value};

/// The log of one service.
#[derive(Clone)]
pub struct CloudLog {
    service: Component,
    clock: Arc<dyn Clock>,
    sink: Arc<dyn LogSink>,
}

impl CloudLog {
    /// The log of `service`.
    #[must_use]
    pub fn new(service: Component, clock: Arc<dyn Clock>, sink: Arc<dyn LogSink>) -> Self {
        Self { service, clock, sink }
    }

    /// Begins a line; it is written by [`Line::write`].
    pub fn line(&self, event: CloudEvent) -> Line<'_> {
        Line {
            log: self,
            record: CloudRecord {
                time: self.clock.now(),
                level: String::from("info"),
                service: self.service,
                event,
                tracking_id: None,
                org_id: None,
                user_id: None,
                email: None,
                bw_user_id: None,
                enterprise: None,
                status: None,
                code: None,
                message: None,
                fields: Map::new(),
            },
        }
    }
}

/// A line under construction.
#[must_use = "a line is only written by write()"]
pub struct Line<'a> {
    log: &'a CloudLog,
    record: CloudRecord,
}

impl Line<'_> {
    /// Level `warning`.
    pub fn warning(mut self) -> Self {
        self.record.level = String::from("warning");
        self
    }

    /// Level `error`.
    pub fn error(mut self) -> Self {
        self.record.level = String::from("error");
        self
    }

    /// Joins it to a request.
    pub fn tracking(mut self, tracking_id: Option<&TrackingId>) -> Self {
        self.record.tracking_id = tracking_id.map(ToString::to_string);
        self
    }

    /// Joins it to a request whose id is text.
    pub fn tracking_text(mut self, tracking_id: Option<&str>) -> Self {
        self.record.tracking_id = tracking_id.map(str::to_owned);
        self
    }

    /// The organisation.
    pub fn org(mut self, org_id: &str) -> Self {
        self.record.org_id = Some(org_id.to_owned());
        self
    }

    /// The user.
    pub fn user(mut self, user_id: &str) -> Self {
        self.record.user_id = Some(user_id.to_owned());
        self
    }

    /// The user's email.
    pub fn email(mut self, email: &str) -> Self {
        self.record.email = Some(email.to_owned());
        self
    }

    /// The BroadWorks user id.
    pub fn bw_user(mut self, bw_user_id: &str) -> Self {
        self.record.bw_user_id = Some(bw_user_id.to_owned());
        self
    }

    /// The enterprise.
    pub fn enterprise(mut self, enterprise: &str) -> Self {
        self.record.enterprise = Some(enterprise.to_owned());
        self
    }

    /// The HTTP status.
    pub const fn status(mut self, status: u16) -> Self {
        self.record.status = Some(status);
        self
    }

    /// The code.
    pub fn code(mut self, code: &str) -> Self {
        self.record.code = Some(code.to_owned());
        self
    }

    /// The reason.
    pub fn message(mut self, message: &str) -> Self {
        self.record.message = Some(message.to_owned());
        self
    }

    /// A further key.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.record.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Writes it.
    pub fn write(self) {
        self.log.sink.append(&self.record.write());
    }
}
