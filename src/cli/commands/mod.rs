//! What the commands do: one file a noun or verb, each builds requests, and prints what comes back.

mod audit;
mod bench;
mod completion;
mod config;
mod context;
mod db;
mod delivery;
mod demo;
mod dispatch;
mod dlq;
mod doctor;
mod endpoint;
mod event;
mod help;
mod key;
mod names;
mod node;
mod project;
mod publish;
mod redrive;
mod retry_preview;
mod sign;
mod status;
mod support;
mod verify;
mod version;

pub(super) use dispatch::run;
