//! Documented requests: what each line addresses, sends and gets back, who may call it, and how.
//!
//! In: the request lines with their pages, and everything that paths can be followed through. Out: the
//! [`Request`]s of the schema, sorted. A line that cannot be followed keeps its template and is reported.

use indexmap::IndexMap;

use crate::resolve::paths::calls::{Call, Walked};
use crate::resolve::paths::walk::Walk;
use crate::resolve::requests::answers::{self, Asked};
use crate::resolve::requests::creations::Creations;
use crate::resolve::requests::running::Running;
use crate::resolve::requests::{kinship, query_parameters};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Method, PathTemplate, Permissions, Primitive, singular};
use crate::page::OperationSection;
use crate::schema::{
    Header, Operation, Origin, Parameter, Request, RequestAction, RequestBody, Response, Segment,
    SegmentKind, TypeName, TypeRef,
};

/// What requests are made from.
pub(super) struct Maker<'m> {
    /// What the paths are followed through.
    pub running: Running<'m>,
    pub operations: &'m [Operation],
}

/// The requests of all lines, and what the creating ones need.
pub(super) struct Made {
    pub documented: Vec<Request>,
    pub creations: Creations,
}

impl Maker<'_> {
    /// Makes the requests of all lines; a line that another page repeats is kept for each page.
    pub(super) fn requests(&self, walked: Vec<Walked<'_>>, report: &mut Report) -> Made {
        let mixed = answers::mixed_pages(&walked);
        let mut creations = Creations::default();
        let mut documented: Vec<Request> = walked
            .into_iter()
            .map(|Walked { call, walk }| {
                report.count("requests.path", walk.gap.is_none());
                if let Some(gap) = &walk.gap {
                    let step = &call.template.steps[gap.at].text;
                    let message = format!("`{step}` of {} leads nowhere", call.template.text);
                    report.push(Diagnostic::new(Code::RequestPath, call.line.url.span, message));
                }
                let request = self.request(&call, walk, mixed.contains(&call.page_at), report);
                kinship::check(self.running.world.draft, &request, call.line.url.span, report);
                creations.add(self.running, &call, &request);
                request
            })
            .collect();
        documented.sort_by(|a, b| (&a.template, a.method, &a.page).cmp(&(&b.template, b.method, &b.page)));
        documented.dedup_by(|a, b| {
            a.template == b.template && a.method == b.method && a.page == b.page && a.query == b.query
        });
        Made { documented, creations }
    }

    /// `mixed` says that the page has lines of bytes beside others.
    fn request(&self, call: &Call<'_>, walk: Walk, mixed: bool, report: &mut Report) -> Request {
        let operation = call.operation;
        let resolved = walk.gap.is_none();
        let segments =
            if resolved { name_keys(walk.segments) } else { all_segments(&call.template, walk.segments) };
        let action = action(call.line.method, &segments, walk.end.as_ref());
        let is_ref = segments.last().is_some_and(|segment| segment.kind == SegmentKind::Ref);
        let query_parameters = query_parameters::of(self.running.cx, self.running.world, call);
        let addresses = walk.end.filter(|_| !is_ref);
        let exchange = call.exchange(self.running.exchanges);
        let asked = Asked { call, action, segments: &segments, addresses: addresses.as_ref(), exchange };
        let body = body(&asked, self.operations);
        let answer = answers::answer(self.running.world, &asked, mixed);
        if let (Some(said), Some(ty)) = (&answer.overruled, &answer.ty) {
            let message = format!(
                "{} leads to `{}`, its page speaks of `{}`; the path is believed",
                call.template.text,
                words(ty),
                words(said)
            );
            report.push(Diagnostic::new(Code::Conflict, call.line.url.span, message));
        }
        let ty = answer.ty.or_else(|| self.running.makes(call, action, &segments));
        Request {
            method: call.line.method,
            template: call.template.text.clone(),
            resolved,
            response: Response {
                codes: operation.response.codes.clone(),
                ty,
                binary: answer.binary,
                long_running: operation.response.monitor,
                overruled: answer.overruled,
            },
            segments,
            addresses,
            query: call.template.query.clone(),
            action,
            body,
            permissions: Permissions { tables: operation.permissions.clone() },
            headers: headers(operation),
            query_options: operation.query.clone(),
            query_parameters,
            clouds: operation.clouds,
            title: call.page.title.value.clone(),
            page: call.page.slug.clone(),
            prose: self.running.cx.corpus.prose(call.page.summary.as_ref()),
            deprecated: call.page.deprecated,
            source: self.running.cx.corpus.stated(call.line.url.span, Origin::RequestPath),
        }
    }
}

/// A type as messages name it.
fn words(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Structured(name) | TypeName::Enum(name) => name.name(),
        TypeName::Primitive(primitive) => primitive.name(),
    };
    if ty.collection { format!("Collection({name})") } else { name.to_owned() }
}

/// Two keys of one name in a path are different things: each is named by the collection it stands in.
fn name_keys(mut segments: Vec<Segment>) -> Vec<Segment> {
    let mut seen: Vec<String> = Vec::new();
    let mut before = String::new();
    for segment in &mut segments {
        match &mut segment.kind {
            SegmentKind::Key { name, literal: false } => {
                if seen.contains(name) && !before.is_empty() {
                    *name = format!("{}-{name}", singular(&before));
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
        Method::Post | Method::Put | Method::Patch if reference => RequestAction::AddRef,
        Method::Delete if reference => RequestAction::RemoveRef,
        Method::Get if end.is_some_and(|ty| ty.collection) => RequestAction::List,
        Method::Get => RequestAction::Get,
        Method::Post => RequestAction::Create,
        Method::Put => RequestAction::Replace,
        Method::Patch => RequestAction::Update,
        Method::Delete => RequestAction::Delete,
    }
}

fn body(asked: &Asked<'_>, operations: &[Operation]) -> RequestBody {
    let Asked { call, action, segments, addresses, exchange } = *asked;
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
            match (&exchange.sends, item) {
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

fn headers(operation: &OperationSection) -> Vec<Header> {
    let headers = operation.headers.iter().map(|header| Header {
        name: header.name.value.clone(),
        value: header.value.clone(),
        required: header.required,
    });
    headers.collect()
}
