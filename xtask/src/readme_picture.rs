//! `cargo xtask readme-picture`: draws docs/ladder.svg from the diagnosis of a real run of the lab.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::commands::{cargo, root};

/// Runs the lab once, diagnoses its logs, draws what the diagnosis shows.
pub(crate) fn run() -> Result<()> {
    let data = std::env::temp_dir().join(format!("lineman-picture-{}", std::process::id()));
    crate::commands::run(
        cargo()
            .args(["run", "--quiet", "--release", "--package", "lineman", "--"])
            .args(["lab", "--once", "--port-base", "21000", "--data"])
            .arg(&data),
    )?;
    let diagnosed = cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "lineman",
            "--",
            "diagnose",
            "--format",
            "json",
        ])
        .arg(data.join("logs"))
        .output()
        .context("running diagnose")?;
    let report: Value =
        serde_json::from_slice(&diagnosed.stdout).context("reading the diagnosis")?;
    let journeys = report["journeys"].as_array().context("the diagnosis has journeys")?;
    let Some(sign_in) = journeys.iter().find(|journey| journey["kind"] == "sign-in") else {
        bail!("the diagnosis shows no sign-in");
    };
    let picture = draw(sign_in)?;
    let target = root().join("docs/ladder.svg");
    std::fs::write(&target, picture).with_context(|| format!("writing {}", target.display()))?;
    std::fs::remove_dir_all(&data).with_context(|| format!("removing {}", data.display()))?;
    println!("wrote {}", target.display());
    Ok(())
}

const LEFT: i64 = 70;
const COLUMN: i64 = 104;
const ROW: i64 = 26;
const TOP: i64 = 64;

fn draw(journey: &Value) -> Result<String> {
    let shown = journey["steps"].as_array().context("a journey has steps")?;
    let mut parties: Vec<lineman_ladder::Party> = Vec::new();
    let mut rows = Vec::new();
    for step in lineman_ladder::steps_of(lineman_model::JourneyKind::SignIn) {
        let state = shown
            .iter()
            .find(|row| row["step"] == step.id.as_str())
            .and_then(|row| row["state"].as_str())
            .unwrap_or("unknown");
        for party in [step.from, step.to] {
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        rows.push((step, state.to_owned()));
    }
    parties.sort();
    let x = |party| {
        let index = parties.iter().position(|known| *known == party).unwrap_or(0);
        LEFT + i64::try_from(index).unwrap_or(0) * COLUMN + COLUMN / 2
    };
    let height = TOP + i64::try_from(rows.len()).unwrap_or(0) * ROW + 20;
    let width = LEFT + i64::try_from(parties.len()).unwrap_or(0) * COLUMN + 60;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, monospace\" font-size=\"11\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"12\" y=\"22\" font-size=\"14\" fill=\"#111827\">One sign-in, read from its logs: outcome {}</text>\n",
        journey["outcome"].as_str().unwrap_or("unknown")
    );
    for party in &parties {
        let at = x(*party);
        writeln!(
            svg,
            "<text x=\"{at}\" y=\"48\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"#1f2937\">{}</text>\n\
             <line x1=\"{at}\" y1=\"54\" x2=\"{at}\" y2=\"{}\" stroke=\"#d1d5db\"/>",
            party.label(),
            height - 12
        )?;
    }
    for (index, (step, state)) in rows.iter().enumerate() {
        let y = TOP + i64::try_from(index).unwrap_or(0) * ROW + 14;
        let (mark, colour) = match state.as_str() {
            "ok" => ("✓", "#15803d"),
            "failed" | "missing" => ("✗", "#b91c1c"),
            _ => ("·", "#6b7280"),
        };
        let (from, to) = (x(step.from), x(step.to));
        writeln!(
            svg,
            "<text x=\"12\" y=\"{}\" fill=\"{colour}\">{mark} {}</text>",
            y + 4,
            step.id
        )?;
        if from == to {
            writeln!(
                svg,
                "<circle cx=\"{from}\" cy=\"{y}\" r=\"4\" fill=\"{colour}\"/>\n\
                 <text x=\"{}\" y=\"{}\" fill=\"#374151\">{}</text>",
                from + 10,
                y + 4,
                step.what
            )?;
            continue;
        }
        let tip = if to > from { to - 7 } else { to + 7 };
        writeln!(
            svg,
            "<line x1=\"{from}\" y1=\"{y}\" x2=\"{tip}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"1.4\"/>\n\
             <path d=\"M{to},{y} L{tip},{} L{tip},{} Z\" fill=\"{colour}\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#374151\">{}</text>",
            y - 3,
            y + 3,
            i64::midpoint(from, to),
            y - 4,
            step.what
        )?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}
