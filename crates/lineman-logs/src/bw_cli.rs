//! Output of the BroadWorks command line: prompts with their command, scalars and tables.
//!
//! The shells `lineman as` and `lineman xsp` and the lab's collected configuration write it; whoever reads collected
//! outputs reads it here. Shapes: log-formats.md 7.

/// What stands for a secret.
pub const MASK: &str = "********";
/// Last line of a change that was made.
pub const DONE: &str = "...Done";
/// Said after a change that acts when the server is started again.
pub const RESTART_HINT: &str =
    "*** Warning: BroadWorks needs to be restarted for the changes to take effect ***";

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns; a name may hold single blanks.
    pub columns: Vec<String>,
    /// Cells, as many in each row as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// One command of a session and what it printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// `AS_CLI`, `XSP_CLI` and the like; empty for output without a prompt.
    pub prefix: String,
    /// The context without a leading slash; empty at the root.
    pub context: String,
    /// What was typed.
    pub command: String,
    /// `name = value` lines in their order.
    pub scalars: Vec<(String, String)>,
    /// A table, if one was printed.
    pub table: Option<Table>,
}

impl Exchange {
    /// The value of a scalar.
    #[must_use]
    pub fn scalar(&self, name: &str) -> Option<&str> {
        self.scalars.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The prompt of a context.
#[must_use]
pub fn prompt(prefix: &str, context: &str) -> String {
    if context.is_empty() { format!("{prefix}> ") } else { format!("{prefix}/{context}> ") }
}

/// `  name = value`, one a line. Control characters become blanks: a value makes one line.
#[must_use]
pub fn write_scalars<'a>(lines: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    lines.into_iter().map(|(name, value)| format!("  {name} = {}\n", plain(value))).collect()
}

/// Header, rule, aligned rows, an empty line and the count.
#[must_use]
pub fn write_table(table: &Table) -> String {
    let cells: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let longest = cells.iter().filter_map(|row| row.get(index)).map(|cell| width(cell));
            longest.chain([width(name)]).max().unwrap_or_default()
        })
        .collect();
    let mut text = line(&table.columns, &widths);
    let rule = widths.iter().map(|width| width + 2).sum::<usize>().max(LEAST_RULE);
    text.push_str(&"=".repeat(rule));
    text.push('\n');
    for row in &cells {
        text.push_str(&line(row, &widths));
    }
    let count = cells.len();
    text.push_str(&format!("\n{count} {} found.\n", if count == 1 { "entry" } else { "entries" }));
    text
}

/// A rule has at least so many `=`.
const LEAST_RULE: usize = 5;

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, width_of_column) in cells.iter().zip(widths) {
        text.push_str("  ");
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width_of_column - width(cell).min(*width_of_column)));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Reads a session: what stands before the first prompt is an exchange without one. What is
/// neither scalar nor table is left out.
#[must_use]
pub fn read(text: &str) -> Vec<Exchange> {
    let mut found = Vec::new();
    let mut current = Exchange::default();
    let mut lines: Vec<&str> = Vec::new();
    for text_line in text.lines() {
        if let Some(next) = read_prompt(text_line) {
            finish(&mut found, std::mem::replace(&mut current, next), &lines);
            lines.clear();
        } else {
            lines.push(text_line);
        }
    }
    finish(&mut found, current, &lines);
    found
}

fn finish(found: &mut Vec<Exchange>, mut exchange: Exchange, lines: &[&str]) {
    exchange.table = read_table(lines);
    if exchange.table.is_none() {
        exchange.scalars = lines.iter().filter_map(|line| read_scalar(line)).collect();
    }
    let is_empty = exchange.scalars.is_empty() && exchange.table.is_none();
    if !(is_empty && exchange.prefix.is_empty()) {
        found.push(exchange);
    }
}

fn read_prompt(line: &str) -> Option<Exchange> {
    let (head, command) = line.split_once("> ").or_else(|| Some((line.strip_suffix('>')?, "")))?;
    let (prefix, context) = head.split_once('/').unwrap_or((head, ""));
    let is_prefix = prefix.ends_with("CLI")
        && prefix.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '|'));
    (is_prefix && !context.contains(char::is_whitespace)).then(|| Exchange {
        prefix: prefix.to_owned(),
        context: context.to_owned(),
        command: command.trim_end().to_owned(),
        ..Exchange::default()
    })
}

fn read_scalar(line: &str) -> Option<(String, String)> {
    let body = line.strip_prefix(' ')?.trim_start();
    let (name, value) = body.split_once(" =")?;
    let value = value.strip_prefix(' ').unwrap_or(value);
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then(|| (name.to_owned(), value.trim_end().to_owned()))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= LEAST_RULE && line.bytes().all(|byte| byte == b'=')
}

fn read_table(lines: &[&str]) -> Option<Table> {
    let rule = lines.iter().position(|line| is_rule(line)).filter(|&index| index > 0)?;
    let header = *lines.get(rule - 1)?;
    let rows: Vec<&str> =
        lines.get(rule + 1..)?.iter().copied().take_while(|line| !is_end(line)).collect();
    let starts = column_starts(header);
    let cut: fn(&str, &[usize]) -> Vec<String> =
        if rows.iter().all(|row| fits(row, &starts)) { by_position } else { by_gaps };
    Some(Table {
        columns: by_position(header, &starts),
        rows: rows.iter().map(|row| cut(row, &starts)).collect(),
    })
}

/// A table ends at its count or at an empty line before the count.
fn is_end(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.ends_with(" entry found.") || line.ends_with(" entries found.")
}

/// Where columns begin, in characters: after the start or a run of two blanks.
fn column_starts(header: &str) -> Vec<usize> {
    let characters: Vec<char> = header.chars().collect();
    let blank = |index: usize| characters.get(index).is_none_or(|&c| c == ' ');
    (0..characters.len())
        .filter(|&index| {
            !blank(index) && (index == 0 || (blank(index - 1) && (index < 2 || blank(index - 2))))
        })
        .collect()
}

/// Whether a row has blanks in front of every column but the first.
fn fits(row: &str, starts: &[usize]) -> bool {
    let characters: Vec<char> = row.chars().collect();
    starts.iter().skip(1).all(|&start| {
        [1, 2].iter().all(|back| {
            characters.get(start.saturating_sub(*back)).is_none_or(|&character| character == ' ')
        })
    })
}

fn by_position(row: &str, starts: &[usize]) -> Vec<String> {
    let characters: Vec<char> = row.chars().collect();
    starts
        .iter()
        .enumerate()
        .map(|(index, &start)| {
            let end = starts.get(index + 1).copied().unwrap_or(characters.len());
            let cell = characters.get(start..end.clamp(start, characters.len().max(start)));
            let cell = cell.or_else(|| characters.get(start..));
            cell.unwrap_or_default().iter().collect::<String>().trim().to_owned()
        })
        .collect()
}

fn by_gaps(row: &str, starts: &[usize]) -> Vec<String> {
    let mut cells: Vec<String> = row
        .trim()
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect();
    cells.resize(starts.len(), String::new());
    cells
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A cell as a user may give it; blanks at its ends cannot be told from those of the table.
    fn cell() -> impl Strategy<Value = String> {
        "[!-~ é]{0,12}".prop_map(|text| text.trim().to_owned())
    }

    fn name() -> impl Strategy<Value = String> {
        "[A-Za-z]{1,8}( [A-Za-z]{1,5})?"
    }

    proptest! {
        #[test]
        fn tables_are_read_as_written(
            columns in prop::collection::vec(name(), 1..5),
            seed in prop::collection::vec(prop::collection::vec(cell(), 4), 0..6),
        ) {
            let rows: Vec<Vec<String>> = seed
                .into_iter()
                .map(|row| row.into_iter().take(columns.len()).collect::<Vec<_>>())
                .filter(|row: &Vec<String>| {
                    // A row of nothing ends the table; a row of `=` is a rule only behind a header.
                    row.len() == columns.len() && !is_end(&row.join("  "))
                })
                .collect();
            let table = Table { columns, rows };
            let text = format!("{}get\n{}", prompt("XSP_CLI", "A/B"), write_table(&table));
            let read = read(&text);
            prop_assert_eq!(read.len(), 1);
            prop_assert_eq!(read[0].table.as_ref(), Some(&table));
        }

        #[test]
        fn scalars_are_read_as_written(
            lines in prop::collection::vec(("[a-z][A-Za-z0-9.]{0,12}", cell()), 1..6),
            context in "([A-Z][A-Za-z]{0,8}(/[A-Z][a-z]{0,8}){0,3})?",
        ) {
            let written = write_scalars(lines.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let read = read(&format!("{}get\n{written}", prompt("AS_CLI", &context)));
            prop_assert_eq!(read.len(), 1);
            prop_assert_eq!(&read[0].scalars, &lines);
            prop_assert_eq!(&read[0].context, &context);
            prop_assert_eq!(read[0].command.as_str(), "get");
        }

        #[test]
        fn any_text_is_read(text in ".{0,300}") {
            drop(read(&text));
        }
    }

    /// Hand-made documents align to the right and use other counts (log-formats.md 7).
    #[test]
    fn genuine_shapes_are_read() {
        let text = "XSP|ADP_CLI/Interface/Http> get\n  Name   Port  Client Auth Req\n\
                    ==============================\n     a     80             true\n\n\
                    1 entry found.\nADP_CLI/Interface/SNMP/Agent> get\n  port = 8001\n\
                    \x20  encoding = ISO=8859 1\n  empty =\n";
        let read = read(text);
        assert_eq!(read.len(), 2);
        let table = read[0].table.as_ref().unwrap();
        assert_eq!(table.columns, ["Name", "Port", "Client Auth Req"]);
        assert_eq!(table.rows, [["a", "80", "true"]]);
        assert_eq!(
            (read[1].scalar("encoding"), read[1].scalar("empty")),
            (Some("ISO=8859 1"), Some(""))
        );
    }

    #[test]
    fn a_value_makes_one_line() {
        assert_eq!(write_scalars([("a", "x\n  b = y")]), "  a = x   b = y\n");
    }
}
