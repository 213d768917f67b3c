//! Output that is held back: for a pager, and for comparing one look with the one before.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// What was to be printed, in its order.
#[derive(Debug, Default)]
pub(crate) struct Held {
    pieces: Mutex<Vec<Piece>>,
}

/// One piece of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Meant for stdout.
    Data(String),
    /// Meant for stderr.
    Talk(String),
}

impl Piece {
    /// Its text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Data(text) | Self::Talk(text) => text,
        }
    }
}

impl Held {
    /// Holds back data.
    pub(super) fn data(&self, text: &str) {
        self.lock().push(Piece::Data(text.to_owned()));
    }

    /// Holds back talk.
    pub(super) fn talk(&self, text: &str) {
        self.lock().push(Piece::Talk(text.to_owned()));
    }

    /// Gives what was held back so far, and holds nothing any more.
    pub(crate) fn take(&self) -> Vec<Piece> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Piece>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
