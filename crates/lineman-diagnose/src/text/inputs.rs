//! The inputs and the counts.

use lineman_texts::{Texts, display_width};

use super::page::{Colour, Page, fit, pad};
use crate::report::{InputReport, Report};

/// Most inputs that are listed one by one.
const INPUTS: usize = 60;

pub(super) fn draw(page: &mut Page, report: &Report, texts: &Texts) {
    page.heading(&texts.text("report-inputs"));
    let shown = &report.inputs[..report.inputs.len().min(INPUTS)];
    // log (22), records, zone (6); the path takes the rest and is cut from the left.
    let path_columns = page.width().saturating_sub(2 + 22 + 1 + 20 + 1 + 7);
    for input in shown {
        line(page, input, path_columns, texts);
    }
    more(page, texts, report.inputs.len() - shown.len());
    if report.inputs.iter().all(|input| !input.readable) {
        page.blank();
        page.coloured(&texts.text("report-nothing-read"), Colour::Red);
        return;
    }
    let counts = [
        ("report-count-sip-messages", report.counts.sip_messages),
        ("report-count-oci-requests", report.counts.oci_requests),
        ("report-count-oci-responses", report.counts.oci_responses),
        ("report-count-oci-errors", report.counts.oci_errors),
        ("report-count-http-requests", report.counts.http_requests),
    ];
    page.heading(&texts.text("report-counts"));
    let named: Vec<(String, u64)> =
        counts.iter().map(|(key, count)| (texts.text(key), *count)).collect();
    let column = named.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
    for (name, count) in named {
        page.line(&format!("  {}  {count}", pad(&name, column)));
    }
}

fn line(page: &mut Page, input: &InputReport, path_columns: usize, texts: &Texts) {
    let records = texts.format("report-records", &[("count", &input.records.to_string())]);
    let zone = input.zone.as_deref().unwrap_or_default();
    page.line(&format!(
        "  {} {} {} {zone}",
        pad(&tail(&input.path, path_columns), path_columns),
        pad(input.log.as_str(), 22),
        pad(&records, 20)
    ));
    let mut notes = input.notes.clone();
    if input.unread_lines > 0 {
        let count = input.unread_lines.to_string();
        notes.push(texts.format("report-unread-lines", &[("count", &count)]));
    }
    for note in notes {
        page.wrapped(&note, 6);
    }
}

/// The end of a path tells more than its beginning.
fn tail(path: &str, columns: usize) -> String {
    let mut rest = path;
    while display_width(rest) + 1 > columns && display_width(path) > columns {
        let mut characters = rest.chars();
        if characters.next().is_none() {
            break;
        }
        rest = characters.as_str();
    }
    if rest.len() == path.len() { fit(path, columns) } else { format!("…{rest}") }
}

/// `n more`, where a list was cut.
pub(super) fn more(page: &mut Page, texts: &Texts, count: usize) {
    if count > 0 {
        page.line(&format!(
            "  … {}",
            texts.format("report-more", &[("count", &count.to_string())])
        ));
    }
}
