//! `hookit delivery`: one event for one endpoint; one file a verb.

mod address;
mod attempts;
mod curl;
mod dispatch;
mod list;
mod operate;
pub(super) mod rows;
mod show;

pub(super) use address::path;
pub(super) use curl::command as curl_command;
pub(super) use dispatch::run;
pub(super) use show::run as show;
