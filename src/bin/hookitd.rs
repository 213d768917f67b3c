//! The `hookitd` program: starts the daemon.
fn main() {}
