//! How requests are sent, whatever they ask for: who may be talked to, as whom, over which transport, and when it is tried
//! again.
//!
//! In: the options of a client. Out: its pipeline, and the parts of it that an application can replace.

pub(crate) mod clock;
pub(crate) mod credential;
pub(crate) mod explained;
pub(crate) mod origin;
pub(crate) mod pipeline;
pub(crate) mod retry;
pub(crate) mod throttle;
pub(crate) mod trace;
#[cfg(feature = "reqwest")]
pub(crate) mod transport;
