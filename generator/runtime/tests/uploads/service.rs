//! Upload sessions with the manners of four services, and what can go wrong on the way to them and back.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use msgraph_core::client::{Bytes, Method, SLICE_STEP};
use msgraph_core::testing::{Fault, MockGraph, Reply, SeenCall};
use serde_json::{Value, json};

/// The manners of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manners {
    /// 202 with ranges, 201 with the item, then the session is gone.
    Drive,
    /// 200 with one bare number, slices of 4 MB at most, 201 without a body, then the session is gone.
    Mail,
    /// On Graph itself: the token, `/content` behind the session, 200 with ranges, 201 without a body.
    Tasks,
    /// Says 202 and nothing else, takes what overlaps, keeps a part of a slice that breaks off, ends with 200 and stays.
    Plain,
}

impl Manners {
    pub(crate) const ALL: [Self; 4] = [Self::Drive, Self::Mail, Self::Tasks, Self::Plain];

    pub(crate) fn url(self) -> &'static str {
        match self {
            Self::Drive => "https://contoso.sharepoint.com/up/1?tempauth=secret",
            Self::Mail => {
                "https://outlook.office.com/api/gv1.0/users('a')/AttachmentSessions('c')?authtoken=secret"
            }
            Self::Tasks => {
                "https://graph.microsoft.com/v1.0/users/u/todo/lists/l/tasks/t/attachmentSessions/s"
            }
            Self::Plain => "https://upload.example/sessions/1",
        }
    }

    /// Where slices go and where the state is, as the mock names paths.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Drive => ("/up/1", "/up/1"),
            Self::Mail => {
                let path = "/api/gv1.0/users('a')/AttachmentSessions('c')";
                (path, path)
            }
            Self::Tasks => (
                "/users/u/todo/lists/l/tasks/t/attachmentSessions/s/content",
                "/users/u/todo/lists/l/tasks/t/attachmentSessions/s",
            ),
            Self::Plain => ("/sessions/1", "/sessions/1"),
        }
    }

    fn largest_slice(self) -> usize {
        if matches!(self, Self::Mail | Self::Tasks) { 4_000_000 } else { 60 << 20 }
    }
}

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The connection breaks before the service has done anything.
    ResetBefore,
    /// The connection breaks when it has done everything.
    ResetAfter,
    /// 500, and nothing was done.
    ErrorBefore,
    /// 500, and everything was done.
    ErrorAfter,
    /// 429 with a pause.
    Throttled,
    /// The connection breaks in the middle of the answer.
    HalfAnswer,
    /// The answer ends in its middle, as if it were whole.
    CutAnswer,
    /// No answer, and nothing was done: the caller drops the future.
    CancelledBefore,
    /// No answer, and everything was done.
    CancelledAfter,
    /// The service forgets the session.
    Expired,
}

impl Trouble {
    pub(crate) const ALL: [Self; 10] = [
        Self::ResetBefore,
        Self::ResetAfter,
        Self::ErrorBefore,
        Self::ErrorAfter,
        Self::Throttled,
        Self::HalfAnswer,
        Self::CutAnswer,
        Self::CancelledBefore,
        Self::CancelledAfter,
        Self::Expired,
    ];
}

/// A service with one session. Clones are the same.
#[derive(Clone)]
pub(crate) struct Service(Arc<Mutex<State>>);

struct State {
    manners: Manners,
    total: usize,
    held: Vec<u8>,
    is_complete: bool,
    is_forgotten: bool,
    /// What goes wrong with the coming requests, the next one first.
    troubles: Vec<Option<Trouble>>,
    /// What the client did that no service would take.
    complaints: Vec<String>,
}

impl Service {
    /// Answers at the mock.
    pub(crate) fn start(
        graph: &MockGraph,
        manners: Manners,
        total: usize,
        troubles: Vec<Option<Trouble>>,
    ) -> Self {
        let troubles = troubles.into_iter().rev().collect();
        let state = State {
            manners,
            total,
            held: Vec::new(),
            is_complete: false,
            is_forgotten: false,
            troubles,
            complaints: Vec::new(),
        };
        let service = Self(Arc::new(Mutex::new(state)));
        let (content, session) = manners.paths();
        for (method, path) in [(Method::Put, content), (Method::Get, session)] {
            let service = service.clone();
            graph.on(method, path).made(move |call| service.lock().answer(call));
        }
        service
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it has made something of the content.
    pub(crate) fn is_complete(&self) -> bool {
        self.lock().is_complete
    }

    pub(crate) fn holds(&self, content: &Bytes) -> bool {
        self.lock().held == content[..]
    }

    pub(crate) fn complaints(&self) -> Vec<String> {
        self.lock().complaints.clone()
    }
}

impl State {
    fn answer(&mut self, call: &SeenCall) -> Reply {
        let trouble = self.troubles.pop().flatten();
        match trouble {
            Some(Trouble::ResetBefore) => {
                self.keep_a_part(call);
                return Reply::fault(Fault::Reset);
            }
            Some(Trouble::ErrorBefore) => return Reply::error(500, "generalException", "went wrong"),
            Some(Trouble::Throttled) => return Reply::fault(Fault::Throttled("2")),
            Some(Trouble::Expired) => self.is_forgotten = true,
            Some(Trouble::CancelledBefore) => return Reply::fault(Fault::Silence),
            _ => {}
        }
        let answer = self.serve(call);
        match trouble {
            Some(Trouble::ResetAfter) => Reply::fault(Fault::Reset),
            Some(Trouble::ErrorAfter) => Reply::error(500, "generalException", "went wrong"),
            Some(Trouble::HalfAnswer) => Reply::fault(Fault::BrokenBody),
            Some(Trouble::CutAnswer) => answer.cut().reply(),
            Some(Trouble::CancelledAfter) => Reply::fault(Fault::Silence),
            _ => answer.reply(),
        }
    }

    fn serve(&mut self, call: &SeenCall) -> Answer {
        self.check_token(call);
        let is_used_up = self.is_complete && self.manners != Manners::Plain;
        if is_used_up || self.is_forgotten {
            return Answer::error(404, "itemNotFound");
        }
        if call.method == Method::Get { self.state() } else { self.take(call) }
    }

    /// A token must reach Graph itself and nobody else.
    fn check_token(&mut self, call: &SeenCall) {
        if call.header("authorization").is_some() != (self.manners == Manners::Tasks) {
            self.complaints.push(format!("{:?} {}: token", call.method, call.path));
        }
    }

    fn state(&self) -> Answer {
        let next = self.held.len();
        let state = match self.manners {
            Manners::Tasks => json!({"id": "s", "nextExpectedRanges": [format!("{next}-")]}),
            Manners::Mail => json!({"ExpirationDateTime": "soon", "NextExpectedRanges": [next.to_string()]}),
            Manners::Plain if self.is_complete => json!({"nextExpectedRanges": []}),
            Manners::Plain => {
                json!({"nextExpectedRanges": [format!("{}-", self.total - 1), format!("{next}-{}", self.total)]})
            }
            Manners::Drive => {
                json!({"expirationDateTime": "soon", "nextExpectedRanges": [format!("{next}-")]})
            }
        };
        Answer::json(200, &state)
    }

    fn take(&mut self, call: &SeenCall) -> Answer {
        let Some((start, end)) = self.range_of(call) else {
            self.complaints.push(format!("{:?}", call.header("content-range")));
            return Answer::error(400, "invalidRequest");
        };
        let is_new = end > self.held.len() && start <= self.held.len();
        if !is_new || (start < self.held.len() && self.manners != Manners::Plain) {
            return Answer::error(416, "invalidRange");
        }
        self.held.truncate(start);
        self.held.extend_from_slice(&call.body);
        if self.held.len() < self.total {
            return match self.manners {
                Manners::Drive => Answer { status: 202, ..self.state() },
                Manners::Plain => Answer::empty(202),
                Manners::Mail | Manners::Tasks => self.state_after_slice(),
            };
        }
        self.is_complete = true;
        match self.manners {
            Manners::Drive => Answer::json(201, &json!({"id": "item", "size": self.total})),
            Manners::Plain => Answer::json(200, &json!({"id": "item"})),
            Manners::Mail | Manners::Tasks => Answer::empty(201),
        }
    }

    /// The session as the answer to a slice, which is no entity and has no id.
    fn state_after_slice(&self) -> Answer {
        let next = self.held.len();
        Answer::json(200, &json!({"@odata.context": "x", "NextExpectedRanges": [next.to_string()]}))
    }

    /// First byte and the one behind the last, if the slice is one that Graph takes.
    fn range_of(&self, call: &SeenCall) -> Option<(usize, usize)> {
        let (range, total) = call.header("content-range")?.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (start, end) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()? + 1);
        let length = end.checked_sub(start)?;
        let is_step = end == self.total || (length as u64).is_multiple_of(SLICE_STEP);
        let fits = end <= self.total && length == call.body.len() && length <= self.manners.largest_slice();
        (total.parse() == Ok(self.total) && is_step && fits).then_some((start, end))
    }

    /// Of a slice that breaks off, a plain session keeps what came.
    fn keep_a_part(&mut self, call: &SeenCall) {
        let Some((start, _)) = self.range_of(call) else { return };
        if self.manners == Manners::Plain && start == self.held.len() {
            self.held.extend_from_slice(&call.body[..call.body.len() / 2]);
        }
    }
}

/// An answer that can still be cut.
struct Answer {
    status: u16,
    body: String,
}

impl Answer {
    fn empty(status: u16) -> Self {
        Self { status, body: String::new() }
    }

    fn json(status: u16, body: &Value) -> Self {
        Self { status, body: body.to_string() }
    }

    fn error(status: u16, code: &str) -> Self {
        Self::json(status, &json!({"error": {"code": code, "message": "no"}}))
    }

    fn cut(mut self) -> Self {
        self.body.truncate(self.body.len() / 2);
        self
    }

    fn reply(self) -> Reply {
        let reply = Reply::status(self.status).body(self.body);
        reply.header("content-type", "application/json").header("location", "https://upload.example/d")
    }
}
