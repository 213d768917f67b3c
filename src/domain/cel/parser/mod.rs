//! Makes the checked tree of an expression: what it may name, call and nest is decided here, when it is saved.

mod call;
mod syntax;
#[cfg(test)]
mod tests;

pub use self::syntax::SOURCE_BYTES_MAX;
pub use self::syntax::parse;
pub use self::syntax::parse_template;
