//! Who is signed in at the dashboard: one-time links, and the sessions that links and keys open.
//!
//! ```text
//! link      makes a one-time link, and uses it up
//! session   opens, finds, lists and ends sessions
//! ```

mod link;
mod session;

pub use self::link::NewLink;
pub use self::link::create as create_link;
pub use self::link::open as open_by_link;
pub use self::session::Session;
pub use self::session::Way;
pub use self::session::end;
pub use self::session::find;
pub use self::session::list;
pub use self::session::open;
