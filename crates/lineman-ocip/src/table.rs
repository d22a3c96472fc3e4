//! Tables: headings and rows of text. Columns are found by heading; more may be added.

use lineman_xml::Element;

/// A table of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row with its headings.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    headings: &'a [String],
    columns: &'a [String],
}

impl<'a> Row<'a> {
    /// The value below a heading; none for an unknown heading and for an empty cell.
    #[must_use]
    pub fn get(&self, heading: &str) -> Option<&'a str> {
        let index = self.headings.iter().position(|name| name == heading)?;
        self.columns.get(index).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// All values in order.
    #[must_use]
    pub const fn columns(&self) -> &'a [String] {
        self.columns
    }
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new<S: AsRef<str>>(headings: &[S]) -> Self {
        Self {
            headings: headings.iter().map(|name| name.as_ref().to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row. Missing columns become empty, surplus ones are dropped.
    pub fn push<S: Into<String>>(&mut self, columns: impl IntoIterator<Item = S>) {
        let mut row: Vec<String> =
            columns.into_iter().take(self.headings.len()).map(Into::into).collect();
        row.resize(self.headings.len(), String::new());
        self.rows.push(row);
    }

    /// The headings.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|columns| Row { headings: &self.headings, columns })
    }

    /// Number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The element: `colHeading+`, then `row*{col+}`; an empty cell is `<col/>`.
    #[must_use]
    pub fn to_element(&self, name: &str) -> Element {
        let mut table = Element::new(name);
        for heading in &self.headings {
            table.push(Element::text_element("colHeading", heading.as_str()));
        }
        for columns in &self.rows {
            let row = columns
                .iter()
                .fold(Element::new("row"), |row, column| row.with_child("col", column.as_str()));
            table.push(row);
        }
        table
    }

    /// Reads a table; rows shorter than the headings are filled up with empty cells.
    #[must_use]
    pub fn from_element(element: &Element) -> Self {
        let headings: Vec<String> =
            element.children_named("colHeading").map(|heading| heading.text().to_owned()).collect();
        let mut table = Self::new(&headings);
        for row in element.children_named("row") {
            table.push(row.children_named("col").map(|column| column.text().to_owned()));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_found_by_heading() {
        let mut table = Table::new(&["User Id", "Department"]);
        table.push(["u1@example.com"]);
        let element = table.to_element("userTable");
        assert_eq!(element.children_named("row").count(), 1);
        let read = Table::from_element(&element);
        let row = read.rows().next().expect("a row");
        assert_eq!(row.get("User Id"), Some("u1@example.com"));
        assert_eq!(row.get("Department"), None);
        assert_eq!(row.get("Extension"), None);
    }

    proptest! {
        #[test]
        fn a_table_is_read_as_written(
            headings in proptest::collection::vec("[A-Za-z /]{1,12}", 1..6),
            rows in proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..8), 0..6),
        ) {
            let mut table = Table::new(&headings);
            for row in rows {
                table.push(row);
            }
            prop_assert_eq!(Table::from_element(&table.to_element("t")), table);
        }
    }
}
