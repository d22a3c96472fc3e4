//! What can be done here.

use std::fmt::Write as _;

use crate::attribute::Attribute;
use crate::context::{Command, Effect, Form};
use crate::place::{Meaning, Place};
use crate::words::quote;

/// The help of a place, or of a level or command below it.
pub(crate) fn text(place: &Place, words: &[String]) -> Result<String, String> {
    let mut place = *place;
    for word in words {
        match place.meaning(word)? {
            Meaning::Level(next) => place = next,
            Meaning::Own(command) => {
                return Ok(format!("  {}\n  {}\n", usage(command), command.help));
            }
            _ => break,
        }
    }
    Ok(of_place(&place))
}

fn of_place(place: &Place) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    if let Some(context) = place.context() {
        let _ = writeln!(text, "{}", context.help);
        for (word, meaning) in place.commands() {
            let what = match meaning {
                Meaning::Own(command) => usage(command),
                _ => word.to_owned(),
            };
            let _ = writeln!(text, "  {what}");
        }
        match context.form {
            Form::Scalars(attributes) => {
                attributes.iter().for_each(|found| attribute(&mut text, found));
            }
            Form::Table(table) => {
                let columns = table.keys.iter().chain(table.attributes());
                columns.for_each(|column| attribute(&mut text, column));
            }
            Form::Commands => {}
        }
        if context.effect == Effect::AtRestart {
            text.push_str("A change acts when the server is started again.\n");
        }
    }
    for level in place.root.levels(place.path) {
        let _ = writeln!(text, "  {level}/");
    }
    text.push_str("  q: one level up, qa: to the top, exit: end, h NAME: more about NAME\n");
    text
}

fn attribute(text: &mut String, attribute: &Attribute) {
    let default = match attribute.default {
        Some(default) => format!(", default {}", quote(default)),
        None => String::new(),
    };
    let possible = attribute.kind.possible();
    let _ = writeln!(text, "    {}: {} ({possible}{default})", attribute.name, attribute.help);
}

/// A command with its parameters.
pub(crate) fn usage(command: &Command) -> String {
    let mut text = command.name.to_owned();
    for (index, parameter) in command.parameters.iter().enumerate() {
        let name = parameter.name;
        let word = if index < command.required { format!(" {name}") } else { format!(" [{name}]") };
        text.push_str(&word);
    }
    text
}
