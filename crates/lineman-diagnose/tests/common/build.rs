//! Logs written by the writers of lineman-logs, as the services write them.

use std::collections::BTreeMap;

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_logs::ns_xs_log::{NsXsLogEntry, NsXsLogRecord};
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::xs_log::XsLogRecord;
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use lineman_model::{Component, LogKind, Timestamp};

use super::File;

/// 2026-01-01T00:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_millis(1_767_225_600_000);

/// A subscriber whose names all differ (XCC-002).
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) user: String,
    pub(crate) email: String,
    pub(crate) line_port: String,
    pub(crate) number: String,
    pub(crate) enterprise: String,
}

impl Person {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            user: format!("Bw{number}@as.example"),
            email: format!("Person{number}@Customer.example"),
            line_port: format!("line{number}@sip.example"),
            number: format!("+1555000{number:04}"),
            enterprise: "Acme".to_owned(),
        }
    }

    /// As a report names the subscriber.
    pub(crate) fn name(&self) -> String {
        self.user.clone()
    }
}

/// A deployment that only writes logs.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) now: Timestamp,
    files: BTreeMap<String, (LogKind, String)>,
    counter: u64,
}

impl World {
    pub(crate) fn new() -> Self {
        Self { now: START, files: BTreeMap::new(), counter: 0 }
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, millis: i64) {
        self.now = self.now.plus_millis(millis);
    }

    pub(crate) fn uuid(&mut self) -> String {
        self.counter += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.counter)
    }

    /// The logs, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<File> {
        self.files
            .iter()
            .map(|(path, (kind, text))| File {
                path: path.clone(),
                kind: *kind,
                text: text.clone(),
            })
            .collect()
    }

    fn append(&mut self, path: &str, kind: LogKind, text: &str) {
        self.now = self.now.plus_millis(3);
        let file = self.files.entry(path.to_owned()).or_insert((kind, String::new()));
        file.1.push_str(text);
    }

    pub(crate) fn ps(&mut self, thread: &str, entry: PsLogEntry) {
        let record = PsLogRecord {
            time: self.now,
            severity: "Info".to_owned(),
            thread: thread.to_owned(),
            entry,
        };
        self.append("as/PSLog.txt", LogKind::PsLog, &record.write());
    }

    pub(crate) fn xsi(&mut self, thread: &str, tracking: Option<&str>, entry: XsiActionsEntry) {
        let record = XsiActionsRecord {
            time: self.now,
            severity: "Info".to_owned(),
            thread: thread.to_owned(),
            tracking_id: tracking.map(str::to_owned),
            entry,
        };
        self.append("xsp/XsiActionsLog.txt", LogKind::XsiActionsLog, &record.write());
    }

    pub(crate) fn auth(
        &mut self,
        thread: &str,
        tracking: Option<&str>,
        entry: AuthenticationServiceEntry,
    ) {
        let record = AuthenticationServiceRecord {
            time: self.now,
            severity: "Info".to_owned(),
            thread: thread.to_owned(),
            tracking_id: tracking.map(str::to_owned),
            entry,
        };
        let text = record.write();
        self.append("xsp/authenticationService.txt", LogKind::AuthenticationService, &text);
    }

    pub(crate) fn dms(&mut self, entry: DmsDebugEntry) {
        let record = DmsDebugRecord {
            time: self.now,
            severity: "Info".to_owned(),
            thread: "worker".to_owned(),
            entry,
        };
        self.append("xsp/dmsDebugLog.txt", LogKind::DmsDebugLog, &record.write());
    }

    pub(crate) fn access(&mut self, method: &str, path: &str, status: u16, agent: &str) {
        let record = AccessLogRecord {
            host: "127.0.0.1".to_owned(),
            ident: "-".to_owned(),
            user: "-".to_owned(),
            time: self.now,
            offset_minutes: 0,
            request: format!("{method} {path} HTTP/1.1"),
            status: Some(status),
            bytes: Some(10),
            seconds: Some(0),
            micros: Some(900),
            referer: Some("-".to_owned()),
            user_agent: Some(agent.to_owned()),
            rest: Vec::new(),
        };
        self.append("xsp/tomcat/access_log.txt", LogKind::AccessLog, &record.write());
    }

    pub(crate) fn startup(&mut self, user: &str, entry: ClientStartupEntry) {
        let record = ClientStartupRecord::new(self.now, 7, "0x1", entry);
        let path = format!("client/{user}/current_log.txt");
        self.append(&path, LogKind::ClientStartup, &record.write());
    }

    pub(crate) fn calling(&mut self, user: &str, entry: ClientCallingEntry) {
        let record = ClientCallingRecord::new(self.now, 7, "0x1", entry);
        let path = format!("client/{user}/bwc/current_log.txt");
        self.append(&path, LogKind::ClientCalling, &record.write());
    }

    pub(crate) fn xs(&mut self, direction: Direction, message: &str) {
        let wire = message.replace('\n', "\r\n");
        let dump = SipDump::of_wire(wire.as_bytes(), "udp", direction, "127.0.0.1:5070");
        let record = XsLogRecord::sip(self.now, "Call Half Input Adapter 1", 1, "Unknown", dump);
        self.append("as/XSLog.txt", LogKind::XsLog, &record.write());
    }

    pub(crate) fn ns(&mut self, entry: NsXsLogEntry) {
        let record = NsXsLogRecord { time: self.now, severity: "Info".to_owned(), entry };
        self.append("ns/NSXSLog.txt", LogKind::NsXsLog, &record.write());
    }

    pub(crate) fn cloud(
        &mut self,
        service: Component,
        event: CloudEvent,
        tracking: &str,
        change: impl FnOnce(&mut CloudRecord),
    ) {
        let mut record = CloudRecord {
            time: self.now,
            level: "info".to_owned(),
            service,
            event,
            tracking_id: Some(tracking.to_owned()),
            org_id: None,
            user_id: None,
            email: None,
            bw_user_id: None,
            enterprise: None,
            status: None,
            code: None,
            message: None,
            fields: serde_json::Map::new(),
        };
        change(&mut record);
        let path = format!("cloud/{}.log", service.as_str().replace('-', "_"));
        self.append(&path, LogKind::Cloud, &record.write());
    }
}

/// An OCI-P document of the XSP: session-less, with the tracking id.
pub(crate) fn oci(user: &str, tracking: Option<&str>, command: &str) -> String {
    let tracking =
        tracking.map_or_else(String::new, |id| format!("<trackingId xmlns=\"\">{id}</trackingId>"));
    format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n  <userId xmlns=\"\">{user}</userId>\n  {tracking}\n  {command}\n</BroadsoftDocument>"
    )
}

pub(crate) fn command(name: &str, fields: &str) -> String {
    format!("<command xsi:type=\"{name}\" xmlns=\"\">{fields}</command>")
}

pub(crate) fn oci_error(text: &str) -> String {
    format!(
        "<command type=\"Error\" echo=\"\" xsi:type=\"c:ErrorResponse\" xmlns:c=\"C\" xmlns=\"\"><summary>{text}</summary><summaryEnglish>{text}</summaryEnglish></command>"
    )
}

pub(crate) fn request(
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> HttpRequestBlock {
    HttpRequestBlock {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.to_owned(),
    }
}

pub(crate) fn response(status: u16, body: &str) -> HttpResponseBlock {
    HttpResponseBlock { status, reason: String::new(), headers: Vec::new(), body: body.to_owned() }
}
