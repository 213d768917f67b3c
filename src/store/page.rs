//! Pages of lists: newest first, by id, never by offset.

use uuid::Uuid;

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Rows at most.
    pub limit: u32,
    /// Only ids below this one; `None` for the first page.
    pub before: Option<Uuid>,
}

impl Page {
    /// One row more than wanted, which tells whether there are more.
    pub(crate) fn fetch(self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// The bound to compare ids with.
    pub(crate) fn bound(self) -> Uuid {
        self.before.unwrap_or(Uuid::max())
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Whether older rows follow.
    pub more: bool,
}

impl<T> Listed<T> {
    /// Cuts off the row that was fetched to know whether there are more.
    pub(crate) fn cut(mut items: Vec<T>, page: Page) -> Self {
        let more = items.len() > page.limit as usize;
        items.truncate(page.limit as usize);
        Self { items, more }
    }

    /// Turns each row into something else.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Listed<U> {
        Listed { items: self.items.into_iter().map(change).collect(), more: self.more }
    }
}

/// What became of a change to one delivery.
#[derive(Debug, Clone)]
pub enum Change<T> {
    /// Changed; this is how it is now.
    Done(T),
    /// There is no such delivery in this project.
    Missing,
    /// It is in a state that does not allow the change.
    Refused(crate::domain::delivery::Status),
}
