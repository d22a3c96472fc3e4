//! The report as text, for a terminal or a file.

mod findings;
mod flows;
mod inputs;
mod journeys;
mod page;

use lineman_texts::Texts;

use crate::report::Report;
use page::Page;

/// Narrowest and widest page.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

/// The report in words and drawings. No line is wider than `width` columns (at least 60), except
/// where a path or a command would be broken. `colour` adds ANSI colours.
#[must_use]
pub fn render(report: &Report, texts: &Texts, width: usize, colour: bool) -> String {
    let mut page = Page::new(width.clamp(*WIDTHS.start(), *WIDTHS.end()), colour);
    page.title(&texts.text("report-title"));
    inputs::draw(&mut page, report, texts);
    if report.inputs.iter().any(|input| input.readable) {
        journeys::draw(&mut page, report, texts);
        flows::draw(&mut page, report, texts);
        not_visible(&mut page, report, texts);
    }
    findings::draw(&mut page, report, texts);
    page.finish()
}

/// Which logs would tell more.
fn not_visible(page: &mut Page, report: &Report, texts: &Texts) {
    if report.not_visible.is_empty() {
        return;
    }
    let logs: Vec<&str> = report.not_visible.iter().map(|log| log.as_str()).collect();
    page.blank();
    page.wrapped(&texts.format("report-not-visible", &[("logs", &logs.join(", "))]), 0);
}
