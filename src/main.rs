//! The `dateline` command: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::main()
}
