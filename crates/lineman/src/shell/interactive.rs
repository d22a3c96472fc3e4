//! A shell on a terminal: lines are edited and completed, and kept in a history unless they hold a secret.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::rc::Rc;

use lineman_cli_shell::{Outcome, Place, Root, Shell, ShellError, Terminal, complete, is_kept};
use lineman_deployment::CommandLine;
use lineman_model::Secret;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::{FileHistory, History as _};
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};
use tokio::runtime::Runtime;

/// Lines that are kept.
const HISTORY: usize = 1000;

type Line = Editor<Assistant, FileHistory>;

pub(crate) fn run(
    root: &'static Root,
    command_line: &CommandLine,
    runtime: &Runtime,
) -> Result<u8, ShellError> {
    let history = command_line.data().join(format!("cli/{}.history", root.prefix));
    let mut shell = Shell::new(root);
    let place = Rc::new(Cell::new(shell.place()));
    let editor = editor(Rc::clone(&place), &history)?;
    let terminal = Rc::new(RefCell::new(editor));
    let mut code = 0;
    loop {
        let line = terminal.borrow_mut().readline(&shell.prompt());
        let line = match line {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(ShellError::Terminal(broken(error))),
        };
        let mut people = People(Rc::clone(&terminal));
        let outcome = runtime.block_on(shell.execute(&line, command_line, &mut people))?;
        place.set(shell.place());
        if is_kept(root, &line) {
            keep(&terminal, &line, &history)?;
        }
        match outcome {
            // What is refused is seen and corrected; only the last word counts.
            Outcome::Done => code = 0,
            Outcome::Refused => code = 1,
            Outcome::Exit => break,
        }
    }
    Ok(code)
}

fn editor(place: Rc<Cell<Place>>, history: &PathBuf) -> Result<Line, ShellError> {
    let config = Config::builder()
        .auto_add_history(false)
        .completion_type(CompletionType::List)
        .max_history_size(HISTORY)
        .map_err(|error| ShellError::Terminal(broken(error)))?
        .build();
    let mut editor: Line =
        Editor::with_config(config).map_err(|error| ShellError::Terminal(broken(error)))?;
    editor.set_helper(Some(Assistant { place, hidden: false }));
    if history.exists() {
        editor.load_history(history).map_err(|error| ShellError::Terminal(broken(error)))?;
    }
    Ok(editor)
}

fn keep(editor: &RefCell<Line>, line: &str, file: &PathBuf) -> Result<(), ShellError> {
    let mut editor = editor.borrow_mut();
    let broken = |error| ShellError::Terminal(broken(error));
    if editor.history_mut().add(line).map_err(broken)? {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        editor.save_history(file).map_err(broken)?;
    }
    Ok(())
}

fn broken(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Whoever sits at the terminal.
struct People(Rc<RefCell<Line>>);

impl People {
    fn read(&self, question: &str, hidden: bool) -> io::Result<Option<String>> {
        let mut editor = self.0.borrow_mut();
        if let Some(assistant) = editor.helper_mut() {
            assistant.hidden = hidden;
        }
        let answer = editor.readline(question);
        if let Some(assistant) = editor.helper_mut() {
            assistant.hidden = false;
        }
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }
}

impl Terminal for People {
    fn show(&mut self, text: &str) -> io::Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes())?;
        output.flush()
    }

    fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.read(question, false)
    }

    fn ask_secret(&mut self, question: &str) -> io::Result<Option<Secret>> {
        Ok(self.read(question, true)?.map(Secret::new))
    }
}

/// Completes words, and hides what is typed when a secret is asked for.
struct Assistant {
    place: Rc<Cell<Place>>,
    hidden: bool,
}

impl Helper for Assistant {}
impl Validator for Assistant {}

impl Hinter for Assistant {
    type Hint = String;
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if self.hidden {
            return Ok((position, Vec::new()));
        }
        Ok(complete(&self.place.get(), line.get(..position).unwrap_or(line)))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _position: usize) -> Cow<'l, str> {
        if self.hidden { Cow::Owned("*".repeat(line.chars().count())) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, _line: &str, _position: usize, _kind: CmdKind) -> bool {
        self.hidden
    }
}
