//! Request types: for each target type its steps and calls, with settled names.
//!
//! In: the tree. Out: the files of `requests`, and `GraphClient`.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::arguments;
use super::catalogue::{Catalogue, Named};
use super::context::Context;
use super::parameters::{Parameters, place};
use super::query_parameters;
use super::walk::{Child, Node, StepKey, Tree};
use super::{areas, call_names, calls, docs, folders, types};
use crate::diagnostic::Report;
use crate::names::{Claim, FnIdent, Kind, ModIdent, TypeIdent, Words, settle};
use crate::odata::QualifiedName;
use crate::sdk::{
    Area, Argument, Doc, Folder, ItemType, Push, Requests, RequestsFile, Scalar, Step, TypePath, ValueType,
};

/// The request half of a version.
pub(super) struct RequestTypes {
    pub(super) folders: Vec<Folder<RequestsFile>>,
    pub(super) client: Requests,
    pub(super) areas: Vec<Area>,
}

pub(super) fn requests<'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    parameters: &Parameters<'a>,
    report: &mut Report,
) -> RequestTypes {
    let nodes = tree.nodes();
    let paths = type_paths(catalogue, &nodes, report);
    let all = All { catalogue, tree, parameters, paths: &paths };
    let mut files: BTreeMap<(Vec<ModIdent>, ModIdent), RequestsFile> = BTreeMap::new();
    for (node, path) in &paths {
        let item = all.request_type(*node, &path.ident, report);
        let (modules, module) = place(catalogue, *node);
        let file = files.entry((modules, module.clone())).or_insert_with(|| RequestsFile {
            module,
            page: page(catalogue, *node),
            items: Vec::new(),
        });
        file.items.push(item);
    }
    let client = all.request_type(Node::Root, &TypeIdent::new("GraphClient"), report);
    let files = files.into_iter().map(|((modules, _), file)| (modules, file));
    let areas = areas::areas(catalogue, tree, &client, &paths);
    RequestTypes { folders: folders::sorted(files), client, areas }
}

fn page(catalogue: &Catalogue<'_>, node: Node<'_>) -> Option<String> {
    let (Node::One(name) | Node::Many(name) | Node::View(name, _)) = node else { return None };
    types::page(&catalogue.schema.types.get(name)?.sources)
}

/// The names of all request types, settled by namespace.
fn type_paths<'a>(
    catalogue: &Catalogue<'a>,
    nodes: &BTreeSet<Node<'a>>,
    report: &mut Report,
) -> BTreeMap<Node<'a>, TypePath> {
    let mut folders: BTreeMap<Vec<ModIdent>, Vec<(Node<'a>, Claim<TypeIdent>)>> = BTreeMap::new();
    for node in nodes {
        let (name, kind) = match node {
            Node::Root => continue,
            Node::One(name) => (name, Kind::Requests),
            Node::Many(name) | Node::View(name, _) => (name, Kind::CollectionRequests),
        };
        let Some(named) = catalogue.named(name) else { continue };
        let (ident, wire) = match node {
            Node::View(_, step) => {
                let words = catalogue.words.apart(step);
                (named.path.ident.view_requests(&words), format!("{}/{step}", name.name()))
            }
            Node::Many(_) => (named.path.ident.collection_requests(), name.name().to_owned()),
            Node::One(_) | Node::Root => (requests_ident(catalogue, named), name.name().to_owned()),
        };
        let claim = Claim { ident, kind, wire };
        folders.entry(named.path.modules.clone()).or_default().push((*node, claim));
    }
    let mut paths = BTreeMap::new();
    for (modules, nodes) in folders {
        let claims: Vec<Claim<TypeIdent>> = nodes.iter().map(|(_, claim)| claim.clone()).collect();
        for ((node, _), ident) in nodes.into_iter().zip(settle("requests", &claims, report)) {
            paths.insert(node, TypePath { modules: modules.clone(), ident });
        }
    }
    paths
}

/// `TimeOffRequests` of a `timeOffRequest`, unless there is a type `timeOff` beside it, whose requests these would be.
fn requests_ident(catalogue: &Catalogue<'_>, named: &Named) -> TypeIdent {
    let is_type = |ident: &TypeIdent| {
        catalogue
            .structured()
            .any(|(_, _, other)| other.path.modules == named.path.modules && other.path.ident == *ident)
    };
    let stem = named.path.ident.without("Request").filter(|stem| !is_type(stem));
    stem.as_ref().unwrap_or(&named.path.ident).requests()
}

/// What all request types are made from.
struct All<'c, 'a> {
    catalogue: &'c Catalogue<'a>,
    tree: &'c Tree<'a>,
    parameters: &'c Parameters<'a>,
    /// The request types, by what they are about.
    paths: &'c BTreeMap<Node<'a>, TypePath>,
}

impl<'a> All<'_, 'a> {
    fn request_type(&self, node: Node<'a>, owner: &TypeIdent, report: &mut Report) -> Requests {
        let (catalogue, tree) = (self.catalogue, self.tree);
        let steps: Vec<(&StepKey<'a>, &TypePath)> = tree
            .steps
            .get(&node)
            .into_iter()
            .flatten()
            .filter_map(|(key, to)| Some((key, self.paths.get(to)?)))
            .collect();
        let endings: Vec<_> = tree.calls.get(&node).into_iter().flatten().collect();
        let mut claims: Vec<Claim<FnIdent>> =
            steps.iter().map(|(key, _)| step_claim(tree, node, key)).collect();
        claims.extend(endings.iter().map(|(key, _)| {
            let (ident, kind) = call_names::ident(tree, node, key);
            Claim { ident, kind, wire: call_names::wire(key) }
        }));
        let setters = query_parameters::optional(&endings);
        let setters: Vec<_> = setters.into_iter().filter(|_| node != Node::Root).collect();
        claims.extend(setters.iter().map(|(name, _)| query_parameters::claim(catalogue, name)));
        let idents = settle(&format!("`{owner}`"), &claims, report);
        let (step_idents, rest) = idents.split_at(steps.len());
        let (call_idents, setter_idents) = rest.split_at(endings.len());
        let cx = Context { catalogue, tree, parameters: self.parameters, node };
        let steps = steps.iter().zip(step_idents);
        let calls = endings.iter().zip(call_idents);
        let setters = setters.iter().zip(setter_idents);
        Requests {
            ident: owner.clone(),
            doc: type_doc(catalogue, node),
            steps: steps.map(|((key, to), ident)| step(&cx, key, to, ident.clone())).collect(),
            setters: setters
                .map(|((name, parameter), ident)| {
                    query_parameters::setter(catalogue, name, parameter, ident.clone())
                })
                .collect(),
            calls: calls
                .map(|((key, endings), ident)| calls::call(&cx, key, endings, ident.clone()))
                .collect(),
        }
    }
}

fn type_doc(catalogue: &Catalogue<'_>, node: Node<'_>) -> Doc {
    let link = |name: &QualifiedName| match catalogue.named(name) {
        Some(named) => {
            let path = docs::rust_path(catalogue.schema.api, "models", &named.path);
            format!("[{}]({path})", docs::code(name.name()))
        }
        None => docs::code(name.name()),
    };
    let (text, name) = match node {
        Node::Root => return Doc(vec!["A client of this version of Microsoft Graph.".to_owned()]),
        Node::One(name) => (format!("Requests to one {}.", link(name)), name),
        Node::Many(name) => (format!("Requests to a collection of {}.", link(name)), name),
        Node::View(name, step) => {
            (format!("Requests to {}, a collection of {}.", docs::code(step), link(name)), name)
        }
    };
    let pages = catalogue.schema.types.get(name).and_then(|ty| ty.pages.first());
    let mut doc = docs::Paragraphs::default();
    doc.text(&text).link(docs::type_page(catalogue.schema.api, pages)).done()
}

fn step_claim<'a>(tree: &Tree<'a>, node: Node<'a>, key: &StepKey<'a>) -> Claim<FnIdent> {
    let (ident, kind, wire) = match key {
        StepKey::Child(Child::Root, name) => {
            (FnIdent::new(&tree.words.apart(name)), Kind::Root, (*name).to_owned())
        }
        StepKey::Child(Child::Navigation, name) => {
            (FnIdent::new(&tree.words.apart(name)), Kind::Navigation, (*name).to_owned())
        }
        StepKey::Child(Child::Property, name) => {
            (FnIdent::new(&tree.words.apart(name)), Kind::Property, (*name).to_owned())
        }
        StepKey::Key => (FnIdent::verb("id"), Kind::Verb, "{id}".to_owned()),
        StepKey::FilePath => (FnIdent::verb("at"), Kind::Verb, ":/{path}".to_owned()),
        StepKey::NamedKeys(names) => {
            (FnIdent::prefixed("by", &tree.words.apart(&names.join(" and "))), Kind::Key, names.join(","))
        }
        StepKey::Cast(name) => {
            (FnIdent::prefixed("as", &tree.words.apart(name.name())), Kind::Cast, name.as_str().to_owned())
        }
        StepKey::Operation(key) => (
            call_names::operation_ident(tree, node, key),
            Kind::Function,
            format!("{}({})", key.name, key.arguments.join(",")),
        ),
    };
    Claim { ident, kind, wire }
}

fn step<'a>(cx: &Context<'_, 'a>, key: &StepKey<'a>, to: &TypePath, ident: FnIdent) -> Step {
    let tree = cx.tree;
    let (push, appended) = match key {
        StepKey::Child(_, name) => (Push::Segments(vec![(*name).to_owned()]), format!("/{name}")),
        // Every collection has it.
        StepKey::Key => (Push::Key, "/id".to_owned()),
        StepKey::FilePath => (Push::FilePath, ":/{path}:".to_owned()),
        StepKey::NamedKeys(names) => (
            Push::NamedKeys(named_keys(tree.words, names)),
            format!("({}={{value}})", names.join("={value},")),
        ),
        StepKey::Cast(name) => (Push::Segments(vec![name.as_str().to_owned()]), format!("/{name}")),
        StepKey::Operation(key) => (
            calls::operation_push(cx.catalogue, tree, cx.node, key),
            format!("/{}({})", key.name, tree.arguments(cx.node, key).join(",")),
        ),
    };
    let doc = docs::step(&appended, ident.as_str());
    Step { ident, doc, push, to: to.clone() }
}

/// Alternate keys are texts in the documentation; what needs no quotes is the exception.
fn named_keys(words: &Words, names: &[String]) -> Vec<Argument> {
    let text = ValueType { item: ItemType::Scalar(Scalar::String), collection: false };
    arguments(words, names.iter().map(|name| (name.as_str(), text.clone())))
}
