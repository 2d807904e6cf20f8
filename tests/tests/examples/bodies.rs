//! The bodies of all examples with their types.
//!
//! In: the pages and the SDK. Out: [`Bodies`]: each body as JSON, and in it each value of a relationship, which a model
//! keeps as it is, as a value of its own.

use std::collections::BTreeMap;

use msgraph_codegen::Documents;
use msgraph_codegen::page::{Json, OperationSection, Page, Sample};
use msgraph_codegen::sdk::Sdk;
use serde_json::{Map, Number, Value};

use crate::target::{Half, Target, Targets};

/// All bodies.
pub(crate) struct Bodies {
    /// Paths of the Rust types that are read, by number.
    pub(crate) types: Vec<String>,
    /// In the order of pages.
    pub(crate) bodies: Vec<Body>,
}

/// One body.
pub(crate) struct Body {
    /// Which of the versions.
    pub(crate) version: usize,
    /// Page, line, and what it is.
    pub(crate) place: String,
    /// Number and name of its type, if it has one.
    pub(crate) ty: Option<(usize, String)>,
    /// What it says.
    pub(crate) value: Value,
    /// Values of relationships in it, with the numbers of their types.
    pub(crate) related: Vec<(usize, Value)>,
}

/// Finds all of them.
pub(crate) fn collect(documents: &Documents, sdk: &Sdk) -> Bodies {
    let targets: Vec<Targets<'_>> = sdk.versions.iter().map(Targets::new).collect();
    let mut collector = Collector { documents, numbers: BTreeMap::new(), bodies: Vec::new() };
    for page in &documents.pages {
        let path = &documents.sources.file(page.id).path;
        let version =
            sdk.versions.iter().position(|version| path.contains(&format!("/{}/", version.segment)));
        if let (Some(version), Some(operation)) = (version, &page.operation) {
            let namespace = page.namespace.as_ref().map_or("", |namespace| namespace.value.as_str());
            let near = Near { version, targets: &targets[version], namespace };
            collector.page(near, page, operation);
        }
    }
    let mut types = vec![String::new(); collector.numbers.len()];
    for (name, number) in collector.numbers {
        types[number] = name;
    }
    Bodies { types, bodies: collector.bodies }
}

/// Where names are looked up.
#[derive(Clone, Copy)]
struct Near<'a> {
    version: usize,
    targets: &'a Targets<'a>,
    namespace: &'a str,
}

struct Collector<'a> {
    documents: &'a Documents,
    numbers: BTreeMap<String, usize>,
    bodies: Vec<Body>,
}

impl Collector<'_> {
    fn page(&mut self, near: Near<'_>, page: &Page, operation: &OperationSection) {
        let Near { targets, namespace, .. } = near;
        for example in &operation.examples {
            let called = |half| {
                let line = example.request.as_ref().map(|request| &request.line);
                line.or(operation.requests.first()).and_then(|line| targets.called(line, &page.slug, half))
            };
            if let Some((request, body)) =
                example.request.as_ref().and_then(|request| Some((request, request.body.as_ref()?)))
            {
                let annotated = request.odata_type.as_deref().and_then(|name| targets.named(name, namespace));
                self.add(near, "request", body, called(Half::Request).or(annotated));
            }
            for (response, body) in
                example.responses.iter().filter_map(|response| Some((response, response.body.as_ref()?)))
            {
                let annotated =
                    response.odata_type.as_deref().and_then(|name| targets.named(name, namespace));
                let found = called(Half::Response).or(annotated);
                let found = found.filter(|_| response.status < 400);
                self.add(near, &format!("response {}", response.status), body, found);
            }
        }
    }

    fn add(&mut self, near: Near<'_>, what: &str, sample: &Sample, found: Option<Target>) {
        let Near { version, targets, namespace } = near;
        let value = json(&sample.value);
        let own = value.get("@odata.type").and_then(Value::as_str);
        let found = found.or_else(|| own.and_then(|name| targets.named(name, namespace)));
        let mut related = Vec::new();
        if let Some(found) = found {
            Nested { targets, near: namespace, related: &mut related }.body(found, &value);
        }
        let related = related.into_iter().map(|(target, value)| (self.number(targets, target), value));
        let related = related.collect();
        let ty = found.map(|found| (self.number(targets, found), targets.wire(found).to_owned()));
        let place = format!("{} {what}", self.documents.sources.place(sample.span));
        self.bodies.push(Body { version, place, ty, value, related });
    }

    fn number(&mut self, targets: &Targets<'_>, target: Target) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(targets.rust(target).to_owned()).or_insert(next)
    }
}

/// The search for values of relationships.
struct Nested<'a> {
    targets: &'a Targets<'a>,
    near: &'a str,
    related: &'a mut Vec<(Target, Value)>,
}

impl Nested<'_> {
    fn body(&mut self, target: Target, value: &Value) {
        match value.get("value") {
            Some(inner @ (Value::Array(_) | Value::Object(_)))
                if self.targets.property(target, "value").is_none() =>
            {
                self.value(target, inner);
            }
            _ => self.value(target, value),
        }
    }

    fn value(&mut self, target: Target, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.value(target, item)),
            Value::Object(members) => {
                let named = members.get("@odata.type").and_then(Value::as_str);
                let target = named.and_then(|name| self.targets.named(name, self.near)).unwrap_or(target);
                for (name, value) in members {
                    self.member(target, name, value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn member(&mut self, owner: Target, name: &str, value: &Value) {
        let Some((token, target)) = self.targets.property(owner, name) else { return };
        if token.navigation {
            match value {
                Value::Array(items) if token.ty.collection => {
                    self.related.extend(items.iter().map(|item| (target, item.clone())));
                }
                Value::Null => {}
                _ => self.related.push((target, value.clone())),
            }
        }
        self.value(target, value);
    }
}

/// A sample as JSON; of several equal keys the last one is taken, as every reader of JSON does.
fn json(sample: &Json) -> Value {
    match sample {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(digits) => {
            digits.parse::<Number>().map_or_else(|_| Value::String(digits.clone()), Value::Number)
        }
        Json::Text(text) => Value::String(text.clone()),
        Json::Array(items) => items.iter().map(json).collect(),
        Json::Object(members) => Value::Object(
            members.iter().map(|(name, value)| (name.clone(), json(value))).collect::<Map<_, _>>(),
        ),
    }
}
