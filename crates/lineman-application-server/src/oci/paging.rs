//! Paging and sorting of list requests: `responsePagingControl` and `sortOrder`.

use std::cmp::Ordering;

use super::errors::{self, Failure};
use super::fields::Fields;

/// Most rows of a page.
const PAGE: u32 = 2_000;
/// Most sort orders in one request.
const ORDERS: usize = 3;

/// The page that a request asks for; without paging control everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    start: usize,
    size: usize,
}

impl Page {
    /// All rows.
    pub(crate) const fn everything() -> Self {
        Self { start: 0, size: usize::MAX }
    }

    pub(crate) fn read(fields: Fields<'_>) -> Result<Self, Failure> {
        let Some(control) = fields.structure("responsePagingControl") else {
            return Ok(Self::everything());
        };
        let number = |name| {
            control
                .number(name, 1)?
                .ok_or_else(|| errors::validation(format!("Element '{name}' is required")))
        };
        let (start, size) = (number("responseStartIndex")?, number("responsePageSize")?);
        if size > PAGE {
            return Err(errors::validation(format!(
                "Element 'responsePageSize' is larger than {PAGE}"
            )));
        }
        let count = |number| usize::try_from(number).unwrap_or(usize::MAX);
        Ok(Self { start: count(start - 1), size: count(size) })
    }

    /// Rows to pass over and rows to give, for a page that the database cuts; none when everything
    /// is asked for.
    pub(crate) fn bounds(self) -> Option<(u32, u32)> {
        Some((u32::try_from(self.start).ok()?, u32::try_from(self.size).ok()?))
    }

    /// The rows of this page.
    pub(crate) fn of<T>(self, rows: Vec<T>) -> impl Iterator<Item = T> {
        rows.into_iter().skip(self.start).take(self.size)
    }
}

#[derive(Debug)]
struct Order {
    subject: usize,
    ascending: bool,
    ignore_case: bool,
}

/// The order that a request asks for.
#[derive(Debug)]
pub(crate) struct Sorting(Vec<Order>);

impl Sorting {
    /// Reads the orders of a request. `subjects` names the element of each value that a row
    /// offers; what is not among them is not a known order.
    pub(crate) fn read(fields: Fields<'_>, subjects: &[&str]) -> Result<Self, Failure> {
        let mut orders = Vec::new();
        for order in fields.structures("sortOrder") {
            let found = subjects.iter().enumerate().find_map(|(subject, name)| {
                order.structure(name).map(|criterion| (subject, criterion))
            });
            let Some((subject, criterion)) = found else {
                return Err(errors::validation("Element 'sortOrder' has no known order"));
            };
            orders.push(Order {
                subject,
                ascending: criterion.flag("isAscending")?.unwrap_or(true),
                ignore_case: !criterion.flag("isCaseSensitive")?.unwrap_or(true),
            });
            if orders.len() > ORDERS {
                return Err(errors::validation(format!("More than {ORDERS} sort orders")));
            }
        }
        Ok(Self(orders))
    }

    /// Whether no order is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts rows; rows that are alike stay in their order.
    pub(crate) fn sort<T>(&self, rows: &mut [T], value: impl Fn(&T, usize) -> String) {
        rows.sort_by(|one, other| {
            self.0.iter().fold(Ordering::Equal, |so_far, order| {
                so_far.then_with(|| {
                    let (mut one, mut other) =
                        (value(one, order.subject), value(other, order.subject));
                    if order.ignore_case {
                        (one, other) = (one.to_lowercase(), other.to_lowercase());
                    }
                    let ordering = one.cmp(&other);
                    if order.ascending { ordering } else { ordering.reverse() }
                })
            })
        });
    }
}

#[cfg(test)]
mod tests {
    use lineman_ocip::{Command, Element};

    use super::*;

    fn control(start: &str, size: &str) -> Command {
        Command::request("X").with_element(
            Element::new("responsePagingControl")
                .with_child("responseStartIndex", start)
                .with_child("responsePageSize", size),
        )
    }

    fn page(start: &str, size: &str) -> Result<Vec<u32>, Failure> {
        let page = Page::read(Fields::of(&control(start, size)))?;
        Ok(page.of(vec![1, 2, 3, 4, 5]).collect())
    }

    #[test]
    fn pages_start_at_one_and_are_bounded() {
        assert_eq!(page("1", "2").expect("a page"), [1, 2]);
        assert_eq!(page("5", "2").expect("a page"), [5]);
        assert_eq!(page("6", "2000").expect("a page"), [0_u32; 0]);
        for (start, size) in [("0", "1"), ("1", "0"), ("1", "2001"), ("x", "1"), ("1", "")] {
            assert!(page(start, size).is_err(), "{start} {size}");
        }
        let all = Page::read(Fields::of(&Command::request("X"))).expect("no paging");
        assert_eq!(all.of(vec![1, 2]).count(), 2);
    }

    fn order(name: &str, ascending: &str, case: &str) -> Element {
        Element::new("sortOrder").with(
            Element::new(name)
                .with_child("isAscending", ascending)
                .with_child("isCaseSensitive", case),
        )
    }

    #[test]
    fn the_first_order_decides_before_the_second() {
        let request = Command::request("X")
            .with_element(order("sortByName", "false", "false"))
            .with_element(order("sortById", "true", "true"));
        let sorting = Sorting::read(Fields::of(&request), &["sortById", "sortByName"]);
        let mut rows = vec![("3", "b"), ("1", "B"), ("2", "a"), ("4", "c")];
        sorting
            .expect("orders")
            .sort(&mut rows, |row, subject| (if subject == 0 { row.0 } else { row.1 }).to_owned());
        assert_eq!(rows, [("4", "c"), ("1", "B"), ("3", "b"), ("2", "a")]);
        let unknown = Command::request("X").with_element(order("sortByColour", "true", "true"));
        assert!(Sorting::read(Fields::of(&unknown), &["sortById"]).is_err());
    }
}
