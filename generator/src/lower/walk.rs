//! Requests to a graph of steps: whatever leads to the same target type continues in the same place.
//!
//! In: the documented requests with their resolved segments. Out: [`Tree`]: for each target type (one, or a collection
//! of it) the steps that lead on and the calls that end there, each with the requests that document it. This is what
//! keeps the crate small: `/me/messages` and `/users/{id}/messages` are one node, reached by two ways.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::frequent::most_counted;
use super::overloads;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::names::Words;
use crate::odata::{Method, QualifiedName};
use crate::schema::{OperationKind, Request, Segment, SegmentKind, TypeName, TypeRef};

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'a> {
    /// The service itself.
    Root,
    /// One value of a structured type.
    One(&'a QualifiedName),
    /// A collection of a structured type.
    Many(&'a QualifiedName),
    /// The same behind a step whose list takes parameters of its own and to which nothing is added: `calendarView`.
    View(&'a QualifiedName, &'a str),
}

impl<'a> Node<'a> {
    /// Whether it is a collection.
    pub(super) fn is_many(self) -> bool {
        matches!(self, Node::Many(_) | Node::View(..))
    }

    /// The type that is there, or that is there many times; none at the root.
    pub(super) fn name(self) -> Option<&'a QualifiedName> {
        match self {
            Node::Root => None,
            Node::One(name) | Node::Many(name) | Node::View(name, _) => Some(name),
        }
    }
}

/// What kind of name a step follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Child {
    Root,
    Navigation,
    Property,
}

/// A step from one node to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StepKey<'a> {
    Child(Child, &'a str),
    Key,
    NamedKeys(&'a [String]),
    Cast(&'a QualifiedName),
    Operation(OperationKey<'a>),
    FilePath,
}

/// An action or function with the arguments that the path gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OperationKey<'a> {
    /// Without namespace.
    pub(super) name: &'a str,
    /// In the order of their names, so that two pages with two orders mean the same overload.
    pub(super) arguments: Vec<&'a str>,
}

/// The end of a path that is no node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Suffix {
    Ref,
    Value,
    Count,
}

/// What is done where a path ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CallKey<'a> {
    /// The HTTP method alone.
    Verb(Method),
    /// Something that is no node: a property that is no structured type, `$value`, `$ref`, `$count`.
    On(Method, Option<&'a str>, Option<Suffix>),
    /// An action or function.
    Operation(Method, OperationKey<'a>),
}

/// A part of a path, as far as its text matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As it is.
    Text(&'a str),
    /// A key.
    Key,
    /// Names in parentheses behind the last segment.
    NamedKeys(&'a [String]),
    /// An operation of a node; its text is decided when all requests are known.
    Operation(Node<'a>, OperationKey<'a>),
    /// A path within the path.
    FilePath,
}

/// A request at the end of its path.
#[derive(Debug, Clone)]
pub(super) struct Ending<'a> {
    /// The request.
    pub(super) request: &'a Request,
    /// Its path.
    pub(super) parts: Vec<Part<'a>>,
}

/// All steps and calls.
pub(super) struct Tree<'a> {
    /// What names are made of.
    pub(super) words: &'a Words,
    /// Steps by node.
    pub(super) steps: BTreeMap<Node<'a>, BTreeMap<StepKey<'a>, Node<'a>>>,
    /// Calls by node.
    pub(super) calls: BTreeMap<Node<'a>, BTreeMap<CallKey<'a>, Vec<Ending<'a>>>>,
    /// How operations are written in paths: with or without namespace, with or without parentheses.
    spellings: BTreeMap<(Node<'a>, OperationKey<'a>), BTreeMap<String, usize>>,
    /// The orders in which paths give the arguments of operations.
    orders: BTreeMap<(Node<'a>, OperationKey<'a>), BTreeMap<Vec<&'a str>, usize>>,
    /// Operations that paths continue from.
    composed: BTreeSet<(Node<'a>, OperationKey<'a>)>,
    /// The steps to collections that are views, with what these hold.
    views: BTreeSet<(&'a QualifiedName, &'a str)>,
}

impl<'a> Tree<'a> {
    fn new(words: &'a Words) -> Self {
        Self {
            words,
            steps: BTreeMap::new(),
            calls: BTreeMap::new(),
            spellings: BTreeMap::new(),
            orders: BTreeMap::new(),
            composed: BTreeSet::new(),
            views: BTreeSet::new(),
        }
    }

    /// Every node that something leads to or ends at.
    pub(super) fn nodes(&self) -> BTreeSet<Node<'a>> {
        let targets = self.steps.values().flat_map(|steps| steps.values());
        self.calls.keys().chain(self.steps.keys()).chain(targets).copied().collect()
    }

    /// The usual text of an operation in paths: the most frequent one, the first of the alphabet among equals.
    pub(super) fn spelling(&self, node: Node<'a>, key: &OperationKey<'a>) -> &str {
        self.spellings.get(&(node, key.clone())).and_then(most_counted).map_or(key.name, String::as_str)
    }

    /// The arguments of an operation in their usual order.
    pub(super) fn arguments(&self, node: Node<'a>, key: &OperationKey<'a>) -> Vec<&'a str> {
        let found = self.orders.get(&(node, key.clone())).and_then(most_counted);
        found.unwrap_or(&key.arguments).clone()
    }

    /// A path as its template, written as the `Path` of the runtime puts it together: it looks up what is documented by
    /// this text.
    pub(super) fn template(&self, parts: &[Part<'a>]) -> String {
        let mut text = String::new();
        let mut after_path = false;
        for part in parts {
            // Parentheses begin no segment, so what comes after them is still set off from the file path by a colon.
            let goes_on = matches!(part, Part::NamedKeys(_) | Part::FilePath);
            let start = if !goes_on && std::mem::take(&mut after_path) { ":/" } else { "/" };
            match part {
                Part::Text(segment) => text.extend([start, segment]),
                Part::Key => text.extend([start, "{id}"]),
                Part::NamedKeys(names) => text.push_str(&in_parentheses(names.iter().map(String::as_str))),
                Part::Operation(node, key) => {
                    let segment = self.spelling(*node, key);
                    text.extend([start, segment.trim_end_matches("()")]);
                    if !key.arguments.is_empty() || segment.ends_with("()") {
                        text.push_str(&in_parentheses(self.arguments(*node, key).into_iter()));
                    }
                }
                Part::FilePath => {
                    text.push_str(":/{path}");
                    after_path = true;
                }
            }
        }
        text
    }
}

fn in_parentheses<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let arguments: Vec<String> = names.map(|name| format!("{name}={{value}}")).collect();
    format!("({})", arguments.join(","))
}

/// Follows every request; those that cannot be called are reported.
pub(super) fn walk<'a>(catalogue: &Catalogue<'a>, requests: &[&'a Request], report: &mut Report) -> Tree<'a> {
    let mut tree = Tree { views: views(&catalogue.schema.requests), ..Tree::new(catalogue.words) };
    let functions = functions(catalogue);
    for request in requests.iter().filter(|request| request.resolved) {
        note_operations(&mut tree, catalogue, &functions, request);
    }
    for request in requests {
        let whole = changes_a_collection(request);
        let done = request.resolved && !whole && follow_all(&mut tree, catalogue, request);
        report.count("requests.callable", done);
        if !done {
            let why = if whole { ": a collection is not changed or deleted as a whole" } else { "" };
            let message = format!("`{} {}` gets no method{why}", request.method.as_str(), request.template);
            report.push(Diagnostic { code: Code::RequestPath, span: None, message, help: None });
        }
    }
    tree
}

/// PATCH, PUT or DELETE of a collection of types without a key: a slip of the page, which no service understands.
fn changes_a_collection(request: &Request) -> bool {
    let changes = matches!(request.method, Method::Patch | Method::Put | Method::Delete);
    let last = request.segments.last().map(|segment| &segment.kind);
    let named =
        matches!(last, Some(SegmentKind::EntitySet(_) | SegmentKind::Navigation(_) | SegmentKind::Cast(_)));
    changes && named && request.addresses.as_ref().is_some_and(|ty| ty.collection)
}

/// The navigation steps whose lists take parameters of their own, and to which no request adds anything; of all requests,
/// whichever are wanted, so that a type keeps its name.
fn views<'a>(requests: &'a [Request]) -> BTreeSet<(&'a QualifiedName, &'a str)> {
    let ending = |request: &'a Request| match (request.segments.last()?, &request.addresses) {
        (
            Segment { kind: SegmentKind::Navigation(step), .. },
            Some(TypeRef { name: TypeName::Structured(name), collection: true }),
        ) => Some((name, step.as_str())),
        _ => None,
    };
    let of = |method: Method| requests.iter().filter(move |request| request.method == method);
    let created: BTreeSet<_> = of(Method::Post).filter_map(ending).collect();
    let asked = of(Method::Get).filter(|request| !request.query_parameters.is_empty());
    asked.filter_map(ending).filter(|view| !created.contains(view)).collect()
}

/// The node that a segment leads to.
fn node<'a>(tree: &Tree<'a>, catalogue: &Catalogue<'a>, segment: &'a Segment) -> Option<Node<'a>> {
    let ty = segment.ty.as_ref()?;
    match &ty.name {
        TypeName::Structured(name) if catalogue.named(name).is_some() => Some(match &segment.kind {
            SegmentKind::Navigation(step) if ty.collection && tree.views.contains(&(name, step.as_str())) => {
                Node::View(name, step)
            }
            _ if ty.collection => Node::Many(name),
            _ => Node::One(name),
        }),
        TypeName::Structured(_) | TypeName::Enum(_) | TypeName::Primitive(_) => None,
    }
}

impl<'a> OperationKey<'a> {
    fn new(name: &'a str, arguments: &[&'a str]) -> Self {
        let mut arguments: Vec<&str> = arguments.iter().copied().filter(|name| is_segment(name)).collect();
        arguments.sort_unstable();
        arguments.dedup();
        Self { name, arguments }
    }
}

/// Whether a text of the documentation can be a segment of a URL as it is.
fn is_segment(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "._-$".contains(c))
        && !text.starts_with('.')
}

/// First pass: which operations paths continue from, and how operations are written.
fn note_operations<'a>(
    tree: &mut Tree<'a>,
    catalogue: &Catalogue<'a>,
    functions: &BTreeSet<&str>,
    request: &'a Request,
) {
    let mut at = Node::Root;
    for (index, segment) in request.segments.iter().enumerate() {
        if let Some((name, arguments)) = overloads::operation(segment) {
            let last = index + 1 == request.segments.len();
            let sets = if last { overloads::of_last(catalogue, request) } else { vec![arguments] };
            // What is changed or deleted under the path of a function is what the function gives.
            let beyond = !matches!(request.method, Method::Get | Method::Post);
            for arguments in sets {
                let key = OperationKey::new(name, &arguments);
                let action = arguments.is_empty() && !functions.contains(name);
                note_spelling(tree, at, &key, &spelled(segment, action), arguments);
                if !last || beyond {
                    tree.composed.insert((at, key));
                }
            }
        }
        at = node(tree, catalogue, segment).unwrap_or(at);
    }
}

/// The text of an operation, without its arguments. Only functions are called with parentheses, whatever the page prints.
fn spelled(segment: &Segment, action: bool) -> String {
    match segment.text.split_once('(') {
        Some((name, ")")) if !action => format!("{name}()"),
        Some((name, _)) => name.to_owned(),
        None => segment.text.clone(),
    }
}

/// The names that functions have; an operation of any other is an action.
fn functions<'a>(catalogue: &Catalogue<'a>) -> BTreeSet<&'a str> {
    let functions =
        catalogue.schema.operations.iter().filter(|operation| operation.kind == OperationKind::Function);
    functions.map(|function| function.name.name()).collect()
}

/// How an operation is written here, and in which order its arguments stand.
fn note_spelling<'a>(
    tree: &mut Tree<'a>,
    at: Node<'a>,
    key: &OperationKey<'a>,
    text: &str,
    order: Vec<&'a str>,
) {
    // What comes from a page goes into a string literal and a URL: only what a name can hold.
    if is_segment(text.trim_end_matches("()")) {
        *tree.spellings.entry((at, key.clone())).or_default().entry(text.to_owned()).or_default() += 1;
    }
    let distinct: BTreeSet<&str> = order.iter().copied().collect();
    if order.len() == key.arguments.len() && distinct.len() == order.len() {
        *tree.orders.entry((at, key.clone())).or_default().entry(order).or_default() += 1;
    }
}

/// Second pass: the steps of a request and the call at its end, once for each overload.
fn follow_all<'a>(tree: &mut Tree<'a>, catalogue: &Catalogue<'a>, request: &'a Request) -> bool {
    let sets = overloads::of_last(catalogue, request);
    let done = sets.iter().filter_map(|arguments| follow(tree, catalogue, request, arguments));
    done.count() > 0
}

/// Follows a request whose last segment, if it is an operation, is called with `last`.
fn follow<'a>(
    tree: &mut Tree<'a>,
    catalogue: &Catalogue<'a>,
    request: &'a Request,
    last: &[&'a str],
) -> Option<()> {
    let method = request.method;
    let mut at = Node::Root;
    let mut parts = Vec::new();
    let mut steps = Vec::new();
    let mut rest = request.segments.as_slice();
    let mut call = CallKey::Verb(method);
    while let [segment, after @ ..] = rest {
        let to = node(tree, catalogue, segment);
        let (key, part) = match &segment.kind {
            SegmentKind::EntitySet(name) | SegmentKind::Singleton(name) => {
                (StepKey::Child(Child::Root, name), Part::Text(name))
            }
            SegmentKind::Navigation(name) => (StepKey::Child(Child::Navigation, name), Part::Text(name)),
            SegmentKind::Property(name) => {
                if to.is_none() {
                    parts.push(Part::Text(name));
                    call = CallKey::On(method, Some(name), suffix(after, &mut parts)?);
                    break;
                }
                (StepKey::Child(Child::Property, name), Part::Text(name))
            }
            SegmentKind::Key { .. } => (StepKey::Key, Part::Key),
            SegmentKind::NamedKeys(names) => (StepKey::NamedKeys(names), Part::NamedKeys(names)),
            SegmentKind::Cast(name) => (StepKey::Cast(name), Part::Text(name.as_str())),
            SegmentKind::PathAddress => (StepKey::FilePath, Part::FilePath),
            SegmentKind::Operation { .. } => {
                let (name, arguments) = overloads::operation(segment)?;
                let key = OperationKey::new(name, if after.is_empty() { last } else { &arguments });
                let part = Part::Operation(at, key.clone());
                let stepped = method != Method::Post && tree.composed.contains(&(at, key.clone()));
                if after.is_empty() && !(stepped && to.is_some()) {
                    parts.push(part);
                    call = CallKey::Operation(method, key);
                    break;
                }
                (StepKey::Operation(key), part)
            }
            SegmentKind::Ref | SegmentKind::Value | SegmentKind::Count => {
                call = CallKey::On(method, None, suffix(rest, &mut parts)?);
                break;
            }
            SegmentKind::Unknown => return None,
        };
        let to = to?;
        steps.push((at, key, to));
        parts.push(part);
        at = to;
        rest = after;
    }
    let harmless = |part: &Part<'_>| !matches!(part, Part::Text(text) if !is_segment(text));
    if at == Node::Root && matches!(call, CallKey::Verb(_)) || !parts.iter().all(harmless) {
        return None;
    }
    for (from, key, to) in steps {
        tree.steps.entry(from).or_default().entry(key).or_insert(to);
    }
    tree.calls.entry(at).or_default().entry(call).or_default().push(Ending { request, parts });
    Some(())
}

/// `$ref`, `$value`, `$count` at the very end; `None` where anything else follows.
#[allow(clippy::option_option, reason = "no suffix and no way to go on are two answers")]
fn suffix<'a>(segments: &'a [Segment], parts: &mut Vec<Part<'a>>) -> Option<Option<Suffix>> {
    let [segment] = segments else { return segments.is_empty().then_some(None) };
    let (suffix, text) = match segment.kind {
        SegmentKind::Ref => (Suffix::Ref, "$ref"),
        SegmentKind::Value => (Suffix::Value, "$value"),
        SegmentKind::Count => (Suffix::Count, "$count"),
        _ => return None,
    };
    parts.push(Part::Text(text));
    Some(Some(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[Part<'_>], expected: &str) {
        assert_eq!(Tree::new(&Words::default()).template(parts), expected);
    }

    #[test]
    fn templates_are_those_of_paths_at_run_time() {
        let names = ["name".to_owned(), "version".to_owned()];
        let root = || [Part::Text("drive"), Part::Text("root"), Part::FilePath].into_iter();
        let after = |parts: &[Part<'static>]| root().chain(parts.iter().cloned()).collect::<Vec<_>>();
        check(&[Part::Text("users"), Part::Key, Part::Text("messages")], "/users/{id}/messages");
        check(&after(&[Part::Text("children"), Part::Key]), "/drive/root:/{path}:/children/{id}");
        check(&[Part::Text("apps"), Part::NamedKeys(&names)], "/apps(name={value},version={value})");
        let keyed: Vec<Part<'_>> = root().chain([Part::NamedKeys(&names), Part::Text("children")]).collect();
        check(&keyed, "/drive/root:/{path}(name={value},version={value}):/children");
    }
}
