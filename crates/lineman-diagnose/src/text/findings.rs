//! The findings: what, why, what to do, and where it stands.

use lineman_model::Severity;
use lineman_texts::{Texts, display_width};

use super::inputs::more;
use super::page::{Colour, Page, printable};
use crate::report::{Finding, Report};

/// Most findings in full.
const FINDINGS: usize = 40;
/// Most evidence rows of one finding.
const EVIDENCE: usize = 8;

pub(super) fn draw(page: &mut Page, report: &Report, texts: &Texts) {
    page.heading(&texts.text("report-findings"));
    if report.findings.is_empty() {
        page.line(&texts.text("report-no-findings"));
        return;
    }
    for (index, finding) in report.findings.iter().take(FINDINGS).enumerate() {
        if index > 0 {
            page.blank();
        }
        draw_finding(page, finding, texts);
    }
    more(page, texts, report.findings.len().saturating_sub(FINDINGS));
}

fn draw_finding(page: &mut Page, finding: &Finding, texts: &Texts) {
    let head = format!("{}: {}", texts.severity(finding.severity), finding.id);
    page.coloured(&head, severity_colour(finding.severity));
    page.wrapped(&finding.title, 2);
    let keys = [
        "report-step",
        "report-component",
        "report-subscriber",
        "report-scope",
        "report-confidence",
        "report-cause",
        "report-remedy",
    ];
    let column = 4 + keys.iter().map(|key| display_width(&texts.text(key))).max().unwrap_or(8);
    let mut row = |key: &str, text: String| {
        if !text.is_empty() {
            page.labelled(&texts.text(key), &text, 2, column);
        }
    };
    if let Some(step) = finding.step {
        row("report-step", format!("{step}  {}", texts.step(step)));
    }
    if let Some(component) = finding.component {
        row("report-component", texts.component(component));
    }
    row("report-subscriber", finding.subscriber.clone().unwrap_or_default());
    row("report-scope", scope(finding, texts));
    row("report-confidence", texts.confidence(finding.confidence));
    row("report-cause", finding.cause.clone());
    row("report-remedy", finding.remedy.clone());
    row("report-reference", finding.reference.join(", "));
    if finding.evidence.is_empty() {
        return;
    }
    page.line(&format!("  {}", texts.text("report-evidence")));
    let shown = finding.evidence.len().min(EVIDENCE);
    for evidence in &finding.evidence[..shown] {
        let time = evidence.time.map_or_else(String::new, |time| format!("  {time}"));
        // A path stays whole, so that it can be copied.
        page.raw(&printable(&format!("    {}:{}{time}", evidence.path, evidence.line)));
        if !evidence.text.is_empty() {
            page.wrapped(&evidence.text, 6);
        }
    }
    let total = usize::try_from(finding.evidence_total).unwrap_or(usize::MAX);
    more(page, texts, total.saturating_sub(shown));
}

/// Whom it hits, and how often.
fn scope(finding: &Finding, texts: &Texts) -> String {
    let mut text = texts.scope(finding.scope.kind);
    if let Some(id) =
        finding.scope.id.as_deref().filter(|id| Some(*id) != finding.subscriber.as_deref())
    {
        text.push(' ');
        text.push_str(id);
    }
    if finding.scope.affected > 1 {
        let count = finding.scope.affected.to_string();
        text.push_str(", ");
        text.push_str(&texts.format("report-affected", &[("count", &count)]));
    }
    if finding.count > 1 {
        text.push_str(", ");
        text.push_str(&texts.format("report-times", &[("count", &finding.count.to_string())]));
    }
    text
}

const fn severity_colour(severity: Severity) -> Colour {
    match severity {
        Severity::Error => Colour::Red,
        Severity::Warning => Colour::Yellow,
        Severity::Info => Colour::Bold,
    }
}
