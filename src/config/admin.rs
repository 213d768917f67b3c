//! The admin socket.

use std::path::PathBuf;

use super::rule::Raw;
use super::rule::optional;
use super::rule::socket_path;
use super::rule::text;
use super::section::Default;
use super::section::section;

/// Longest name of a group that Linux tools make.
const GROUP_BYTES_MAX: usize = 32;

section!(
    /// The admin socket: the same API for the machine's operators, who need no key. Root and the daemon's own user
    /// may do everything.
    pub Admin, "admin", "admin." {
        /// Path of the socket, at most 107 bytes; null: admin.sock in `$RUNTIME_DIRECTORY`, else /run/hookit for root,
        /// `$XDG_RUNTIME_DIR/hookit` for a user, else in `state_dir`.
        socket: PathBuf = Default::Place(|places| Raw::of_path(&places.admin_socket())), socket_path;
        /// Group whose members may do everything too.
        group: Option<String> = Default::Unset, |raw| optional(raw, |raw| text(raw, GROUP_BYTES_MAX));
        /// Group whose members may look and change nothing.
        readonly_group: Option<String> = Default::Unset, |raw| optional(raw, |raw| text(raw, GROUP_BYTES_MAX));
    }
);
