//! What the commands do: one file a noun or verb, each builds requests, and prints what comes back.

mod audit;
mod bench;
mod completion;
mod db;
mod delivery;
mod demo;
mod dispatch;
mod dlq;
mod endpoint;
mod event;
mod key;
mod names;
mod project;
mod publish;
mod redrive;
mod sign;
mod status;
mod support;
mod verify;

pub(super) use dispatch::run;
