//! Methods: what a request takes and what it answers, and the steps that lead to it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::thing::Thing;
use super::items::{Aspect, Face, Item, Key, Matters};
use super::text::{Speller, model, path};
use crate::names::ModIdent;
use crate::sdk::{Body, Call, CallKind, Output, Requests, Step, TypePath, ValueType, Version};

pub(super) fn requests(face: &mut Face, version: &Version) {
    let speller = Speller::new(version);
    let root = version.place();
    let mut actions = BTreeMap::new();
    let items = version.requests.iter().flat_map(|folder| {
        let items = folder.files.iter().flat_map(|file| &file.items);
        items.map(|item| (TypePath { modules: folder.path.clone(), ident: item.ident.clone() }, item))
    });
    let calling = items.filter(|(_, item)| !item.calls.is_empty()).map(|(path, _)| path).collect();
    let cx = Cx { speller: &speller, calling };
    face.holders.extend(cx.calling.iter().map(calls_of));
    of_type(face, &cx, (&root, &version.client), &mut actions);
    for folder in &version.requests {
        let modules: Vec<&str> = folder.path.iter().map(ModIdent::as_str).collect();
        let place = [&[root.as_str(), "requests"][..], &modules].concat().join("::");
        for file in &folder.files {
            for item in &file.items {
                of_type(face, &cx, (&place, item), &mut actions);
            }
        }
    }
    parameters(face, version, &speller, &actions);
}

/// What is known of the whole version.
struct Cx<'a> {
    speller: &'a Speller,
    /// Request types with methods that make requests.
    calling: BTreeSet<TypePath>,
}

fn calls_of(path: &TypePath) -> String {
    format!("calls of {}", self::path(path))
}

/// The request that sends each struct of parameters.
type Actions = BTreeMap<TypePath, String>;

fn of_type(face: &mut Face, cx: &Cx<'_>, (place, item): (&str, &Requests), actions: &mut Actions) {
    let place = format!("{place}::{}", item.ident);
    face.holders.insert(place.clone());
    for call in &item.calls {
        let facts = &call.facts;
        let rust = format!("{place}::{}", call.ident);
        let method = facts.method.as_str();
        for documented in &facts.documented {
            for template in std::iter::once(&documented.template).chain(&documented.stated) {
                let subject = format!("{method} {template}");
                face.pages.entry(subject.clone()).or_insert_with(|| documented.page.clone());
                face.paths.entry((Thing::Request, subject)).or_insert_with(|| rust.clone());
            }
        }
        let template = facts.documented.first().map_or("", |documented| documented.template.as_str());
        let subject = format!("{method} {template}");
        if let Body::Parameters(path) = &call.body {
            actions.entry(path.clone()).or_insert_with(|| subject.clone());
        }
        used(face, cx.speller, call);
        let aspects = signature(cx.speller, call);
        face.add(
            Key::Call(rust.clone()),
            Item { thing: Thing::Request, subject, rust, within: Vec::new(), aspects },
        );
    }
    for step in &item.steps {
        self::step(face, cx, &place, step);
    }
    for setter in &item.setters {
        let rust = format!("{place}::{}", setter.ident);
        let aspects =
            vec![Aspect::new("takes", cx.speller.arguments(std::slice::from_ref(&setter.argument)))];
        let subject = format!("{} of {}", setter.argument.wire, item.ident);
        face.add(
            Key::Setter(rust.clone()),
            Item { thing: Thing::Parameter, subject, rust, within: vec![place.clone()], aspects },
        );
    }
}

/// Where it leads to is new or gone with its requests, which says enough.
fn step(face: &mut Face, cx: &Cx<'_>, place: &str, step: &Step) {
    let rust = format!("{place}::{}", step.ident);
    let aspects =
        vec![Aspect::new("takes", cx.speller.pushed(&step.push)), Aspect::new("leads to", path(&step.to))];
    let mut within = vec![place.to_owned()];
    within.extend(cx.calling.contains(&step.to).then(|| calls_of(&step.to)));
    let subject = format!("{} to {}", step.ident, step.to.ident);
    face.add(Key::Step(rust.clone()), Item { thing: Thing::Step, subject, rust, within, aspects });
}

fn used(face: &mut Face, speller: &Speller, call: &Call) {
    let answer = match &call.output {
        Output::Value(ty) | Output::Optional(ty) => model(ty),
        Output::Binary | Output::Nothing => None,
    };
    let sent = match &call.body {
        Body::Value(ty) => model(ty),
        _ => None,
    };
    face.used.extend(answer.into_iter().chain(sent).map(|path| speller.named(path)));
}

/// Everything that stands between the name of a method and its body.
fn signature(speller: &Speller, call: &Call) -> Vec<Aspect> {
    let kind = call.kind;
    let offers = !matches!(kind, CallKind::Fixed | CallKind::FixedList);
    let upserts = kind == CallKind::Upsert;
    let rank = |name, holds: bool| Aspect {
        name,
        value: if holds { "yes" } else { "no" }.to_owned(),
        matters: Matters::Rank(u8::from(holds)),
    };
    vec![
        Aspect::new("takes", speller.pushed(&call.push)),
        Aspect::new("required in the query", speller.arguments(&call.query)),
        Aspect::new("sends", body(speller, &call.body)),
        Aspect::new("If-Match", if call.etag { "required" } else { "not required" }),
        Aspect::new("answers", answer(speller, call)),
        rank("takes query options", offers),
        rank("may create", upserts),
    ]
}

fn body(speller: &Speller, body: &Body) -> String {
    match body {
        Body::Model(of) => speller.named(of),
        Body::Patch(of) => format!("a patch of {}", speller.named(of)),
        Body::Parameters(of) => path(of),
        Body::Value(ty) => speller.value(ty),
        Body::Binary(media_type) => format!("bytes ({media_type})"),
        Body::Reference => "a reference".to_owned(),
        Body::ReferenceInQuery => "a reference in the query".to_owned(),
        Body::Untyped => "JSON".to_owned(),
        Body::None => "nothing".to_owned(),
    }
}

/// What the method gives: its value and how it comes.
fn answer(speller: &Speller, call: &Call) -> String {
    let value = |ty: &ValueType| {
        if call.kind.is_paged() { speller.item(&ty.item) } else { speller.value(ty) }
    };
    let value = match &call.output {
        Output::Nothing => "nothing".to_owned(),
        Output::Binary => "bytes".to_owned(),
        Output::Value(ty) => value(ty),
        Output::Optional(ty) => format!("{} or nothing", value(ty)),
    };
    let form = match call.kind {
        CallKind::Get | CallKind::Fixed | CallKind::Write | CallKind::Upsert => return value,
        CallKind::List | CallKind::FixedList => "pages of",
        CallKind::WriteList => "pages, by an action, of",
        CallKind::Delta => "changes of",
        CallKind::Count => "the number of",
        CallKind::Download => "a download of",
        CallKind::LongRunning => "later",
    };
    format!("{form} {value}")
}

/// The parameters of actions are fields: none is ever required by the compiler.
fn parameters(face: &mut Face, version: &Version, speller: &Speller, actions: &Actions) {
    for folder in &version.parameters {
        for item in folder.files.iter().flat_map(|file| &file.items) {
            let holder = format!("parameters::{}", path(&item.path));
            let action = actions.get(&item.path).map_or_else(|| path(&item.path), Clone::clone);
            face.holders.insert(holder.clone());
            for field in &item.fields {
                face.used.extend(model(&field.token.ty).map(|path| speller.named(path)));
                let value = speller.value(&field.token.ty);
                let value = if field.boxed { format!("Box<{value}>") } else { value };
                face.add(
                    Key::Parameter(holder.clone(), field.token.wire.clone()),
                    Item {
                        thing: Thing::Parameter,
                        subject: format!("{action}: {}", field.token.wire),
                        rust: format!("{}::{holder}::{}", version.place(), field.ident),
                        within: vec![holder.clone()],
                        aspects: vec![
                            Aspect::new("Rust name", field.ident.as_str()),
                            Aspect::new("type", value),
                        ],
                    },
                );
            }
        }
    }
}
