//! The `hookit` program: starts the operator's command.
fn main() {}
