//! Which lines may be kept or repeated: none that holds a secret.

use lineman_logs::bw_cli::MASK;

use crate::context::Root;
use crate::words::{quote, split};

/// Beginnings and middles of words behind which a secret may stand, even misspelt.
const SUSPICIOUS: &[&str] = &["passw", "secret", "token"];

/// Whether a word announces a secret: it names one, or it looks as if it was meant to.
fn announces(root: &Root, word: &str) -> bool {
    if root.names_secret(word) {
        return true;
    }
    let folded = word.to_ascii_lowercase();
    SUSPICIOUS.iter().any(|part| folded.contains(part))
        && !root.names_plain(word)
        && root.levels_anywhere().all(|level| !level.eq_ignore_ascii_case(word))
}

/// Whether a line may go to the history.
#[must_use]
pub fn is_kept(root: &Root, line: &str) -> bool {
    masked(root, line).is_some_and(|masked| masked == *line)
}

/// The line with secrets masked; none when it cannot be understood.
#[must_use]
pub fn masked(root: &Root, line: &str) -> Option<String> {
    let commands = split(line).ok()?;
    let hidden = commands.iter().any(|command| {
        command.iter().zip(command.iter().skip(1)).any(|(word, _)| announces(root, word))
    });
    if !hidden {
        return Some(line.to_owned());
    }
    let commands: Vec<String> = commands
        .iter()
        .map(|command| {
            let mut before = false;
            let words: Vec<String> = command
                .iter()
                .map(|word| {
                    let shown = if before { MASK.to_owned() } else { quote(word) };
                    before = !before && announces(root, word);
                    shown
                })
                .collect();
            words.join(" ")
        })
        .collect();
    Some(commands.join(";"))
}
