//! The request by its method and path, where no method of the crate makes it.
//!
//! In: a request, and the type that its path leads to by the types, if it leads anywhere. Out: statements, and why.

use super::code::Code;
use super::headers::headers;
use super::notes::Notes;
use super::request::HttpRequest;
use super::sent::content;
use super::statement::Statement;
use crate::odata::Method;
use crate::sdk::{CallKind, Struct};

/// The statements; `misfit` says what the method that leads there cannot take.
pub(super) fn statements(
    request: &HttpRequest,
    landed: Option<(&Struct, bool)>,
    misfit: Option<&str>,
) -> (Vec<Statement>, Notes) {
    let mut notes = Notes::default();
    notes.untyped(match (misfit.or(of_protocol(&request.path)), landed) {
        (Some(why), _) => why.to_owned(),
        (None, Some((found, many))) => format!(
            "no page documents {} of this path, which leads to {} `{}`",
            request.method.as_str(),
            if many { "a collection of" } else { "one" },
            found.wire.trim_start_matches('#'),
        ),
        (None, None) => "no page documents this path, and no property of a type leads there".to_owned(),
    });
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let address = format!("{}{query}", request.path);
    let method = Code::of_client("Method", method(request.method));
    let mut links = vec![Code::method("raw", vec![method, Code::literal(&address)])];
    links.extend(headers(request, CallKind::Get, None, false));
    links.extend(content(request, &mut notes));
    let last = request.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let read = request.method == Method::Get;
    let chain = |mut links: Vec<Code>, more: &[&str]| {
        links.extend(more.iter().map(|link| Code::text(*link)));
        Code::Chain(Box::new(Code::text("graph")), links)
    };
    let statement = match (last, landed) {
        ("$count", _) if read => Statement::Let("count", chain(links, &[".into_count()", ".await?"])),
        ("$value" | "$metadata" | "content", None) if read => {
            Statement::Let("content", chain(links, &[".into_download()", ".await?"]))
        }
        (_, Some((found, many))) if read => {
            links.push(read_as(found));
            if many {
                Statement::Items(chain(links, &[".into_list()", ".items()"]))
            } else {
                Statement::Let("result", chain(links, &[".await?"]))
            }
        }
        (_, Some((found, _))) if request.method == Method::Post => {
            links.push(read_as(found));
            Statement::Let("result", chain(links, &[".await?"]))
        }
        _ if read => Statement::Let("result", chain(links, &[".await?"])),
        _ => Statement::Let("response", chain(links, &[".send_raw()", ".await?"])),
    };
    (vec![statement], notes)
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
