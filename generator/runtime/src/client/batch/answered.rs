//! An answer of a batch beside its request.

use crate::client::{
    error::Result,
    request::{
        response::Response,
        send::{self, Outgoing},
    },
};

/// An answer and the request that it is to.
pub(super) struct Answered {
    pub(super) response: Response,
    pub(super) request: Box<Outgoing>,
}

impl Answered {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.response.status) && !self.response.is_error_in_disguise()
    }

    /// The answer if it is a success, else its error.
    pub(super) fn success(self) -> Result<Response> {
        if self.is_success() { Ok(self.response) } else { Err(send::service_error(self.response)) }
    }
}
