//! A shell that reads its lines from a pipe or a file. What it prints is what a session on a terminal looks like:
//! prompts with the commands behind them, secrets masked.

use std::io::{self, BufRead, Write};

use lineman_cli_shell::{LONGEST_LINE, Outcome, Root, Shell, ShellError, Terminal, masked};
use lineman_deployment::CommandLine;
use lineman_model::Secret;
use tokio::runtime::Runtime;

pub(crate) fn run(
    root: &'static Root,
    command_line: &CommandLine,
    runtime: &Runtime,
) -> Result<u8, ShellError> {
    let mut shell = Shell::new(root);
    let mut terminal = Lines { input: io::stdin().lock(), output: io::stdout().lock() };
    let mut code = 0;
    loop {
        terminal.show(&shell.prompt())?;
        let Some(line) = terminal.line()? else {
            terminal.show("\n")?;
            return Ok(code);
        };
        // A line that cannot be understood may hold a secret all the same.
        let shown = masked(root, &line).unwrap_or_default();
        terminal.show(&format!("{shown}\n"))?;
        match runtime.block_on(shell.execute(&line, command_line, &mut terminal))? {
            Outcome::Done => {}
            Outcome::Refused => code = 1,
            Outcome::Exit => return Ok(code),
        }
    }
}

struct Lines<I, O> {
    input: I,
    output: O,
}

impl<I: BufRead, O: Write> Lines<I, O> {
    /// The next line without its end; a longer one than a shell takes is cut, and refused there.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let most = u64::try_from(LONGEST_LINE + 2).unwrap_or(u64::MAX);
        io::Read::take(&mut self.input, most).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if bytes.len() > LONGEST_LINE {
            self.skip()?;
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The rest of a line that is too long.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let count = end.map_or(buffer.len(), |end| end + 1);
            let ended = end.is_some() || count == 0;
            self.input.consume(count);
            if ended {
                return Ok(());
            }
        }
    }
}

impl<I: BufRead, O: Write> Terminal for Lines<I, O> {
    fn show(&mut self, text: &str) -> io::Result<()> {
        match self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush()) {
            // A reader that goes away, such as `head`, is no failure: the commands are done.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.show(question)?;
        let answer = self.line()?;
        self.show(&format!("{}\n", answer.as_deref().unwrap_or_default()))?;
        Ok(answer)
    }

    fn ask_secret(&mut self, question: &str) -> io::Result<Option<Secret>> {
        self.show(question)?;
        let answer = self.line()?;
        self.show("\n")?;
        Ok(answer.map(Secret::new))
    }
}
