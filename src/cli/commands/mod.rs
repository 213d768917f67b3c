//! What the commands do: one file a noun or verb, each builds requests, and prints what comes back.

mod as_code;
mod audit;
mod bench;
mod completion;
mod config;
mod context;
mod dashboard;
mod db;
mod delivery;
mod demo;
mod dispatch;
mod dlq;
mod doctor;
mod endpoint;
mod event;
mod event_type;
mod filter;
mod help;
mod key;
mod listen;
mod names;
mod node;
mod outbox;
mod project;
mod publish;
mod redrive;
mod retry_preview;
mod sign;
mod sink;
mod status;
mod support;
mod tail;
mod top;
mod verify;
mod version;

pub(super) use dispatch::run;
