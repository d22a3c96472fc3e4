//! What can follow what is typed.

use crate::attribute::{Attribute, Kind};
use crate::context::Form;
use crate::place::{Meaning, Place};
use crate::words::split;

/// Where the word to complete begins, and the words that can stand there.
#[must_use]
pub fn complete(place: &Place, line: &str) -> (usize, Vec<String>) {
    let start = line.rfind([' ', ';', '\t']).map_or(0, |index| index + 1);
    let (before, word) = line.split_at(start);
    // In the middle of a quotation nothing is known.
    let Ok(commands) = split(before) else { return (start, Vec::new()) };
    let mut place = *place;
    let mut current: &[String] = &[];
    let last = commands.len().saturating_sub(1);
    let ended = before.trim_end().ends_with(';');
    for (index, command) in commands.iter().enumerate() {
        current = command;
        while let Some((head, rest)) = current.split_first() {
            match place.meaning(head) {
                Ok(Meaning::Level(next)) => place = next,
                Ok(Meaning::Quit) => place = place.up().unwrap_or(place),
                Ok(Meaning::QuitAll) => place = Place::top(place.root),
                _ => break,
            }
            current = rest;
        }
        if index < last || ended {
            current = &[];
        }
    }
    let candidates = match current.split_first() {
        None => place.words().into_iter().map(str::to_owned).collect(),
        Some((verb, given)) => arguments(&place, verb, given),
    };
    let fits = |candidate: &String| {
        candidate.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    (start, candidates.into_iter().filter(fits).collect())
}

fn arguments(place: &Place, verb: &str, given: &[String]) -> Vec<String> {
    let (Ok(meaning), Some(context)) = (place.meaning(verb), place.context()) else {
        return Vec::new();
    };
    let attributes: Vec<Attribute> = match (meaning, context.form) {
        (Meaning::Get | Meaning::Set | Meaning::Clear, Form::Scalars(attributes)) => {
            attributes.to_vec()
        }
        (Meaning::Set, Form::Table(table)) if given.len() >= table.keys.len() => {
            table.attributes().copied().collect()
        }
        _ => return Vec::new(),
    };
    let wants_value = matches!(meaning, Meaning::Set)
        .then(|| given.last())
        .flatten()
        .and_then(|name| attributes.iter().find(|found| found.name.eq_ignore_ascii_case(name)));
    match wants_value.map(|attribute| attribute.kind) {
        None => attributes.iter().map(|found| found.name.to_owned()).collect(),
        Some(Kind::Boolean) => vec![String::from("true"), String::from("false")],
        Some(Kind::Choice(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        Some(_) => Vec::new(),
    }
}
