//! SIP call flows: one lifeline per address, one arrow per message.

use lineman_texts::{Texts, display_width};

use super::inputs::more;
use super::page::{Page, fit};
use crate::report::{CallFlow, FlowMessage, Report};

/// Most flows that are drawn.
const FLOWS: usize = 10;
/// Most messages of one flow.
const MESSAGES: usize = 24;
/// Most lifelines side by side; a flow with more parties is written as a list.
const LIFELINES: usize = 4;
/// `16:32:54.926 `
const TIME: usize = 13;
/// ` :12345`
const LINE: usize = 8;

pub(super) fn draw(page: &mut Page, report: &Report, texts: &Texts) {
    if report.call_flows.is_empty() {
        return;
    }
    page.heading(&texts.text("report-call-flows"));
    for (index, flow) in report.call_flows.iter().take(FLOWS).enumerate() {
        if index > 0 {
            page.blank();
        }
        draw_flow(page, flow, texts);
    }
    let hidden = report.call_flows.len().saturating_sub(FLOWS);
    let left_out = usize::try_from(report.call_flows_left_out).unwrap_or(usize::MAX);
    more(page, texts, hidden.saturating_add(left_out));
}

fn draw_flow(page: &mut Page, flow: &CallFlow, texts: &Texts) {
    page.line(&format!("{} {}", texts.text("report-call-id"), flow.call_id));
    if let Some(first) = flow.messages.first() {
        page.line(&format!("  {}", first.path));
    }
    let parties = parties(flow);
    let shown = &flow.messages[..flow.messages.len().min(MESSAGES)];
    if (2..=LIFELINES).contains(&parties.len()) {
        let lanes = Lanes::new(&parties, page.width());
        page.raw(&lanes.header(&parties));
        for message in shown {
            page.raw(&lanes.arrow(message, &parties));
        }
    } else {
        for message in shown {
            page.line(&format!(
                "  {}{} -> {}  {}  :{}",
                time(message),
                message.from,
                message.to,
                message.label,
                message.line
            ));
        }
    }
    let rest = flow.messages.len().saturating_sub(MESSAGES);
    let left_out = usize::try_from(flow.left_out).unwrap_or(usize::MAX);
    more(page, texts, rest.saturating_add(left_out));
}

/// In order of appearance.
fn parties(flow: &CallFlow) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for party in flow.messages.iter().flat_map(|one| [one.from.as_str(), one.to.as_str()]) {
        if !found.contains(&party) {
            found.push(party);
        }
    }
    found
}

/// `hh:mm:ss.mmm `, as UTC.
fn time(message: &FlowMessage) -> String {
    let text = message.time.map(|time| time.to_rfc3339()).unwrap_or_default();
    format!("{:<TIME$}", text.get(11..23).unwrap_or_default())
}

/// Columns of the lifelines.
struct Lanes {
    columns: Vec<usize>,
    spacing: usize,
    width: usize,
}

impl Lanes {
    fn new(parties: &[&str], width: usize) -> Self {
        let room = width - TIME - LINE;
        let spacing = room / parties.len();
        let columns =
            (0..parties.len()).map(|index| TIME + spacing * index + spacing / 2).collect();
        Self { columns, spacing, width }
    }

    fn header(&self, parties: &[&str]) -> String {
        let mut line = String::new();
        for (column, party) in self.columns.iter().zip(parties) {
            let name = fit(party, self.spacing - 1);
            let start = column.saturating_sub(display_width(&name) / 2);
            fill(&mut line, start);
            line.push_str(&name);
        }
        line
    }

    /// `|-----INVITE----->|`
    fn arrow(&self, message: &FlowMessage, parties: &[&str]) -> String {
        let at = |party: &str| {
            parties.iter().position(|one| *one == party).and_then(|index| self.columns.get(index))
        };
        let (Some(from), Some(to)) = (at(&message.from), at(&message.to)) else {
            return String::new();
        };
        let mut line: Vec<char> = format!("{:<1$}", time(message), self.width).chars().collect();
        for column in &self.columns {
            put(&mut line, *column, '|');
        }
        let (left, right) = (*from.min(to), *from.max(to));
        if left < right {
            let inner = right - left - 1;
            for column in left + 1..right {
                put(&mut line, column, '-');
            }
            let label = fit(&message.label, inner.saturating_sub(4));
            let start = left + 1 + (inner - label.chars().count().min(inner)) / 2;
            for (offset, character) in label.chars().enumerate() {
                put(&mut line, start + offset, if character == ' ' { '-' } else { character });
            }
            if from < to {
                put(&mut line, right - 1, '>');
            } else {
                put(&mut line, left + 1, '<');
            }
        }
        let number = format!(":{}", message.line);
        let start = self.width.saturating_sub(number.len());
        for (offset, character) in number.chars().enumerate() {
            put(&mut line, start + offset, character);
        }
        line.into_iter().collect()
    }
}

fn put(line: &mut [char], column: usize, character: char) {
    if let Some(cell) = line.get_mut(column) {
        *cell = character;
    }
}

fn fill(line: &mut String, columns: usize) {
    while display_width(line) < columns {
        line.push(' ');
    }
}
