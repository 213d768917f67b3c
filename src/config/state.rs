//! The state directory, the one setting that stands at the top of the file.

use std::path::PathBuf;

use super::rule::Raw;
use super::rule::path;
use super::section::Default;
use super::section::section;

section!(
    /// HookIt settings. Every key is here with its default; null leaves it unset. A key can also be given as an
    /// environment variable, `HOOKIT_SECTION__KEY`, or as a flag, `--set section.key=value`; flags win over
    /// variables, variables over this file. `hookitd check-config` shows what holds and why.
    pub(super) State, "", "" {
        /// Directory for the private Postgres, the master keys and the node's identity, of one hookitd at a time;
        /// null: `$STATE_DIRECTORY`, else /var/lib/hookit for root, `$XDG_STATE_HOME/hookit` for a user.
        state_dir: PathBuf = Default::Place(|places| Raw::of_path(places.state_dir())), path;
    }
);
