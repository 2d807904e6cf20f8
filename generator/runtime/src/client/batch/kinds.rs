//! Which requests can stand in a batch, and what each kind makes of its answer.

use std::fmt;

use azure_core::Bytes;

use super::{answered::Answered, content::BatchContent, part::from_base64};
use crate::Element;
use crate::client::{
    error::Result,
    long_running::OperationHandle,
    paging::{
        ResultPage,
        delta::{self, DeltaPage},
    },
    request::{
        Count, Delta, Download, Fixed, FixedList, Get, List, LongRunning, Raw, Request, Upsert, Write,
        WriteList,
        decode::{self, FromResponse},
        response::Response,
        send::Outgoing,
    },
};

/// A request that can stand in a batch: any kind, with a result that can be read from an answer.
///
/// ```
/// # use msgraph_core::client::{Batch, BatchHandle, List, Request, ResultPage};
/// # use serde_json::Value;
/// fn add(batch: &mut Batch, users: Request<Value, List>) -> BatchHandle<ResultPage<Value>> { batch.add(users) }
/// ```
/// The streams that a request can become cannot: they send requests of their own, one after the other.
/// ```compile_fail,E0277
/// # use msgraph_core::client::{Batch, List, Request};
/// # use serde_json::Value;
/// fn add(batch: &mut Batch, users: Request<Value, List>) { batch.add(users.items()); }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a batch",
    label = "not a request, or its result cannot be read from one answer",
    note = "a batch takes the request itself, not what `.items()`, `.pages()`, `.stream()` or `.await` make of it",
    note = "further pages, slices of an upload and large content are requests of their own: send them outside of the batch"
)]
pub trait Batchable: sealed::Sealed {
    /// What its handle gives.
    type Output;
    #[doc(hidden)]
    fn into_batch(self) -> BatchPart<Self::Output>;
}

/// A request on its way into a batch.
pub struct BatchPart<T> {
    /// The checked request, or why it cannot be sent.
    pub(super) request: Result<Outgoing>,
    pub(super) read: Read<T>,
}

/// How an answer becomes a result.
pub(super) type Read<T> = fn(Answered) -> Result<T>;

mod sealed {
    /// Only requests are batchable.
    pub trait Sealed {}
    impl<T, K> Sealed for crate::client::Request<T, K> {}
}

fn whole<T: FromResponse>(answer: Answered) -> Result<T> {
    T::from_response(answer.success()?)
}

macro_rules! batchable {
    ($($kind:ty => $output:ty, $bound:path, $read:expr);* $(;)?) => {
        $(impl<T: $bound + Send> Batchable for Request<T, $kind> {
            type Output = $output;

            fn into_batch(self) -> BatchPart<$output> {
                BatchPart { request: self.parts.outgoing(false), read: $read }
            }
        })*
    };
}
batchable!(
    Get => T, FromResponse, whole;
    Fixed => T, FromResponse, whole;
    Write => T, FromResponse, whole;
    Upsert => T, FromResponse, whole;
    Raw => T, FromResponse, whole;
    List => ResultPage<T>, Element, whole;
    FixedList => ResultPage<T>, Element, whole;
    WriteList => ResultPage<T>, Element, whole;
    LongRunning => OperationHandle<T>, FromResponse, |answer| {
        let start = (*answer.request).clone();
        OperationHandle::started(start, answer.success()?)
    };
);

/// The first page of a round; `resume` goes on with its token.
impl<T: Element> Batchable for Request<T, Delta> {
    type Output = DeltaPage<T>;

    fn into_batch(self) -> BatchPart<DeltaPage<T>> {
        let read: Read<DeltaPage<T>> =
            |answer| delta::first_page((*answer.request).clone(), answer.success());
        BatchPart { request: delta::first_request(self), read }
    }
}

impl Batchable for Request<i64, Count> {
    type Output = i64;

    fn into_batch(mut self) -> BatchPart<i64> {
        self.parts.set_header("Accept", "text/plain, application/json");
        BatchPart { request: self.parts.outgoing(true), read: |answer| number(answer.success()?) }
    }
}

/// The bare number that `$count` answers with; in a batch it can be in base64.
fn number(response: Response) -> Result<i64> {
    decode::scalar(&response).or_else(|error| {
        let text = String::from_utf8_lossy(&response.body);
        let decoded = from_base64(text.trim_matches(['"', ' '])).ok_or(error)?;
        decode::scalar(&Response { body: decoded, ..response })
    })
}

impl Batchable for Request<Bytes, Download> {
    type Output = BatchContent;

    fn into_batch(mut self) -> BatchPart<BatchContent> {
        if self.parts.headers.iter().any(|(name, _)| name == "range") {
            self.parts.fail("a batch does not give a range of a content, only the whole");
        }
        self.parts.set_header("Accept", "*/*");
        BatchPart { request: self.parts.outgoing(false), read: BatchContent::of }
    }
}

impl<T> fmt::Debug for BatchPart<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = self.request.as_ref().map(|request| request.template.as_str());
        f.debug_tuple("BatchPart").field(&template).finish()
    }
}
