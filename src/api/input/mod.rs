//! What comes in with a request, parsed once at the door: body, members, merge patches, query, path, cursor, project.

pub(crate) mod body;
pub(crate) mod cursor;
pub(crate) mod dead_letters;
pub(crate) mod feed_cursor;
pub(crate) mod if_match;
pub(crate) mod members;
pub(crate) mod merge;
pub(crate) mod path;
pub(crate) mod project;
pub(crate) mod query;
pub(crate) mod trace;
