//! Time, as the client sees it: what time it is, waiting, alarms, and a little chance for jitter.
//! Everything that waits asks a [`Clock`], so that tests put in one whose waits take no time.

use std::{
    fmt,
    future::Future,
    pin::pin,
    sync::LazyLock,
    time::{Duration, Instant},
};

use azure_core::{Uuid, sleep::sleep, time::OffsetDateTime};
use futures::future::{BoxFuture, Either, select};

/// Where the client gets its time from.
///
/// `wait` and `alarm` are apart because a test wants the first to take no time (a wait between two tries) and the second
/// to stay out of the way (a deadline for an answer that comes anyway).
pub trait Clock: fmt::Debug + Send + Sync {
    /// Time since some fixed moment; never goes back.
    fn now(&self) -> Duration;
    /// The time of day, to understand dates that a server sends.
    fn utc(&self) -> OffsetDateTime;
    /// Waits between tries.
    fn wait(&self, duration: Duration) -> BoxFuture<'static, ()>;
    /// Rings when an answer has taken too long.
    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()>;
    /// A number in `0.0..1.0`, different each time, to spread tries that would else fall together.
    fn chance(&self) -> f64;
}

/// The clock of the machine; waits through the asynchronous runtime that `azure_core` was built for.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// One epoch for the whole process: gates can be shared by clients, so their times must be comparable.
static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        EPOCH.elapsed()
    }

    fn utc(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn wait(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { sleep(to_signed(duration)).await })
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.wait(duration)
    }

    fn chance(&self) -> f64 {
        random_fraction()
    }
}

/// A fraction from the random bits of a version 4 uuid, which `azure_core` brings along anyway.
pub(crate) fn random_fraction() -> f64 {
    let bits = Uuid::new_v4().as_u64_pair().1;
    // The two highest bits are the fixed variant; 32 of the lowest are plenty for jitter.
    f64::from(u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
}

/// `azure_core` counts in signed durations; one that does not fit is as good as for ever.
pub(crate) fn to_signed(duration: Duration) -> azure_core::time::Duration {
    azure_core::time::Duration::try_from(duration).unwrap_or(azure_core::time::Duration::MAX)
}

/// Runs `future`, but no longer than `limit`. `None` when the alarm rang first.
pub(crate) async fn within<T>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let Some(limit) = limit else { return Some(future.await) };
    match select(pin!(future), clock.alarm(limit)).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(((), _)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_stays_in_its_range_and_varies() {
        let numbers: Vec<f64> = (0..64).map(|_| random_fraction()).collect();
        assert!(numbers.iter().all(|n| (0.0..1.0).contains(n)), "{numbers:?}");
        assert!(numbers.iter().any(|n| (n - numbers[0]).abs() > 1e-6));
    }

    #[tokio::test]
    async fn an_alarm_ends_what_never_answers() {
        let clock = SystemClock;
        let never = within(&clock, Some(Duration::from_millis(5)), futures::future::pending::<()>()).await;
        assert_eq!(never, None);
        assert_eq!(within(&clock, Some(Duration::from_secs(60)), async { 7 }).await, Some(7));
        assert_eq!(within(&clock, None, async { 7 }).await, Some(7));
    }
}
