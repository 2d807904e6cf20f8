//! Parameter structs: what actions take, and what is sent to a path without being a documented type.
//!
//! In: the calls of the tree. Out: the files of `parameters`, and which call takes which struct.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::catalogue::Catalogue;
use super::types::parameter_fields;
use super::walk::{CallKey, Ending, Node, Tree};
use super::{call_names, docs, folders};
use crate::diagnostic::Report;
use crate::names::{Claim, Kind, ModIdent, TypeIdent, settle};
use crate::schema::{Parameter, RequestBody};
use crate::sdk::{Doc, Folder, ParametersFile, Struct, TypePath};

/// Parameter structs and who takes them.
pub(super) struct Parameters<'a> {
    /// The files.
    pub(super) folders: Vec<Folder<ParametersFile>>,
    /// The struct of a call.
    pub(super) of_call: BTreeMap<(Node<'a>, CallKey<'a>), TypePath>,
}

/// A struct before it has a name.
struct Draft<'a> {
    node: Node<'a>,
    call: CallKey<'a>,
    ident: TypeIdent,
    parameters: IndexMap<&'a String, &'a Parameter>,
    pages: &'a str,
    title: String,
}

pub(super) fn parameters<'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    report: &mut Report,
) -> Parameters<'a> {
    let mut files: BTreeMap<(Vec<ModIdent>, ModIdent), Vec<Draft<'a>>> = BTreeMap::new();
    for (node, calls) in &tree.calls {
        for (call, endings) in calls {
            if let Some(draft) = draft(catalogue, tree, *node, call, endings) {
                files.entry(place(catalogue, *node)).or_default().push(draft);
            }
        }
    }
    let mut of_call = BTreeMap::new();
    let mut found: Vec<(Vec<ModIdent>, ParametersFile)> = Vec::new();
    let mut by_folder: BTreeMap<Vec<ModIdent>, Vec<(ModIdent, Vec<Draft<'a>>)>> = BTreeMap::new();
    for ((modules, module), drafts) in files {
        by_folder.entry(modules).or_default().push((module, drafts));
    }
    for (modules, files) in by_folder {
        let claims: Vec<Claim<TypeIdent>> =
            files.iter().flat_map(|(_, drafts)| drafts).map(|draft| claim(draft)).collect();
        let mut idents = settle("parameters", &claims, report).into_iter();
        for (module, drafts) in files {
            let mut items = Vec::new();
            for (draft, ident) in drafts.into_iter().zip(idents.by_ref()) {
                let path = TypePath { modules: modules.clone(), ident };
                items.push(structure(catalogue, &draft, path.clone(), report));
                of_call.insert((draft.node, draft.call), path);
            }
            found.push((modules.clone(), ParametersFile { module, items }));
        }
    }
    Parameters { folders: folders::sorted(found), of_call }
}

fn claim(draft: &Draft<'_>) -> Claim<TypeIdent> {
    Claim { ident: draft.ident.clone(), kind: Kind::Parameters, wire: call_names::wire(&draft.call) }
}

/// The file of a node: that of its type.
pub(super) fn place(catalogue: &Catalogue<'_>, node: Node<'_>) -> (Vec<ModIdent>, ModIdent) {
    let Some(name) = node.name() else { return (Vec::new(), ModIdent::new("client")) };
    match catalogue.named(name) {
        Some(named) => (named.path.modules.clone(), named.module.clone()),
        None => (Vec::new(), ModIdent::new(&catalogue.words.apart(name.name()))),
    }
}

fn draft<'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    node: Node<'a>,
    call: &CallKey<'a>,
    endings: &[Ending<'a>],
) -> Option<Draft<'a>> {
    let mut parameters: IndexMap<&String, &Parameter> = IndexMap::new();
    let mut ending: Option<&Ending<'a>> = None;
    for candidate in endings {
        if let RequestBody::Parameters(found) = &candidate.request.body
            && !found.is_empty()
        {
            for (name, parameter) in found {
                parameters.entry(name).or_insert(parameter);
            }
            ending = ending.or(Some(candidate));
        }
    }
    let request = ending?.request;
    let action = call_names::word(tree, node, call);
    let word = catalogue.words.apart(&action);
    let ident = match node {
        Node::Root => TypeIdent::unbound_parameters(&word),
        Node::One(name) => catalogue.named(name)?.path.ident.parameters(&word),
        Node::Many(name) => catalogue.named(name)?.path.ident.parameters(&format!("Collection {word}")),
        Node::View(name, step) => {
            let step = catalogue.words.apart(step);
            catalogue.named(name)?.path.ident.parameters(&format!("{step} {word}"))
        }
    };
    Some(Draft { node, call: call.clone(), ident, parameters, pages: &request.page, title: action })
}

fn structure(catalogue: &Catalogue<'_>, draft: &Draft<'_>, path: TypePath, report: &mut Report) -> Struct {
    let scope = format!("parameters of {}", draft.title);
    let fields =
        parameter_fields(catalogue, &scope, draft.parameters.iter().map(|(name, ty)| (*name, *ty)), report);
    let title = docs::code(&draft.title);
    let what = match draft.node.name() {
        None => format!("Parameters of {title}."),
        Some(name) => format!("Parameters of {title} of {}.", docs::code(name.name())),
    };
    let mut doc = docs::Paragraphs::default();
    doc.text(&what).link(docs::request_page(catalogue.schema.api, draft.pages));
    Struct {
        path,
        wire: String::new(),
        doc: doc.done(),
        given: Doc::default(),
        base: None,
        ancestors: Vec::new(),
        first: 1,
        fields,
        inherited: Vec::new(),
        any: None,
    }
}
