//! What every receiver of this command is made of: the listener, the HTTP it reads, and the judge of signatures.

mod accept;
mod judge;
mod wire;

pub(crate) use accept::accept;
pub(crate) use accept::bind;
pub(crate) use judge::Known;
pub(crate) use judge::Verdict;
pub(crate) use judge::judge;
pub(crate) use wire::Message;
pub(crate) use wire::Reader;
