//! The throttle gate: when Graph tells one request to wait, all requests to the same workload wait.
//! Clients of one tenant share one gate; it holds nothing but times.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Holds back requests to a workload that asked for a pause. Cheap to clone; clones are the same gate.
///
/// Graph throttles per application, tenant and service, so hand the same gate to every client of one tenant. A workload
/// is the first segment of the path (`users`, `deviceManagement`): a pause for one does not stop the others.
#[derive(Debug, Clone, Default)]
pub struct ThrottleGate(Arc<Mutex<BTreeMap<String, Duration>>>);

impl ThrottleGate {
    /// An open gate.
    pub fn new() -> Self {
        Self::default()
    }

    /// Closes the gate for `workload` until `until` (a time of the client's clock). Never opens it earlier than it was.
    pub(crate) fn close(&self, workload: &str, until: Duration) {
        let mut closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match closed.get_mut(workload) {
            Some(time) => *time = until.max(*time),
            None => {
                closed.insert(workload.to_owned(), until);
            }
        }
    }

    /// How long a request to `workload` has to wait at `now`; forgets pauses that are over.
    pub(crate) fn remaining(&self, workload: &str, now: Duration) -> Option<Duration> {
        let mut closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = *closed.get(workload)?;
        let remaining = until.checked_sub(now).filter(|remaining| !remaining.is_zero());
        if remaining.is_none() {
            closed.remove(workload);
        }
        remaining
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_pause_holds_back_its_workload_only() {
        let gate = ThrottleGate::new();
        gate.close("users", 10 * SECOND);
        gate.clone().close("users", 5 * SECOND);
        assert_eq!(gate.remaining("users", 4 * SECOND), Some(6 * SECOND));
        assert_eq!(gate.remaining("groups", 4 * SECOND), None);
        assert_eq!(gate.remaining("users", 10 * SECOND), None);
        assert_eq!(gate.remaining("users", 4 * SECOND), None, "a pause that is over is forgotten");
    }
}
