//! What comes of a batch: a handle for each request, and the results that handles take out.

use std::{fmt, marker::PhantomData, sync::Arc};

use super::{answered::Answered, kinds::Read};
use crate::client::error::{GraphError, Result};

/// The place of a result.
pub struct BatchHandle<T> {
    pub(super) identity: Arc<()>,
    pub(super) index: usize,
    pub(super) read: Read<T>,
}

/// The results of a batch.
pub struct BatchResults {
    pub(super) identity: Arc<()>,
    pub(super) outcomes: Vec<Option<Outcome>>,
}

pub(super) enum Outcome {
    Answered(Answered),
    Failed(GraphError),
}

impl Outcome {
    pub(super) fn is_success(&self) -> bool {
        match self {
            Self::Answered(answer) => answer.is_success(),
            Self::Failed(_) => false,
        }
    }
}

impl BatchResults {
    /// Takes a result out. Each can be taken once.
    pub fn take<T>(&mut self, handle: &BatchHandle<T>) -> Result<T> {
        if !Arc::ptr_eq(&handle.identity, &self.identity) {
            return Err(GraphError::request("the handle belongs to another batch"));
        }
        match self.outcomes[handle.index].take() {
            None => Err(GraphError::request("the result was taken before")),
            Some(Outcome::Failed(error)) => Err(error),
            Some(Outcome::Answered(answer)) => (handle.read)(answer),
        }
    }

    /// How many requests succeeded and were not taken yet.
    pub fn successes(&self) -> usize {
        self.outcomes.iter().flatten().filter(|outcome| outcome.is_success()).count()
    }
}

/// A handle of whatever type, to depend on.
pub trait AnyHandle: sealed_handle::Sealed {
    #[doc(hidden)]
    fn place(&self) -> (&Arc<()>, usize);
}

mod sealed_handle {
    /// Only handles are handles.
    pub trait Sealed {}
    impl<T> Sealed for super::BatchHandle<T> {}
}

impl<T> AnyHandle for BatchHandle<T> {
    fn place(&self) -> (&Arc<()>, usize) {
        (&self.identity, self.index)
    }
}

impl fmt::Debug for BatchResults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchResults").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for BatchHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchHandle").field(&self.index).field(&PhantomData::<T>).finish()
    }
}
