//! The request by its method and path, where no method of the crate makes it.
//!
//! In: a request, and the type that its path leads to by the types, if it leads anywhere. Out: statements, and why.

use super::code::Code;
use super::headers::headers;
use super::index::Index;
use super::notes::Notes;
use super::request::HttpRequest;
use super::sent::content;
use super::statement::{Statement, Unsent};
use super::way::Landed;
use crate::odata::Method;
use crate::sdk::{CallKind, Struct};

/// The request; `why` says why no method makes it, where that is known.
pub(super) fn unsent(
    request: &HttpRequest,
    landed: Option<Landed<'_>>,
    why: Option<&str>,
) -> (Unsent, Notes) {
    let mut notes = Notes::default();
    notes.untyped(match (why, landed) {
        (Some(why), _) => why.to_owned(),
        (None, Some(landed)) => format!(
            "no page documents {} of this path, which leads to {}",
            request.method.as_str(),
            what(landed)
        ),
        (None, None) => "no page documents this path, and no property of a type leads there".to_owned(),
    });
    let method = Code::of_client("Method", method(request.method));
    let mut links = vec![Code::method("raw", vec![method, Code::literal(&request.address())])];
    links.extend(headers(request, CallKind::Get, None, false));
    links.extend(content(request, &mut notes));
    links.extend(match Kind::of(request, landed) {
        Kind::Count => vec![Code::text(".into_count()")],
        Kind::Content => vec![Code::text(".into_download()")],
        Kind::Many(found) => vec![read_as(found), Code::text(".into_list()")],
        Kind::One(found) => vec![read_as(found)],
        Kind::Json | Kind::Unread => Vec::new(),
    });
    (Unsent { before: Vec::new(), start: Code::text("graph"), links }, notes)
}

fn what(landed: Landed<'_>) -> String {
    let name = |found: &Struct| found.wire.trim_start_matches('#').to_owned();
    match landed {
        Landed::One(found) => format!("one `{}`", name(found)),
        Landed::Many(found) => format!("a collection of `{}`", name(found)),
        Landed::Stream => "the bytes of a property".to_owned(),
    }
}

/// How it is sent, and what is done with the answer.
pub(super) fn sending(request: &HttpRequest, landed: Option<Landed<'_>>, unsent: &Unsent) -> Vec<Statement> {
    vec![match Kind::of(request, landed) {
        Kind::Count => Statement::named("count", unsent.chain(&[".await?"])),
        Kind::Content => Statement::named("content", unsent.chain(&[".await?"])),
        Kind::Many(_) => Statement::Items(unsent.chain(&[".items()"])),
        Kind::One(_) | Kind::Json => Statement::named("result", unsent.chain(&[".await?"])),
        Kind::Unread => Statement::named("response", unsent.chain(&[".send_raw()", ".await?"])),
    }]
}

/// What is known of the answer.
enum Kind<'a> {
    Count,
    Content,
    Many(&'a Struct),
    One(&'a Struct),
    Json,
    Unread,
}

impl<'a> Kind<'a> {
    fn of(request: &HttpRequest, landed: Option<Landed<'a>>) -> Self {
        let last = request.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let read = request.method == Method::Get;
        match (last, landed) {
            ("$count", _) if read => Kind::Count,
            ("$value" | "$metadata" | "content", None) | (_, Some(Landed::Stream)) if read => Kind::Content,
            (_, Some(Landed::Many(found))) if read => Kind::Many(found),
            (_, Some(Landed::One(found) | Landed::Many(found))) if read || request.method == Method::Post => {
                Kind::One(found)
            }
            _ if read => Kind::Json,
            _ => Kind::Unread,
        }
    }
}

/// Why there is no method, beside the pages' silence.
pub(super) fn reason(index: &Index<'_>, request: &HttpRequest) -> Option<&'static str> {
    const IS_PART: &str = "the crate was made without this path, or no page documents it";
    of_protocol(&request.path).or(index.version.library.is_part.then_some(IS_PART))
}

/// What a path of the protocol is for, which no page documents.
pub(super) fn of_protocol(path: &str) -> Option<&'static str> {
    match path.trim_matches('/').to_ascii_lowercase().as_str() {
        "$batch" => Some(
            "no page documents this path, which takes several requests at once; `graph.client().batch()` makes such a \
             request of the typed ones",
        ),
        "$metadata" => Some("no page documents this path, at which the service describes its types in XML"),
        _ => None,
    }
}

/// `.read_as::<models::User>()`
fn read_as(found: &Struct) -> Code {
    let ty = match &found.any {
        Some(any) => crate::sdk::TypePath { modules: found.path.modules.clone(), ident: any.ident.clone() },
        None => found.path.clone(),
    };
    Code::Row(vec![Code::text(".read_as::<"), Code::path("models", &ty), Code::text(">()")])
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "::Get",
        Method::Post => "::Post",
        Method::Put => "::Put",
        Method::Patch => "::Patch",
        Method::Delete => "::Delete",
    }
}
