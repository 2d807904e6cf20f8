//! A request that a method makes: what it sends, the chain of methods, and what is done with the answer.

use super::code::Code;
use super::headers::{headers, missing};
use super::index::Index;
use super::notes::Notes;
use super::query::query;
use super::request::HttpRequest;
use super::sent::sent;
use super::statement::{Statement, Unsent};
use super::way::{Called, Way};
use super::words::shown;
use crate::odata::address;
use crate::sdk::{CallKind, Output};

/// The request that a method makes, and what of it is not typed.
pub(super) fn unsent<'a>(index: &'a Index<'a>, request: &HttpRequest, way: &Way<'a>) -> (Unsent, Notes) {
    let mut notes = Notes { untyped: way.misfit.iter().cloned().collect(), ..Notes::default() };
    notes.of_placeholders(request);
    let options = address::query(&request.query);
    let query = query(index, way, &options);
    notes.extend(query.notes);
    let sent = sent(index, request, way.call);
    notes.extend(sent.notes);
    let mut last = way.last.clone();
    last.arguments.extend(query.arguments);
    last.arguments.extend(sent.argument);
    let mut before = sent.before;
    if way.call.etag {
        let etag = request.header("if-match");
        if etag.is_none() {
            before.push(Statement::Comment(
                "The page demands `If-Match`; `*` stands for any state.".to_owned(),
            ));
        }
        last.arguments.push(Code::literal(etag.unwrap_or("*")));
    }
    let mut links = Vec::new();
    links.extend(way.steps.iter().map(Called::code));
    links.extend(query.setters);
    links.push(last.code());
    links.extend(query.options);
    links.extend(headers(request, way.call.kind, way.documented, way.call.etag));
    links.extend(sent.replaced);
    for name in missing(request, way.documented) {
        notes.remark(format!("the page demands the header {}: `.header(name, value)` sets one", shown(name)));
    }
    (Unsent { before, start: way.start("graph"), links }, notes)
}

/// How it is sent, and what is done with the answer, by the kind of the request.
pub(super) fn sending(index: &Index<'_>, way: &Way<'_>, unsent: &Unsent) -> Vec<Statement> {
    let chain = |link: &str| unsent.chain(&[link]);
    match way.call.kind {
        CallKind::List | CallKind::FixedList | CallKind::WriteList | CallKind::Delta => {
            vec![Statement::Items(chain(".items()"))]
        }
        CallKind::Count => vec![Statement::named("count", chain(".await?"))],
        CallKind::Download => vec![
            Statement::Comment("The whole content; `.stream().await?` reads it piece by piece.".to_owned()),
            Statement::named("content", chain(".await?")),
        ],
        CallKind::LongRunning => vec![
            Statement::named("operation", chain(".await?")),
            match &way.call.output {
                Output::Nothing => Statement::Do(Code::text("operation.wait().await?")),
                Output::Value(_) | Output::Optional(_) | Output::Binary => {
                    Statement::named("result", Code::text("operation.wait().await?"))
                }
            },
        ],
        CallKind::Get | CallKind::Fixed | CallKind::Write | CallKind::Upsert => match &way.call.output {
            Output::Nothing => vec![Statement::Do(chain(".await?"))],
            output if makes_upload_session(index, output) && way.call.kind == CallKind::Write => vec![
                Statement::Comment(
                    "`.upload_with(source).await?` in place of `.await?` uploads to the session.".to_owned(),
                ),
                Statement::named("session", chain(".await?")),
            ],
            Output::Value(_) | Output::Optional(_) | Output::Binary => {
                vec![Statement::named("result", chain(".await?"))]
            }
        },
    }
}

/// Whether the answer says where a file is uploaded to, and which parts are missing.
fn makes_upload_session(index: &Index<'_>, output: &Output) -> bool {
    let (Output::Value(ty) | Output::Optional(ty)) = output else { return false };
    index.structure_of(ty).is_some_and(|found| {
        let members = index.members(found);
        !ty.collection && ["uploadUrl", "nextExpectedRanges"].iter().all(|name| members.contains(*name))
    })
}
