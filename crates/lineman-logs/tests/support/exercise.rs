//! Everything that reads a log, on any bytes. The fuzz target `log_sniffer` and an ordinary test
//! share it.

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::authentication_service::AuthenticationServiceRecord;
use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::call_settings_webview::CallSettingsWebviewRecord;
use lineman_logs::client::{ClientForm, ClientRecord, form_of};
use lineman_logs::client_calling::ClientCallingRecord;
use lineman_logs::client_startup::ClientStartupRecord;
use lineman_logs::cloud::CloudRecord;
use lineman_logs::dms_debug_log::DmsDebugRecord;
use lineman_logs::mask::mask_excerpt;
use lineman_logs::nps_log::NpsRecord;
use lineman_logs::ns_xs_log::NsXsLogRecord;
use lineman_logs::ps_log::PsLogRecord;
use lineman_logs::sniff::sniff;
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_logs::stamp::Calibration;
use lineman_logs::xs_log::XsLogRecord;
use lineman_logs::xsi_actions_log::XsiActionsRecord;

/// Recognises, cuts, reads; gives the number of records that some reader understood.
pub(crate) fn exercise(bytes: &[u8]) -> usize {
    let sniffed = sniff(bytes);
    let mut understood = 0;
    for grammar in [sniffed.grammar, Grammar::Detect, Grammar::Line, Grammar::Whole] {
        let mut calibration = Calibration::default();
        let mut last_line = 0;
        cut(grammar, bytes, &mut |record| {
            assert!(record.first_line >= last_line && record.last_line >= record.first_line);
            last_line = record.last_line;
            let _ = mask_excerpt(&record.text);
            understood += usize::from(read(record, &mut calibration));
        });
    }
    understood
}

fn cut(grammar: Grammar, bytes: &[u8], sink: &mut dyn FnMut(&RawRecord<'_>)) {
    let mut splitter = Splitter::new(grammar);
    for line in bytes.split(|byte| *byte == b'\n') {
        splitter.line(line, sink);
    }
    splitter.finish(sink);
}

fn read(record: &RawRecord<'_>, calibration: &mut Calibration) -> bool {
    let broadworks = BroadWorksRecord::read(record);
    if let Some(header) = &broadworks {
        calibration.observe(header.local_time, &record.text);
        // Whatever was read: written again, it is one record and says the same.
        let mut again = Vec::new();
        cut(Grammar::Detect, header.write().as_bytes(), &mut |record| {
            assert!(!record.headless && !record.recovered);
            again.push(BroadWorksRecord::read(record));
        });
        assert_eq!(again, std::slice::from_ref(&broadworks));
        for text in [
            PsLogRecord::from_record(header.clone()).write(),
            XsLogRecord::from_record(header.clone()).write(),
            NsXsLogRecord::from_record(header.clone()).write(),
            XsiActionsRecord::from_record(header.clone()).write(),
            AuthenticationServiceRecord::from_record(header.clone()).write(),
            DmsDebugRecord::from_record(header.clone()).write(),
            NpsRecord::from_record(header.clone()).write(),
            CallSettingsWebviewRecord::from_record(header.clone()).write(),
        ] {
            one(&text);
        }
    }
    let client = ClientRecord::read(record);
    if let Some(client) = &client {
        let first = record.text.split('\n').next().unwrap_or_default();
        if form_of(first) == Some(ClientForm::Native) {
            one(&client.write());
            one(&ClientCallingRecord::from_record(client.clone()).write());
            one(&ClientStartupRecord::from_record(client.clone()).write());
        }
    }
    let access = AccessLogRecord::read(record);
    if let Some(access) = &access {
        // Columns without a name may be quoted anew; everything else stays.
        let line = access.write();
        assert_eq!(line.matches('\n').count(), 1);
        let again = AccessLogRecord::read_line(&line);
        let named = |record: &AccessLogRecord| {
            (record.time, record.user.clone(), record.request.clone(), record.status, record.bytes)
        };
        assert_eq!(again.as_ref().map(named), Some(named(access)));
    }
    let cloud = CloudRecord::read(record);
    if let Some(cloud) = &cloud {
        assert_eq!(CloudRecord::read_line(&cloud.write()).as_ref(), Some(cloud));
    }
    broadworks.is_some() || client.is_some() || access.is_some() || cloud.is_some()
}

/// A record that we write opens exactly one record.
fn one(text: &str) {
    let mut records = 0;
    cut(Grammar::Detect, text.as_bytes(), &mut |record| {
        assert!(!record.headless && !record.recovered, "{text}");
        records += 1;
    });
    assert_eq!(records, 1, "{text}");
}
