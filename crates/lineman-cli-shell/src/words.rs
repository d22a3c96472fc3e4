//! A line as commands and words: `;` separates commands, quotes hold blanks and semicolons together.

/// Longest line.
pub const LONGEST_LINE: usize = 16 * 1024;
/// Most commands on one line.
const MOST_COMMANDS: usize = 256;

/// The commands of a line with their words; empty commands are left out.
///
/// # Errors
/// What is wrong with the line.
pub fn split(line: &str) -> Result<Vec<Vec<String>>, String> {
    if line.len() > LONGEST_LINE {
        return Err(format!("a line has at most {LONGEST_LINE} bytes"));
    }
    let mut commands: Vec<Vec<String>> = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' if quoted => {
                let next = characters.next().unwrap_or('\\');
                word.get_or_insert_default().push(next);
            }
            ';' if !quoted => {
                finish(&mut commands, &mut word);
                commands.push(Vec::new());
            }
            blank if blank.is_whitespace() && !quoted => finish(&mut commands, &mut word),
            other => word.get_or_insert_default().push(other),
        }
    }
    if quoted {
        return Err(String::from("a quotation mark (\") is missing"));
    }
    finish(&mut commands, &mut word);
    commands.retain(|command| !command.is_empty());
    if commands.len() > MOST_COMMANDS {
        return Err(format!("a line has at most {MOST_COMMANDS} commands"));
    }
    Ok(commands)
}

fn finish(commands: &mut [Vec<String>], word: &mut Option<String>) {
    if let (Some(word), Some(command)) = (word.take(), commands.last_mut()) {
        command.push(word);
    }
}

/// A word as it must be typed to be one word.
#[must_use]
pub fn quote(word: &str) -> String {
    let plain = !word.is_empty()
        && !word.contains(|c: char| c.is_whitespace() || matches!(c, '"' | ';' | '\\'));
    if plain {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_cut_at_blanks_and_semicolons() {
        let cut = |line| split(line).unwrap();
        assert_eq!(
            cut("qa;subscribermgmt; get ;;"),
            [vec!["qa"], vec!["subscribermgmt"], vec!["get"]]
        );
        assert_eq!(cut("detail \"A; - B\" x\"y z\""), [vec!["detail", "A; - B", "xy z"]]);
        assert_eq!(cut("set a \"\""), [vec!["set", "a", ""]]);
        assert!(cut("  ").is_empty());
        assert!(split("set a \"b").is_err());
        assert!(split(&"x".repeat(LONGEST_LINE + 1)).is_err());
        assert!(split(&"q;".repeat(300)).is_err());
    }

    proptest! {
        #[test]
        fn quoted_words_come_back(words in prop::collection::vec("[ -~é]{0,10}", 1..5)) {
            let line: Vec<String> = words.iter().map(|word| quote(word)).collect();
            prop_assert_eq!(split(&line.join(" ")).unwrap(), vec![words]);
        }
    }
}
