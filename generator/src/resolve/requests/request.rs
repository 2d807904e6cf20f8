//! Documented requests: what each line addresses, sends and gets back, who may call it, and how.
//!
//! In: the request lines with their pages, and everything that paths can be followed through. Out: the
//! [`Request`]s of the schema, sorted. A line that cannot be followed keeps its template and is reported.

use indexmap::IndexMap;

use crate::resolve::names::context::Cx;
use crate::resolve::paths::calls::{Call, Walked};
use crate::resolve::paths::walk::{Walk, World};
use crate::resolve::requests::{kinship, query_parameters};
use crate::resolve::shared::corpus::Corpus;
use crate::resolve::types::exchanges::{Exchanges, says_nothing};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Method, PathTemplate, Permissions, Primitive};
use crate::page::OperationSection;
use crate::schema::{
    Header, Operation, Origin, Parameter, Request, RequestAction, RequestBody, Response, Segment,
    SegmentKind, TypeName, TypeRef,
};

/// Makes the requests of all lines; a line that another page repeats is kept for each page.
pub(crate) fn requests(
    cx: &Cx<'_>,
    world: &World<'_>,
    walked: Vec<Walked<'_>>,
    exchanges: &Exchanges,
    operations: &[Operation],
    report: &mut Report,
) -> Vec<Request> {
    let mut requests: Vec<Request> = walked
        .into_iter()
        .map(|Walked { call, walk }| {
            report.count("requests.path", walk.gap.is_none());
            if let Some(gap) = &walk.gap {
                let step = &call.template.steps[gap.at].text;
                let message = format!("`{step}` of {} leads nowhere", call.template.text);
                report.push(Diagnostic::new(Code::RequestPath, call.line.url.span, message));
            }
            let span = call.line.url.span;
            let parameters = query_parameters::of(cx, world, &call);
            let request = request(cx.corpus, &call, walk, exchanges, operations, parameters);
            kinship::check(world.draft, &request, span, report);
            request
        })
        .collect();
    requests.sort_by(|a, b| (&a.template, a.method, &a.page).cmp(&(&b.template, b.method, &b.page)));
    requests.dedup_by(|a, b| {
        a.template == b.template && a.method == b.method && a.page == b.page && a.query == b.query
    });
    requests
}

fn request(
    corpus: &Corpus<'_>,
    call: &Call<'_>,
    walk: Walk,
    exchanges: &Exchanges,
    operations: &[Operation],
    parameters: IndexMap<String, Parameter>,
) -> Request {
    let operation = call.operation;
    let resolved = walk.gap.is_none();
    let segments =
        if resolved { name_keys(walk.segments) } else { all_segments(&call.template, walk.segments) };
    let action = action(call.line.method, &segments, walk.end.as_ref());
    let is_ref = segments.last().is_some_and(|segment| segment.kind == SegmentKind::Ref);
    let addresses = walk.end.filter(|_| !is_ref);
    let exchange = exchanges.of(call.page_at);
    let body = body(call, action, &segments, addresses.as_ref(), exchange.sends.as_ref(), operations);
    Request {
        method: call.line.method,
        template: call.template.text.clone(),
        resolved,
        response: response(operation, action, addresses.as_ref(), exchange.returns.as_ref(), &segments),
        segments,
        addresses,
        query: call.template.query.clone(),
        action,
        body,
        permissions: Permissions { tables: operation.permissions.clone() },
        headers: headers(operation),
        query_options: operation.query.clone(),
        query_parameters: parameters,
        clouds: operation.clouds,
        title: call.page.title.value.clone(),
        page: call.page.slug.clone(),
        deprecated: call.page.deprecated,
        source: corpus.stated(call.line.url.span, Origin::RequestPath),
    }
}

/// Two keys of one name in a path are different things: each is named by the collection it stands in.
fn name_keys(mut segments: Vec<Segment>) -> Vec<Segment> {
    let mut seen: Vec<String> = Vec::new();
    let mut before = String::new();
    for segment in &mut segments {
        match &mut segment.kind {
            SegmentKind::Key { name, literal: false } => {
                if seen.contains(name) && !before.is_empty() {
                    *name = format!("{}-{name}", before.strip_suffix('s').unwrap_or(&before));
                }
                seen.push(name.clone());
            }
            SegmentKind::EntitySet(name)
            | SegmentKind::Singleton(name)
            | SegmentKind::Navigation(name)
            | SegmentKind::Property(name) => before.clone_from(name),
            SegmentKind::Key { .. }
            | SegmentKind::NamedKeys(_)
            | SegmentKind::Cast(_)
            | SegmentKind::Operation { .. }
            | SegmentKind::PathAddress
            | SegmentKind::Ref
            | SegmentKind::Value
            | SegmentKind::Count
            | SegmentKind::Unknown => {}
        }
    }
    segments
}

/// The understood segments, and the rest of the template as unknown ones.
fn all_segments(template: &PathTemplate, mut segments: Vec<Segment>) -> Vec<Segment> {
    let understood: usize = segments.iter().map(|segment| segment.text.len()).sum();
    let mut length = 0;
    for step in &template.steps {
        if length >= understood {
            segments.push(Segment { text: step.text.clone(), kind: SegmentKind::Unknown, ty: None });
        }
        length += step.text.len();
    }
    segments
}

fn action(method: Method, segments: &[Segment], end: Option<&TypeRef>) -> RequestAction {
    let last = segments.last().map(|segment| &segment.kind);
    let operation = matches!(last, Some(SegmentKind::Operation { .. }));
    let reference = matches!(last, Some(SegmentKind::Ref));
    match method {
        Method::Get | Method::Post if operation => RequestAction::Call,
        Method::Post | Method::Put if reference => RequestAction::AddRef,
        Method::Delete if reference => RequestAction::RemoveRef,
        Method::Get if end.is_some_and(|ty| ty.collection) => RequestAction::List,
        Method::Get => RequestAction::Get,
        Method::Post => RequestAction::Create,
        Method::Put => RequestAction::Replace,
        Method::Patch => RequestAction::Update,
        Method::Delete => RequestAction::Delete,
    }
}

fn body(
    call: &Call<'_>,
    action: RequestAction,
    segments: &[Segment],
    addresses: Option<&TypeRef>,
    sends: Option<&TypeRef>,
    operations: &[Operation],
) -> RequestBody {
    let stated = &call.operation.body;
    if let Some(media_type) = stated.media_type.as_ref().filter(|_| action != RequestAction::AddRef) {
        return RequestBody::Binary(media_type.clone());
    }
    match action {
        RequestAction::Get | RequestAction::List | RequestAction::Delete | RequestAction::RemoveRef => {
            RequestBody::None
        }
        RequestAction::AddRef => RequestBody::Reference,
        RequestAction::Call => called_with(call, segments, operations),
        RequestAction::Create | RequestAction::Update | RequestAction::Replace => {
            let raw = TypeName::Primitive(Primitive::Stream);
            let item = addresses.map(|ty| TypeRef { name: ty.name.clone(), collection: false });
            match (sends, item) {
                _ if stated.none => RequestBody::None,
                // Bytes cannot be patched: what is sent are commands.
                (_, Some(item)) if item.name == raw && action != RequestAction::Update => {
                    RequestBody::Binary("application/octet-stream".to_owned())
                }
                (Some(sends), _) if matches!(sends.name, TypeName::Structured(_)) => {
                    RequestBody::Instance(sends.clone())
                }
                (_, Some(item)) if item.name != raw => RequestBody::Instance(item),
                (_, _) => RequestBody::Untyped,
            }
        }
    }
}

/// The parameters of the action that the path ends with.
fn called_with(call: &Call<'_>, segments: &[Segment], operations: &[Operation]) -> RequestBody {
    let Some(SegmentKind::Operation { name, .. }) = segments.last().map(|segment| &segment.kind) else {
        return RequestBody::None;
    };
    if call.line.method == Method::Get {
        return RequestBody::None;
    }
    let described = operations
        .iter()
        .find(|operation| operation.name.name() == name && operation.pages.contains(&call.page.slug));
    let parameters: IndexMap<String, Parameter> =
        described.map(|operation| operation.parameters.clone()).unwrap_or_default();
    if !parameters.is_empty() {
        return RequestBody::Parameters(parameters);
    }
    let untyped = call.operation.body.ty.is_some() && !call.operation.body.none;
    if untyped { RequestBody::Untyped } else { RequestBody::None }
}

fn response(
    operation: &OperationSection,
    action: RequestAction,
    addresses: Option<&TypeRef>,
    returns: Option<&TypeRef>,
    segments: &[Segment],
) -> Response {
    let stated = &operation.response;
    let value = segments.last().is_some_and(|segment| segment.kind == SegmentKind::Value);
    let stream = addresses.is_some_and(|ty| ty.name == TypeName::Primitive(Primitive::Stream));
    let read = matches!(action, RequestAction::Get | RequestAction::List);
    let binary = read && (stated.binary || value || stream);
    let of_path = || addresses.filter(|_| read && !binary).cloned();
    let called = || match (action, segments.last()) {
        (RequestAction::Call, Some(segment)) => segment.ty.clone(),
        _ => None,
    };
    let ty = if says_nothing(operation) || binary {
        None
    } else {
        consistent(returns, addresses, read).or_else(of_path).or_else(called)
    };
    Response {
        codes: stated.codes.clone(),
        ty,
        binary: binary || stated.binary,
        long_running: stated.monitor,
    }
}

/// What the page says comes back; whether it is a list is known better from what a GET addresses.
fn consistent(returns: Option<&TypeRef>, addresses: Option<&TypeRef>, read: bool) -> Option<TypeRef> {
    let mut ty = returns?.clone();
    if let Some(of_path) = addresses.filter(|_| read) {
        if matches!(ty.name, TypeName::Primitive(_)) {
            return None;
        }
        ty.collection = of_path.collection;
    }
    Some(ty)
}

fn headers(operation: &OperationSection) -> Vec<Header> {
    let headers = operation.headers.iter().map(|header| Header {
        name: header.name.value.clone(),
        value: header.value.clone(),
        required: header.required,
    });
    headers.collect()
}
