//! What a request gets back: what its path addresses and what its page says, held against each other.
//!
//! In: a request line with what its path leads to, and what its page says of it. Out: an [`Answer`]. A page speaks of
//! several paths at once: what is no kin of the thing that one of them addresses is said of another, and the path wins.

use std::collections::BTreeSet;

use crate::odata::{Method, Primitive};
use crate::resolve::paths::calls::{Call, Walked};
use crate::resolve::paths::walk::World;
use crate::resolve::types::exchanges::Exchange;
use crate::schema::{RequestAction, Segment, SegmentKind, TypeName, TypeRef};

/// What a request gets back.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Answer {
    /// The type; absent for nothing and for bytes.
    pub ty: Option<TypeRef>,
    /// Raw bytes, or a redirect to them.
    pub binary: bool,
    /// What the page says, where its path says something else and won.
    pub overruled: Option<TypeRef>,
}

/// A request that is to be answered.
pub(super) struct Asked<'r> {
    /// The line.
    pub call: &'r Call<'r>,
    /// What it does.
    pub action: RequestAction,
    /// The path, followed.
    pub segments: &'r [Segment],
    /// What the path addresses.
    pub addresses: Option<&'r TypeRef>,
    /// What the page says of the line.
    pub exchange: &'r Exchange,
}

/// The pages, by their index, that have lines of bytes beside lines of what is known about them. A page that
/// answers with a redirection speaks of bytes alone.
pub(super) fn mixed_pages(walked: &[Walked<'_>]) -> BTreeSet<usize> {
    let redirects = |walked: &Walked<'_>| walked.call.operation.response.codes.contains(&302);
    let read = || walked.iter().filter(|walked| walked.call.line.method == Method::Get && !redirects(walked));
    let pages = |of_bytes: bool| -> BTreeSet<usize> {
        let lines = read()
            .filter(|walked| is_of_bytes(walked.walk.segments.last(), walked.walk.end.as_ref()) == of_bytes);
        lines.map(|walked| walked.call.page_at).collect()
    };
    pages(true).intersection(&pages(false)).copied().collect()
}

/// Whether a path leads to bytes: it says so itself, or its last step is a stream.
fn is_of_bytes(last: Option<&Segment>, end: Option<&TypeRef>) -> bool {
    let stream = end.is_some_and(is_stream);
    let says = last.is_some_and(|segment| {
        segment.kind == SegmentKind::Value || segment.text.eq_ignore_ascii_case("content")
    });
    stream || says
}

/// The answer to a request; `mixed` says that its page has lines of both kinds.
pub(super) fn answer(world: &World<'_>, asked: &Asked<'_>, mixed: bool) -> Answer {
    let Asked { call, action, segments, addresses, exchange } = asked;
    let read = matches!(action, RequestAction::Get | RequestAction::List);
    let of_bytes = is_of_bytes(segments.last(), *addresses);
    let stated = call.operation.response.binary && !(mixed && read && !of_bytes);
    if read && (of_bytes || stated) {
        return Answer { binary: true, ..Answer::default() };
    }
    let said = if exchange.empty { Answer::default() } else { spoken(world, asked) };
    Answer { binary: stated, ..said }
}

/// What comes back where it is no bytes.
fn spoken(world: &World<'_>, asked: &Asked<'_>) -> Answer {
    let Asked { action, segments, addresses, exchange, .. } = asked;
    let returns = exchange.returns.as_ref();
    match (action, addresses) {
        (RequestAction::Get | RequestAction::List, Some(of_path)) => read(world, of_path, exchange),
        // Nothing is created in a list of texts or numbers: the path names a property that is another one than the page's.
        (RequestAction::Create, Some(of_path))
            if of_path.collection
                && is_structured(of_path)
                && returns.is_some_and(|said| !is_stream(said)) =>
        {
            held(world, &TypeRef { collection: exchange.all, ..(*of_path).clone() }, exchange)
        }
        (RequestAction::Call, _) => {
            let called = || segments.last().and_then(|segment| segment.ty.clone());
            Answer { ty: returns.cloned().or_else(called), ..Answer::default() }
        }
        _ => Answer { ty: returns.cloned(), ..Answer::default() },
    }
}

/// A GET: a path that goes on into a value answers that value; whether it is a list is known better from the path.
fn read(world: &World<'_>, of_path: &TypeRef, exchange: &Exchange) -> Answer {
    match &of_path.name {
        TypeName::Structured(_) => held(world, of_path, exchange),
        TypeName::Primitive(Primitive::Untyped) if exchange.returns.is_some() => {
            Answer { ty: exchange.returns.clone(), ..Answer::default() }
        }
        TypeName::Primitive(_) | TypeName::Enum(_) => {
            Answer { ty: Some(of_path.clone()), ..Answer::default() }
        }
    }
}

/// What the page says where it is a kin of `of_path`; else that, if anything is known of it.
fn held(world: &World<'_>, of_path: &TypeRef, exchange: &Exchange) -> Answer {
    let Exchange { returns, shown, .. } = exchange;
    let kin = returns.iter().chain(shown).find(|said| world.draft.are_kin(said, of_path));
    let with_path = |ty: &TypeRef| Some(TypeRef { collection: of_path.collection, ..ty.clone() });
    let structured = returns.as_ref().filter(|said| is_structured(said));
    match (kin, structured) {
        (Some(kin), _) => Answer { ty: with_path(kin), ..Answer::default() },
        (None, Some(said)) if !is_documented(world, of_path) => {
            Answer { ty: with_path(said), ..Answer::default() }
        }
        (None, said) => Answer { ty: Some(of_path.clone()), overruled: said.cloned(), binary: false },
    }
}

fn is_stream(ty: &TypeRef) -> bool {
    ty.name == TypeName::Primitive(Primitive::Stream)
}

fn is_structured(ty: &TypeRef) -> bool {
    matches!(ty.name, TypeName::Structured(_))
}

/// Whether a page describes the type.
fn is_documented(world: &World<'_>, ty: &TypeRef) -> bool {
    match &ty.name {
        TypeName::Structured(name) => !world.names.places(name).is_empty(),
        TypeName::Primitive(_) | TypeName::Enum(_) => true,
    }
}
