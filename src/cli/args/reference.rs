//! `@1`, `@2` …: the rows of the last list that was printed in this terminal, wherever an id is taken.

use std::ffi::OsStr;

use clap::Arg;
use clap::Command;
use clap::Error;
use clap::builder::StringValueParser;
use clap::builder::TypedValueParser;
use clap::error::ErrorKind;

use crate::cli::recall;
use crate::cli::recall::Thing;

/// Reads an id or a name, and `@1` as the id that stood in that row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference(pub(super) Thing);

impl TypedValueParser for Reference {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        let text = StringValueParser::new().parse_ref(command, arg, value)?;
        match recall::row_number(&text) {
            None => {
                self.0.check(&text).map(|()| text).map_err(|why| {
                    Error::raw(ErrorKind::ValueValidation, format!("{why}\n")).with_cmd(command)
                })
            }
            Some(row) => recall::id_of_row(self.0, row).map_err(|why| {
                Error::raw(ErrorKind::ValueValidation, format!("{text}: {why}\n")).with_cmd(command)
            }),
        }
    }
}
