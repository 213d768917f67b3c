//! What an operator keeps in files: projects, event types and endpoints, read with their places and written back.
//!
//! ```text
//! text      single values, checked while their line and column are known
//! secret    where an endpoint's signing secret is, never the secret itself
//! pace      limits and order, checked in the same way
//! sealed    headers and logins: their names, and where their values are
//! document  one document of a file, member by member
//! settings  what can be set on an endpoint, with the defaults filled in
//! wanted    all documents as one wish, by name
//! read      files, folders and stdin
//! foreign   what other tools wrote
//! write     the same as YAML or JSON
//! ```

mod document;
mod event_type;
mod foreign;
mod pace;
mod read;
mod sealed;
mod secret;
mod settings;
mod text;
mod wanted;
mod write;

pub(crate) use event_type::TypeSettings;
pub(crate) use foreign::Foreign;
pub(crate) use foreign::Note;
pub(crate) use foreign::read_foreign;
pub(crate) use read::read;
pub(crate) use read::shown;
pub(crate) use read::syntax;
pub(crate) use read::text_of;
pub(crate) use sealed::Sealed;
pub(crate) use secret::SecretPlace;
pub(crate) use settings::Difference;
pub(crate) use settings::Settings;
pub(crate) use settings::merge_patch;
pub(crate) use text::Description;
pub(crate) use text::TypeName;
pub(crate) use wanted::Endpoint;
pub(crate) use wanted::Manifest;
pub(crate) use wanted::Project;
pub(crate) use write::exported;
pub(crate) use write::text;
