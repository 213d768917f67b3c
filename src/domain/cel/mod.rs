//! Expressions in CEL, the Common Expression Language, over one event, with every cost bounded.
//!
//! [`lexer`] and [`parser`] make a checked tree of a text when a setting is saved; [`eval`] walks it over an event
//! with a budget of steps and bytes, so that the same event always gets the same verdict, however busy the machine
//! is. [`function`] and [`operator`] are what an expression can do, [`value`] what it can hold.

mod condition;
mod eval;
mod function;
mod json;
mod lexer;
mod operator;
mod parser;
mod tree;
mod value;

pub use self::eval::BUILT_BYTES_MAX;
pub use self::eval::EvalError;
pub use self::eval::STEPS_MAX;
pub use self::eval::Variables;
pub use self::eval::json;
pub use self::eval::truth;
pub use self::json::OUTPUT_BYTES_MAX;
pub use self::parser::SOURCE_BYTES_MAX;
pub use self::parser::parse;
pub use self::parser::parse_template;
pub use self::tree::CelError;
pub use self::tree::Clause;
pub use self::tree::Program;
