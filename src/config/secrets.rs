//! Secrets at rest.

use std::path::PathBuf;

use super::rule::Raw;
use super::rule::path;
use super::section::Default;
use super::section::section;

section!(
    /// Secrets at rest.
    pub Secrets, "secrets", "secrets." {
        /// File with the master keys, mode 0600; null: `$CREDENTIALS_DIRECTORY/master-keys` if it is there, else
        /// master-keys in `state_dir`.
        keyring_file: PathBuf = Default::Place(|places| Raw::of_path(&places.keyring_file())), path;
    }
);
