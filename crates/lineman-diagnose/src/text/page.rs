//! Lines of a page: widths, wrapping, colours.

use lineman_texts::{display_width, wrap};

/// A colour of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Plain,
    Bold,
    Green,
    Red,
    Yellow,
    Dim,
}

impl Colour {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Green => "32",
            Self::Red => "1;31",
            Self::Yellow => "33",
            Self::Dim => "2",
        }
    }
}

/// A page under construction.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    width: usize,
    colour: bool,
}

impl Page {
    pub(super) const fn new(width: usize, colour: bool) -> Self {
        Self { text: String::new(), width, colour }
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// The first line of all.
    pub(super) fn title(&mut self, text: &str) {
        self.coloured(text, Colour::Bold);
        self.coloured(&"=".repeat(display_width(text).min(self.width)), Colour::Plain);
    }

    /// A heading with an empty line in front.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.coloured(text, Colour::Bold);
        self.coloured(&"-".repeat(display_width(text).min(self.width)), Colour::Plain);
    }

    /// A line, cut at the width.
    pub(super) fn line(&mut self, text: &str) {
        self.coloured(text, Colour::Plain);
    }

    /// A line in a colour, cut at the width.
    pub(super) fn coloured(&mut self, text: &str, colour: Colour) {
        let text = fit(text.trim_end(), self.width);
        let painted = self.paint(&text, colour);
        self.text.push_str(&painted);
        self.text.push('\n');
    }

    /// A line as it is, for lines that hold colours or must not be broken.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Text in a colour, if this page has colours.
    pub(super) fn paint(&self, text: &str, colour: Colour) -> String {
        if self.colour && colour != Colour::Plain {
            format!("\x1b[{}m{text}\x1b[0m", colour.code())
        } else {
            text.to_owned()
        }
    }

    /// A paragraph, every line indented.
    pub(super) fn wrapped(&mut self, text: &str, indent: usize) {
        let columns = self.width.saturating_sub(indent);
        for line in wrap(&printable(text), columns) {
            self.raw(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// `label  paragraph`, the paragraph in a column of its own.
    pub(super) fn labelled(&mut self, label: &str, text: &str, indent: usize, column: usize) {
        let columns = self.width.saturating_sub(column);
        let mut head = format!("{}{}", " ".repeat(indent), pad(label, column - indent));
        for line in wrap(&printable(text), columns) {
            self.raw(&format!("{head}{line}"));
            head = " ".repeat(column);
        }
    }
}

/// Without control characters, which a path or an excerpt may hold.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|one| if one.is_control() && one != '\n' { '·' } else { one }).collect()
}

/// Cut to some columns, with a mark when something is missing.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let text = printable(text).replace('\n', " ");
    if display_width(&text) <= columns {
        return text;
    }
    let mut cut = String::new();
    let mut used = 0;
    for character in text.chars() {
        let width = display_width(character.encode_utf8(&mut [0; 4]));
        if used + width + 1 > columns {
            break;
        }
        used += width;
        cut.push(character);
    }
    cut.push('…');
    cut
}

/// Cut or filled to exactly some columns.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let missing = columns.saturating_sub(display_width(&text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wide characters take two columns.
    #[test]
    fn texts_are_cut_and_filled_by_columns() {
        assert_eq!(pad("密码", 6), "密码  ");
        assert_eq!(pad("密码错误", 5), "密码…");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit("a\tb\u{1b}[31m", 10), "a·b·[31m");
    }

    #[test]
    fn colours_are_only_there_when_asked_for() {
        let mut page = Page::new(60, false);
        page.coloured("x", Colour::Red);
        assert_eq!(page.finish(), "x\n");
        let mut page = Page::new(60, true);
        page.coloured("x", Colour::Red);
        assert_eq!(page.finish(), "\x1b[1;31mx\x1b[0m\n");
    }
}
