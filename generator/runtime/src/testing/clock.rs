//! A clock on which only waits take time, and those take none. Deadlines are real, so that what never answers still ends.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use azure_core::time::OffsetDateTime;
use futures::future::BoxFuture;

use crate::client::{Clock, SystemClock};

/// A clock for tests. Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct TestClock(Arc<Mutex<Vec<Duration>>>);

impl TestClock {
    /// A clock at the present time.
    pub fn new() -> Self {
        Self::default()
    }

    /// The waits so far, in order.
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How much time was waited away.
    pub fn waited(&self) -> Duration {
        self.waits().iter().fold(Duration::ZERO, |sum, wait| sum.saturating_add(*wait))
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.waited()
    }

    fn utc(&self) -> OffsetDateTime {
        let waited =
            azure_core::time::Duration::try_from(self.waited()).unwrap_or(azure_core::time::Duration::ZERO);
        SystemClock.utc().saturating_add(waited)
    }

    fn wait(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.alarm(duration)
    }

    /// Always the same, so that waits are the same in every run.
    fn chance(&self) -> f64 {
        0.0
    }
}
