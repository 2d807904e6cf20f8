//! The types of the generated crate, by their names on the wire and by the calls that send or return them.
//!
//! In: the SDK. Out: for a name, or for a request of an example, the Rust type to read.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_codegen::names::ModIdent;
use msgraph_codegen::odata::Method;
use msgraph_codegen::page::RequestLine;
use msgraph_codegen::sdk::{
    Body, Call, Documented, ItemType, Output, Struct, Token, TypeItem, TypePath, ValueType, Version,
};

/// A type to read, by its place among all types of its version.
pub(crate) type Target = usize;

/// The types and calls of a version.
pub(crate) struct Targets<'a> {
    structs: Vec<(String, &'a Struct)>,
    by_path: BTreeMap<(bool, &'a TypePath), Target>,
    by_name: BTreeMap<String, Vec<Target>>,
    routes: BTreeMap<(&'static str, usize), Vec<Route<'a>>>,
    /// First segments of all paths.
    roots: BTreeSet<String>,
}

/// A documented request and what goes over the wire there.
struct Route<'a> {
    segments: Vec<String>,
    page: &'a str,
    sends: Option<Target>,
    returns: Option<Target>,
}

/// Which half of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Request,
    Response,
}

impl<'a> Targets<'a> {
    pub(crate) fn new(version: &'a Version) -> Self {
        let mut targets = Self {
            structs: Vec::new(),
            by_path: BTreeMap::new(),
            by_name: BTreeMap::new(),
            routes: BTreeMap::new(),
            roots: BTreeSet::new(),
        };
        let module = version.module.as_str();
        for file in version.models.iter().flat_map(|folder| &folder.files) {
            if let TypeItem::Struct(item) = &file.item {
                targets.add(&format!("{module}::models"), item, false);
            }
        }
        for file in version.parameters.iter().flat_map(|folder| &folder.files) {
            for item in &file.items {
                targets.add(&format!("{module}::parameters"), item, true);
            }
        }
        let files = version.requests.iter().flat_map(|folder| &folder.files);
        let items = files.flat_map(|file| &file.items).chain([&version.client]);
        for call in items.flat_map(|item| &item.calls) {
            targets.route(call);
        }
        targets
    }

    fn add(&mut self, module: &str, item: &'a Struct, parameters: bool) {
        let target = self.structs.len();
        let path = item.any.as_ref().map_or(&item.path.ident, |any| &any.ident);
        let modules: Vec<&str> = item.path.modules.iter().map(ModIdent::as_str).collect();
        let place = [&["msgraph", module], modules.as_slice(), &[path.as_str()]].concat().join("::");
        self.structs.push((place, item));
        self.by_path.insert((parameters, &item.path), target);
        let name = item.wire.trim_start_matches('#').to_lowercase();
        let simple = name.rsplit('.').next().unwrap_or_default().to_owned();
        self.by_name.entry(name).or_default().push(target);
        self.by_name.entry(simple).or_default().push(target);
    }

    fn route(&mut self, call: &'a Call) {
        let sends = self.sent(&call.body);
        let returns = match &call.output {
            Output::Value(ty) | Output::Optional(ty) => self.value(ty),
            Output::Binary | Output::Nothing => None,
        };
        for Documented { template, page, .. } in &call.facts.documented {
            let segments = segments(template);
            self.roots.extend(segments.first().cloned());
            let key = (Method::as_str(call.facts.method), segments.len());
            self.routes.entry(key).or_default().push(Route { segments, page, sends, returns });
        }
    }

    fn sent(&self, body: &Body) -> Option<Target> {
        match body {
            Body::Model(path) | Body::Patch(path) => self.model(path),
            Body::Parameters(path) => self.by_path.get(&(true, path)).copied(),
            Body::Value(ty) => self.value(ty),
            Body::Binary(_) | Body::Reference | Body::ReferenceInQuery | Body::Untyped | Body::None => None,
        }
    }

    fn value(&self, ty: &ValueType) -> Option<Target> {
        match &ty.item {
            ItemType::Model(path) => self.model(path),
            ItemType::Scalar(_) | ItemType::Enum(_) | ItemType::Flags(_) => None,
        }
    }

    /// The type at a path, which may be that of its polymorphic enum.
    fn model(&self, path: &TypePath) -> Option<Target> {
        self.by_path.get(&(false, path)).copied().or_else(|| {
            let of_any = |(_, item): &(String, &Struct)| {
                item.path.modules == path.modules
                    && item.any.as_ref().is_some_and(|any| any.ident == path.ident)
            };
            self.structs.iter().position(of_any)
        })
    }

    /// The type of a name, qualified or not; of several, the one in the namespace `near`.
    pub(crate) fn named(&self, name: &str, near: &str) -> Option<Target> {
        let name = name.trim_start_matches('#').to_lowercase();
        let simple = name.rsplit('.').next()?;
        let within = |namespace: &str| {
            let qualified = format!("{namespace}.{simple}").to_lowercase();
            self.by_name.get(&qualified).and_then(|found| found.first())
        };
        let exact = self.by_name.get(&name).filter(|_| name.contains('.')).and_then(|found| found.first());
        let found = exact.or_else(|| within(near)).or_else(|| within("microsoft.graph"));
        found.or_else(|| self.by_name.get(simple)?.first()).copied()
    }

    /// The type that a request sends or gets back: by its page and its path, else by its path, else by its page. A path
    /// that begins like none of Graph's is one that Graph calls.
    pub(crate) fn called(&self, line: &RequestLine, page: &str, half: Half) -> Option<Target> {
        let method = line.method.as_str();
        let asked = segments(line.url.value.split('?').next().unwrap_or_default());
        asked.first().filter(|root| self.roots.contains(*root))?;
        let known = self.routes.get(&(method, asked.len())).map_or(&[][..], Vec::as_slice);
        let best = known.iter().filter_map(|route| Some((route.page == page, fit(route, &asked)?, route)));
        let best = best.max_by_key(|(here, fit, _)| (*here, *fit)).map(|(_, _, route)| route);
        let elsewhere = || {
            let all = self.routes.iter().filter(|((known, _), _)| *known == method);
            all.flat_map(|(_, routes)| routes).find(|route| route.page == page)
        };
        let route = best
            .or_else(|| if asked.first().is_some_and(|first| first == "api") { None } else { elsewhere() })?;
        match half {
            Half::Request => route.sends,
            Half::Response => route.returns,
        }
    }

    pub(crate) fn rust(&self, target: Target) -> &str {
        &self.structs[target].0
    }

    pub(crate) fn wire(&self, target: Target) -> &str {
        let item = self.structs[target].1;
        if item.wire.is_empty() { item.path.ident.as_str() } else { &item.wire }
    }

    /// The property called `name` of a type, with the type of its value, where that is a structured one.
    pub(crate) fn property(&self, target: Target, name: &str) -> Option<(&'a Token, Target)> {
        let item = self.structs[target].1;
        let own = item.fields.iter().map(|field| &field.token);
        let token = own.chain(&item.inherited).find(|token| token.wire == name)?;
        Some((token, self.value(&token.ty)?))
    }
}

/// The segments of a path, without arguments and namespaces; placeholders are empty.
fn segments(path: &str) -> Vec<String> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments
        .map(|segment| {
            let name = segment.split('(').next().unwrap_or_default();
            let name = name.rsplit("microsoft.graph.").next().unwrap_or_default();
            if name.starts_with('{') { String::new() } else { name.to_lowercase() }
        })
        .collect()
}

/// How many segments of a path are named by a template that matches it.
fn fit(route: &Route<'_>, asked: &[String]) -> Option<usize> {
    let pairs = || route.segments.iter().zip(asked);
    let matches = pairs().all(|(template, asked)| template.is_empty() || template == asked);
    matches.then(|| pairs().filter(|(template, asked)| template == asked).count())
}
