//! `hookit`, the operator's command: everything is in the library's `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    hookit::cli::main()
}
