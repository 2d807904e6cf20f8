//! Actions and functions: overloads with their parameters and what they return.
//!
//! In: the operations that paths call, and the pages that explain them. Out: the [`Operation`]s of the schema. The
//! parameters of an action are the rows of its request body, else the keys of the body that an example sends; those
//! of a function are the arguments in its path, typed by the rows that describe them. Lines of a function with
//! other arguments are overloads.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::corpus::context::Cx;
use crate::corpus::pages::near;
use crate::corpus::sample::shown_type;
use crate::corpus::spelled::{is_called, is_member_name, split};
use crate::resolve::paths::calls::{Call, Walked};
use crate::resolve::paths::found::Bound;
use crate::resolve::paths::walk::World;
use crate::resolve::requests::running::Running;
use crate::resolve::requests::wrapped;
use crate::resolve::shared::facts;
use crate::resolve::types::{infer, widen};

use crate::odata::{Argument, Facts, Primitive, QualifiedName, StepForm};
use crate::page::{Json, ParameterPlace, ParameterRow, PropertyRow};
use crate::schema::{
    EnumType, Operation, OperationKind, Origin, Parameter, Segment, SegmentKind, TypeName, TypeRef,
};

/// Makes the overloads of every operation.
pub(super) fn overloads(running: Running<'_>, walked: &[Walked<'_>]) -> Vec<Operation> {
    let Running { world, exchanges, .. } = running;
    let mut collected: BTreeMap<(QualifiedName, Option<TypeRef>), Vec<Called<'_, '_>>> = BTreeMap::new();
    for Walked { call, walk } in walked.iter().filter(|walked| walked.walk.gap.is_none()) {
        for called in called(world, call, &walk.segments) {
            let bound = called.bound;
            collected.entry((bound.name.clone(), bound.binding.clone())).or_default().push(called);
        }
    }
    let all = collected.into_values().flat_map(|mut calls| {
        // What their own pages say comes before what others guess.
        calls.sort_by_key(|called| !called.is_subject());
        let about = calls.first().is_some_and(Called::is_subject);
        let mut known = Vec::new();
        for called in calls {
            let speaks = called.is_subject() || !about;
            let returns = || {
                let stated = called.call.exchange(exchanges).returns.clone();
                stated.or_else(|| running.returned(called.call, called.segments))
            };
            let returns = (called.last && speaks).then(returns).flatten();
            add(running, &mut known, Told { called, returns, speaks });
        }
        known
    });
    all.collect()
}

/// An operation as a line calls it.
#[derive(Clone, Copy)]
struct Called<'c, 'a> {
    bound: &'c Bound,
    call: &'c Call<'a>,
    /// The path of the line, followed.
    segments: &'c [Segment],
    /// Whether it is the last step of the path.
    last: bool,
}

impl Called<'_, '_> {
    /// Whether the page is about the operation itself, rather than one that uses it for something else.
    fn is_subject(&self) -> bool {
        let name = self.bound.name.name().to_lowercase();
        let page = self.call.page;
        let titled = page.title.value.rsplit(':').next().unwrap_or_default().trim().to_lowercase();
        self.last && (titled == name || page.slug.ends_with(&format!("-{name}")))
    }
}

/// What a line tells of an operation that it calls.
struct Told<'c, 'a> {
    called: Called<'c, 'a>,
    /// What the operation returns by it.
    returns: Option<TypeRef>,
    /// Whether its page is to be asked for parameters of an action.
    speaks: bool,
}

/// The operations of a path.
fn called<'c, 'a>(world: &'c World<'_>, call: &'c Call<'a>, segments: &'c [Segment]) -> Vec<Called<'c, 'a>> {
    let mut called = Vec::new();
    let mut before: Option<&TypeRef> = None;
    for (at, segment) in segments.iter().enumerate() {
        if let SegmentKind::Operation { name, .. } = &segment.kind {
            let bound = match before {
                None => world.unbound(name),
                Some(TypeRef { name: TypeName::Structured(owner), collection }) => {
                    world.bound(name, owner, *collection)
                }
                Some(TypeRef { name: TypeName::Primitive(_) | TypeName::Enum(_), .. }) => None,
            };
            called.extend(bound.map(|bound| Called {
                bound,
                call,
                segments,
                last: at + 1 == segments.len(),
            }));
        }
        before = segment.ty.as_ref();
    }
    called
}

fn add(running: Running<'_>, known: &mut Vec<Operation>, told: Told<'_, '_>) {
    let Told { called, returns, speaks } = told;
    let Called { bound, call, last, .. } = called;
    let asked = speaks || bound.kind == OperationKind::Function;
    let parameters = if asked { parameters(running, called) } else { IndexMap::new() };
    let names: Vec<&String> = parameters.keys().collect();
    let same = |operation: &&mut Operation| match bound.kind {
        OperationKind::Action => true,
        OperationKind::Function => operation.takes(&names),
    };
    let source = running.cx.corpus.stated(call.line.url.span, Origin::RequestPath);
    if let Some(operation) = known.iter_mut().find(same) {
        for (name, parameter) in parameters {
            if !operation.parameters.keys().any(|known| known.eq_ignore_ascii_case(&name)) {
                operation.parameters.insert(name, parameter);
            }
        }
        operation.returns = operation.returns.take().or(returns);
        if last && !operation.pages.contains(&call.page.slug) {
            operation.pages.push(call.page.slug.clone());
            operation.sources.push(source);
        }
        return;
    }
    known.push(Operation {
        name: bound.name.clone(),
        kind: bound.kind,
        binding: bound.binding.clone(),
        parameters,
        returns: returns.or_else(|| bound.returns.clone()),
        composable: bound.composable,
        pages: vec![call.page.slug.clone()],
        sources: vec![source],
    });
}

fn parameters(running: Running<'_>, called: Called<'_, '_>) -> IndexMap<String, Parameter> {
    let Running { cx, world, .. } = running;
    match called.bound.kind {
        OperationKind::Action if called.last => action_parameters(running, called.call),
        OperationKind::Action => IndexMap::new(),
        OperationKind::Function => function_parameters(cx, world, called),
    }
}

fn action_parameters(running: Running<'_>, call: &Call<'_>) -> IndexMap<String, Parameter> {
    let Running { cx, world, exchanges } = running;
    if let Some(wrapper) = call.operation.wrapper().filter(|wrapper| is_member_name(wrapper.name)) {
        return IndexMap::from([(
            wrapper.name.to_owned(),
            wrapped::parameter(cx, world, call, (wrapper, call.exchange(exchanges))),
        )]);
    }
    let mut parameters = IndexMap::new();
    for row in &call.operation.body.rows {
        let name = row.name.value.as_str();
        if is_member_name(name) {
            parameters.entry(name.to_owned()).or_insert_with(|| parameter(cx, world, call, row, name));
        }
    }
    if parameters.is_empty() && !call.operation.body.none {
        for (name, value) in sent_members(call) {
            let shown = shown_type(value, cx.names, near(call.page));
            let ty = shown.map_or_else(|| primitive(Primitive::String), |ty| object_type(world, name, ty));
            let parameter = Parameter { ty, required: None, facts: Facts::default(), prose: None };
            parameters.entry(name.to_owned()).or_insert(parameter);
        }
    }
    parameters
}

/// An object of unknown type: what members of that name are everywhere, else the type of that name.
fn object_type(world: &World<'_>, name: &str, shown: TypeRef) -> TypeRef {
    if shown.name != TypeName::Primitive(Primitive::Untyped) {
        return shown;
    }
    let usual = world.vocabulary.object(name).map(|ty| ty.name.clone());
    let named = || {
        let found = world.names.find_structured("", name, QualifiedName::DEFAULT_NAMESPACE)?;
        Some(TypeName::Structured(found.clone()))
    };
    TypeRef { name: usual.or_else(named).unwrap_or(shown.name), collection: shown.collection }
}

/// The members of the bodies that examples of the page send.
pub(crate) fn sent_members<'a>(call: &'a Call<'_>) -> Vec<(&'a str, &'a Json)> {
    let bodies = call.operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.as_ref());
    let mut members = Vec::new();
    for body in bodies {
        if let Json::Object(object) = &body.value {
            members.extend(object.iter().map(|(key, value)| (key.as_str(), value)));
        }
    }
    members.retain(|(key, _)| is_member_name(key));
    members
}

fn function_parameters(
    cx: &Cx<'_>,
    world: &World<'_>,
    called: Called<'_, '_>,
) -> IndexMap<String, Parameter> {
    let Called { bound, call, last, .. } = called;
    let arguments = arguments(bound, call);
    // What a page calls parameters comes before what it shows as body.
    let stated = call.operation.parameters.iter().map(|parameter| &parameter.row);
    let rows: Vec<&PropertyRow> = stated.chain(&call.operation.body.rows).collect();
    let mut parameters = IndexMap::new();
    for argument in arguments.iter().filter(|argument| is_member_name(&argument.name)) {
        let row = rows.iter().find(|row| row.name.value.eq_ignore_ascii_case(&argument.name));
        let described = row.map(|row| parameter(cx, world, call, row, &argument.name));
        let described = described.unwrap_or_else(|| Parameter {
            ty: untold(world, argument),
            required: None,
            facts: Facts::default(),
            prose: None,
        });
        parameters.insert(argument.name.clone(), described);
    }
    if parameters.is_empty() && last && !any_arguments(call) {
        let stated = call.operation.parameters.iter().filter(|parameter| is_argument(call, parameter));
        for row in stated.map(|parameter| &parameter.row).chain(&call.operation.body.rows) {
            let name = row.name.value.as_str();
            if is_member_name(name) {
                parameters.insert(name.to_owned(), parameter(cx, world, call, row, name));
            }
        }
    }
    parameters
}

/// The type of an argument that no row describes: of texts by their quotes, else what members of that name are, else what
/// the last word of the name says; what is left are mostly numbers.
fn untold(world: &World<'_>, argument: &Argument) -> TypeRef {
    if argument.quoted {
        return primitive(Primitive::String);
    }
    let usual = world.vocabulary.usual(&argument.name).filter(|ty| is_unquoted(ty));
    let named = || match argument.name.as_str() {
        name if name.ends_with("DateTime") => Primitive::DateTimeOffset,
        name if name.ends_with("Date") => Primitive::Date,
        _ => Primitive::Int32,
    };
    usual.cloned().unwrap_or_else(|| primitive(named()))
}

/// Whether values of the type stand in URLs without quotes.
fn is_unquoted(ty: &TypeRef) -> bool {
    let quoted =
        [Primitive::String, Primitive::Binary, Primitive::Duration, Primitive::Untyped, Primitive::Stream];
    !ty.collection && matches!(&ty.name, TypeName::Primitive(primitive) if !quoted.contains(primitive))
}

/// Whether a parameter is one of the function itself: what no placeholder of the path is called cannot be in it.
fn is_argument(call: &Call<'_>, parameter: &ParameterRow) -> bool {
    match parameter.place {
        ParameterPlace::Function => true,
        ParameterPlace::Path => {
            !call.operation.templates().any(|path| path.names_placeholder(&parameter.row.name.value))
        }
        ParameterPlace::Query => false,
    }
}

/// The arguments that the path gives to this operation.
fn arguments<'a>(bound: &Bound, call: &'a Call<'_>) -> &'a [Argument] {
    let mut steps = call.template.steps.iter().rev();
    steps
        .find_map(|step| match &step.form {
            StepForm::Name { name, arguments } if split(name).1.eq_ignore_ascii_case(bound.name.name()) => {
                Some(arguments.as_deref().unwrap_or_default())
            }
            StepForm::Name { .. }
            | StepForm::Key(_)
            | StepForm::Member(_)
            | StepForm::Address
            | StepForm::System(_) => None,
        })
        .unwrap_or_default()
}

/// Whether some line of the page gives arguments in its last step.
fn any_arguments(call: &Call<'_>) -> bool {
    let mut last = call.operation.templates().filter_map(|template| template.steps.last());
    last.any(|step| {
        matches!(&step.form, StepForm::Name { arguments: Some(arguments), .. } if !arguments.is_empty())
    })
}

pub(super) fn parameter(
    cx: &Cx<'_>,
    world: &World<'_>,
    call: &Call<'_>,
    row: &PropertyRow,
    name: &str,
) -> Parameter {
    let linked = row.ty.as_ref().and_then(|ty| {
        let common = widen::common(cx, world.draft, &ty.value, call.page);
        common.or_else(|| cx.linker().link(&ty.value, call.page))
    });
    let shown = || {
        let (_, value) = sent_members(call).into_iter().find(|(key, _)| *key == name)?;
        shown_type(value, cx.names, near(call.page))
    };
    let ty = linked.or_else(shown).unwrap_or_else(|| primitive(Primitive::String));
    let values = facts::of_row(&row.facts, name, &ty).known_values;
    let enums = &world.draft.enums;
    let alike = || enum_called_alike(enums, name, &values, near(call.page));
    let listed = infer::enum_of(enums, name, &values).or_else(alike);
    let ty = match listed {
        Some(name) => TypeRef { name: TypeName::Enum(name.clone()), collection: ty.collection },
        None => ty,
    };
    let facts = facts::of_row(&row.facts, name, &ty);
    Parameter { ty, required: row.facts.required, facts, prose: cx.corpus.prose(row.prose.as_ref()) }
}

/// The only enum type, at least of the page's namespace, that is called like the parameter and has all members that its
/// row lists: a list for one action leaves out what that does not take.
fn enum_called_alike<'e>(
    enums: &'e BTreeMap<QualifiedName, EnumType>,
    name: &str,
    values: &[String],
    near: &str,
) -> Option<&'e QualifiedName> {
    if values.len() < 2 {
        return None;
    }
    let alike = enums.iter().filter(|(known, ty)| {
        let has = |value: &String| ty.members.keys().any(|member| member.eq_ignore_ascii_case(value));
        is_called(name, known.name()) && values.iter().all(has)
    });
    let alike: Vec<&QualifiedName> = alike.map(|(known, _)| known).collect();
    let mut nearby = alike.iter().copied().filter(|known| known.namespace().eq_ignore_ascii_case(near));
    match alike[..] {
        [only] => Some(only),
        _ => nearby.next().filter(|_| nearby.next().is_none()),
    }
}

pub(super) fn primitive(primitive: Primitive) -> TypeRef {
    TypeRef { name: TypeName::Primitive(primitive), collection: false }
}
