//! The retry policy. Sits in `azure_core`'s pipeline where every further policy runs once per try.

#![expect(
    elided_lifetimes_in_paths,
    reason = "async_trait wants the lifetimes as azure_core's traits leave them out"
)]

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use azure_core::{
    error::ErrorKind,
    http::{
        AsyncRawResponse, Context, Method, Request, StatusCode,
        headers::Headers,
        policies::{Policy, PolicyResult},
    },
    time::{OffsetDateTime, parse_rfc7231},
};

use super::{
    clock::{Clock, within},
    throttle::ThrottleGate,
};
use crate::client::{
    options::Retries,
    request::{
        response::header,
        send::{Call, Failure},
    },
};

/// Tries again what may be tried again, and waits as Graph asks.
#[derive(Debug)]
pub(crate) struct RetryPolicy {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) gate: ThrottleGate,
}

#[async_trait]
impl Policy for RetryPolicy {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let call = ctx.value::<Call>().ok_or_else(|| azure_core::Error::from(Failure::NoCall))?;
        let end = call.retries.total_timeout.map(|limit| self.clock.now().saturating_add(limit));
        let mut tries = 0;
        loop {
            self.pass_gate(call, end).await?;
            if tries > 0 {
                request.body_mut().reset().await?;
                request.insert_header("retry-attempt", tries.to_string());
            }
            let limit =
                shorter(call.retries.try_timeout, end.map(|end| end.saturating_sub(self.clock.now())));
            let sending = next[0].send(ctx, request, &next[1..]);
            let result = within(&*self.clock, limit, sending)
                .await
                .unwrap_or_else(|| Err(Failure::NoAnswerInTime.into()));
            tries += 1;
            let Some(delay) = self.next_delay(call, request.method(), &result, tries) else { return result };
            let wait = if is_throttled(&result) { self.spread(delay) } else { delay };
            if is_over(end, self.clock.now(), wait) {
                return result;
            }
            self.clock.wait(wait).await;
        }
    }
}

impl RetryPolicy {
    /// Waits while the workload is paused. Looks again afterwards: the pause may have been made longer meanwhile. A request
    /// that is tried only once does not wait for the pauses of others either.
    async fn pass_gate(&self, call: &Call, end: Option<Duration>) -> azure_core::Result<()> {
        if call.retries.max_retries == 0 {
            return Ok(());
        }
        while let Some(remaining) = self.gate.remaining(&call.workload, self.clock.now()) {
            let wait = self.spread(remaining);
            if is_over(end, self.clock.now(), wait) {
                return Err(Failure::Throttled(remaining).into());
            }
            self.clock.wait(wait).await;
        }
        Ok(())
    }

    /// A little longer than a pause: waiters would else all fall through the gate at the same moment.
    fn spread(&self, pause: Duration) -> Duration {
        pause.saturating_add(scaled(pause, self.clock.chance() * 0.1))
    }

    /// How long to wait before the next try; `None` when there is none. Closes the gate when Graph asked for a pause.
    fn next_delay(
        &self,
        call: &Call,
        method: Method,
        result: &azure_core::Result<AsyncRawResponse>,
        tries: u32,
    ) -> Option<Duration> {
        let asked =
            result.as_ref().ok().and_then(|response| retry_after(response.headers(), self.clock.utc()));
        let delay = asked.unwrap_or_else(|| backoff(&call.retries, tries, self.clock.chance()));
        if is_throttled(result) {
            // A pause longer than we would ever wait ends this request, but does not lock the others out for a year.
            let pause = delay.min(call.retries.max_retry_after);
            self.gate.close(&call.workload, self.clock.now().saturating_add(pause));
        }
        let again = is_worth_another_try(result, call.idempotent || is_idempotent(method));
        let allowed = again && tries <= call.retries.max_retries && delay <= call.retries.max_retry_after;
        allowed.then_some(delay)
    }
}

/// Whether nothing is left of the time after a wait.
fn is_over(end: Option<Duration>, now: Duration, wait: Duration) -> bool {
    end.is_some_and(|end| now.saturating_add(wait) >= end)
}

fn shorter(left: Option<Duration>, right: Option<Duration>) -> Option<Duration> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (one, other) => one.or(other),
    }
}

fn is_idempotent(method: Method) -> bool {
    matches!(method, Method::Get | Method::Head | Method::Put | Method::Delete)
}

fn is_throttled(result: &azure_core::Result<AsyncRawResponse>) -> bool {
    result.as_ref().is_ok_and(|response| {
        let status = response.status();
        status == StatusCode::TooManyRequests || status == StatusCode::ServiceUnavailable
    })
}

fn is_worth_another_try(result: &azure_core::Result<AsyncRawResponse>, idempotent: bool) -> bool {
    match result {
        Ok(response) => match u16::from(response.status()) {
            429 | 503 => true,
            408 | 500 | 502 | 504 => idempotent,
            _ => false,
        },
        Err(error) => match error.downcast_ref::<Failure>() {
            // Without a token nothing was sent.
            Some(Failure::NoToken { transient, .. }) => *transient,
            Some(failure) => idempotent && matches!(failure, Failure::NoAnswerInTime),
            // The request never left the machine.
            None if *error.kind() == ErrorKind::Connection => true,
            None => idempotent && *error.kind() == ErrorKind::Io,
        },
    }
}

/// Doubles from the first delay, capped, then spread over the upper half, so that tries do not fall together.
pub(crate) fn backoff(retries: &Retries, tries: u32, chance: f64) -> Duration {
    let factor = 2_u32.saturating_pow(tries.saturating_sub(1).min(16));
    let full = retries.first_delay.saturating_mul(factor).min(retries.max_delay);
    scaled(full, 0.5 + chance / 2.0)
}

/// A part of a duration. Unlike `mul_f64` it does not panic where the product is not a duration: the longest settings are
/// allowed, and the chance comes from a clock that is not ours.
fn scaled(duration: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * factor).unwrap_or(duration)
}

/// `Retry-After` of an answer.
pub(crate) fn retry_after(headers: &Headers, now: OffsetDateTime) -> Option<Duration> {
    header(headers, "retry-after").and_then(|text| parse_retry_after(text, now))
}

/// Seconds, decimals of them, or an HTTP date. `None` for what is negative, past or no time at all.
pub(crate) fn parse_retry_after(text: &str, now: OffsetDateTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        // Negative, infinite and not-a-number fall out here; what is too large for a duration is as good as for ever.
        let usable = seconds.is_finite() && seconds >= 0.0;
        return usable.then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let date = parse_rfc7231(text).ok()?;
    Duration::try_from(date - now).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::request::send::Doubt;
    use crate::testing::{Fault, MockGraph, Reply};

    fn check(text: &str, expected: Option<f64>) {
        let now = parse_rfc7231("Wed, 21 Oct 2026 07:28:00 GMT").expect("a valid date");
        let found = parse_retry_after(text, now).map(|duration| duration.as_secs_f64());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn retry_after_in_all_forms() {
        check("120", Some(120.0));
        check(" 0 ", Some(0.0));
        check("1.5", Some(1.5));
        check("Wed, 21 Oct 2026 07:29:30 GMT", Some(90.0));
        check("Wed, 21 Oct 2026 07:27:00 GMT", None);
        check("31536000", Some(31_536_000.0));
        check("-5", None);
        check("soon", None);
        check("", None);
        check("NaN", None);
        check("inf", None);
        check("Wed, 99 Oct 2026 07:29:30 GMT", None);
        assert!(parse_retry_after("1e300", OffsetDateTime::now_utc()) == Some(Duration::MAX));
    }

    #[test]
    fn backoff_doubles_within_its_cap() {
        let retries = Retries::default();
        let at = |tries, chance| backoff(&retries, tries, chance).as_millis();
        assert_eq!((at(1, 0.0), at(1, 0.999_999)), (250, 499));
        assert_eq!((at(2, 0.0), at(3, 0.0), at(4, 0.0)), (500, 1000, 2000));
        assert_eq!(at(40, 0.0), 15_000);
    }

    #[test]
    fn waiters_spread_out_a_little() {
        let clock = Arc::new(crate::client::SystemClock);
        let policy = RetryPolicy { clock, gate: ThrottleGate::off() };
        let seconds = || policy.spread(Duration::from_secs(100)).as_secs_f64();
        let spreads: Vec<f64> = (0..64).map(|_| seconds()).collect();
        assert!(spreads.iter().all(|spread| (100.0..=110.0).contains(spread)), "{spreads:?}");
        assert!(spreads.iter().any(|spread| *spread > 102.0), "{spreads:?}");
    }

    /// What one request makes of a row of faults: the tries, the waits in milliseconds, the outcome.
    async fn check_tries(
        method: Method,
        faults: &[(usize, Fault)],
        tries: usize,
        waits: &[u128],
        success: bool,
    ) {
        let graph = MockGraph::new();
        let mut rule = graph.on(method, "/users/{id}");
        for (times, fault) in faults {
            rule = rule.fault(*times, fault.clone());
        }
        rule.reply(Reply::json("{}"));
        let retries = Retries { try_timeout: Some(Duration::from_millis(20)), ..Retries::default() };
        let client = graph.client();
        let outcome = client.raw(method, "/users/1").retries(retries).await;
        assert_eq!(outcome.is_ok(), success, "{method} {faults:?}: {outcome:?}");
        assert_eq!(graph.count(method, "/users/{id}"), tries, "{method} {faults:?}");
        let found: Vec<u128> = graph.clock().waits().iter().map(Duration::as_millis).collect();
        assert_eq!(found, waits, "{method} {faults:?}");
    }

    #[tokio::test]
    async fn throttling_is_waited_for_whatever_the_method() {
        for method in [Method::Get, Method::Post, Method::Patch, Method::Put, Method::Delete] {
            check_tries(method, &[(1, Fault::Throttled("2.5"))], 2, &[2500], true).await;
            check_tries(method, &[(2, Fault::Unavailable)], 3, &[250, 500], true).await;
            check_tries(method, &[(1, Fault::NoConnection)], 2, &[250], true).await;
        }
        check_tries(Method::Get, &[(1, Fault::Throttled("-5"))], 2, &[250], true).await;
        check_tries(Method::Get, &[(1, Fault::Throttled("soon"))], 2, &[250], true).await;
        check_tries(Method::Get, &[(1, Fault::Throttled("31536000"))], 1, &[], false).await;
        check_tries(Method::Get, &[(9, Fault::Throttled("1"))], 6, &[1000; 5], false).await;
    }

    #[tokio::test]
    async fn other_failures_are_tried_again_only_where_that_is_safe() {
        let faults =
            [Fault::Reset, Fault::GatewayTimeout, Fault::BrokenBody, Fault::Silence, Fault::Html(502)];
        for fault in faults {
            for method in [Method::Get, Method::Put, Method::Delete] {
                check_tries(method, &[(1, fault.clone())], 2, &[250], true).await;
            }
            for method in [Method::Post, Method::Patch] {
                check_tries(method, &[(1, fault.clone())], 1, &[], false).await;
            }
        }
        check_tries(Method::Get, &[(1, Fault::Html(404))], 1, &[], false).await;
        check_tries(Method::Get, &[(1, Fault::TruncatedJson)], 1, &[], false).await;
        check_tries(Method::Get, &[(1, Fault::ErrorAsSuccess)], 1, &[], false).await;
    }

    #[tokio::test]
    async fn a_pause_holds_back_the_next_request_too() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(1, Fault::Throttled("30"));
        graph.on(Method::Get, "/users/2").reply(Reply::json("{}"));
        let client = graph.client();
        let error =
            client.raw(Method::Get, "/users/1").retries(Retries::none()).await.expect_err("throttled");
        assert!(error.is_throttled());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
        assert!(graph.clock().waits().is_empty());
        client.raw(Method::Get, "/users/2").await.expect("after the pause");
        let waited = graph.clock().waited();
        assert!(waited > Duration::from_secs(29) && waited <= Duration::from_secs(30), "{waited:?}");
    }

    /// A clock by which all wait as long as they may.
    #[derive(Debug)]
    struct Unlucky;

    impl Clock for Unlucky {
        fn now(&self) -> Duration {
            Duration::ZERO
        }

        fn utc(&self) -> OffsetDateTime {
            OffsetDateTime::UNIX_EPOCH
        }

        fn wait(&self, _: Duration) -> futures::future::BoxFuture<'static, ()> {
            panic!("it does not wait for what comes too late")
        }

        fn alarm(&self, _: Duration) -> futures::future::BoxFuture<'static, ()> {
            Box::pin(futures::future::pending())
        }

        fn chance(&self) -> f64 {
            1.0
        }
    }

    #[tokio::test]
    async fn the_spread_of_a_pause_is_part_of_the_total_time() {
        let gate = ThrottleGate::default();
        gate.close("/users", Duration::from_secs(95));
        let policy = RetryPolicy { clock: Arc::new(Unlucky), gate };
        assert_eq!(policy.spread(Duration::from_secs(10)), Duration::from_secs(11));
        let retries = Retries::default();
        let call = Call {
            idempotent: true,
            doubt: Doubt::default(),
            retries,
            workload: "/users".into(),
            stream: false,
        };
        let error = policy.pass_gate(&call, Some(Duration::from_secs(100))).await.expect_err("104.5 s");
        assert!(
            error.downcast_ref::<Failure>().is_some_and(|failure| matches!(failure, Failure::Throttled(_)))
        );
    }

    #[tokio::test]
    async fn the_total_time_is_kept() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(9, Fault::Throttled("60"));
        let retries = Retries { total_timeout: Some(Duration::from_secs(150)), ..Retries::default() };
        let request = graph.client().raw(Method::Get, "/users/1").retries(retries);
        assert!(request.await.expect_err("throttled").is_throttled());
        assert_eq!(graph.clock().waits().len(), 2);
    }

    #[tokio::test]
    async fn a_year_is_not_waited_even_with_all_the_time_in_the_world() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(1, Fault::Throttled("31536000")).reply(Reply::json("{}"));
        let retries = Retries { total_timeout: None, ..Retries::default() };
        let client = graph.client();
        let error =
            client.raw(Method::Get, "/users/1").retries(retries.clone()).await.expect_err("throttled");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(31_536_000)));
        client
            .raw(Method::Get, "/users/1")
            .retries(retries.clone())
            .await
            .expect("the gate opens before that");
        assert_eq!(graph.clock().waited(), retries.max_retry_after);
    }

    #[tokio::test]
    async fn the_longest_of_all_times_do_no_harm() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(1, Fault::Throttled("1e300")).reply(Reply::json("{}"));
        let retries = Retries {
            first_delay: Duration::MAX,
            max_delay: Duration::MAX,
            max_retry_after: Duration::MAX,
            try_timeout: Some(Duration::MAX),
            total_timeout: Some(Duration::MAX),
            ..Retries::default()
        };
        graph.clock().advance(Duration::from_secs(1));
        let client = graph.client();
        let request = client.raw(Method::Get, "/users/1").retries(retries.clone());
        assert!(request.await.expect_err("a pause for ever").is_throttled());
        let request = client.raw(Method::Get, "/users/1").retries(retries.clone());
        assert!(request.await.expect_err("the pause goes on").is_timeout());
        let request = client.raw(Method::Get, "/groups").retries(retries.clone());
        assert!(request.await.expect_err("no rule").is_not_found());
        for chance in [0.0, 1.0, 2.0, -2.0, f64::NAN] {
            assert!(backoff(&retries, 9, chance) <= Duration::MAX, "{chance}");
        }
    }

    #[tokio::test]
    async fn every_try_says_which_it_is() {
        let graph = MockGraph::new();
        graph.on(Method::Post, "/x").fault(1, Fault::Unavailable).reply(Reply::json("{}"));
        let request = graph.client().raw(Method::Post, "/x").json(&serde_json::json!({"a": 1}));
        request.await.expect("the second try succeeds");
        let calls = graph.calls();
        assert_eq!(calls[0].header("retry-attempt"), None);
        assert_eq!(calls[1].header("retry-attempt"), Some("1"));
        assert_eq!(calls[0].header("client-request-id"), calls[1].header("client-request-id"));
        for call in calls {
            assert_eq!(call.json(), serde_json::json!({"a": 1}));
            assert_eq!(call.header("content-type"), Some("application/json"));
            assert_eq!(call.header("authorization"), Some("Bearer test-token"));
            assert!(call.header("user-agent").is_some_and(|agent| agent.starts_with("msgraph-core/")));
            assert_eq!(call.header("x-ms-client-request-id"), None);
            assert_eq!(call.header("sdkversion"), None);
        }
    }

    #[tokio::test]
    async fn a_challenge_gets_one_fresh_token() {
        let graph = MockGraph::new();
        let challenge = Reply::error(401, "InvalidAuthenticationToken", "old");
        let challenge = challenge.header("www-authenticate", "Bearer error=\"invalid_token\"");
        graph.on(Method::Get, "/x").reply(challenge.clone()).reply(Reply::json("{}"));
        graph.client().raw(Method::Get, "/x").await.expect("the second token is good");
        graph.on(Method::Get, "/y").reply(challenge);
        let error = graph.client().raw(Method::Get, "/y").await.expect_err("no token is good");
        assert!(error.is_unauthenticated());
        assert_eq!((graph.count(Method::Get, "/x"), graph.count(Method::Get, "/y")), (2, 2));
    }
}
