//! The conservation law: nothing that was accepted is lost, doubled or forgotten.
//!
//! Each law is one statement on one window of ids, so that it sees one moment of the database, holds no snapshot for
//! long, and reads a part of an index instead of whole days.

mod check;
mod laws;

pub use self::check::Finding;
pub use self::check::Law;
pub use self::check::Window;
pub use self::check::check;
pub use self::check::kept_since;
pub use self::check::unchecked;
