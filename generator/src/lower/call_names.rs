//! What calls are called.
//!
//! In: a call of the tree. Out: its method, and the name that is wanted for it.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{CallKey, Node, OperationKey, StepKey, Suffix, Tree};
use crate::names::{FnIdent, Kind};
use crate::odata::Method;

/// The word of a call, as its name and that of its parameters are made from.
pub(super) fn word(tree: &Tree<'_>, node: Node<'_>, call: &CallKey<'_>) -> String {
    match call {
        CallKey::Operation(_, key) if is_overloaded(tree, node, key.name) && !key.arguments.is_empty() => {
            format!("{} by {}", key.name, tree.arguments(node, key).join(" and "))
        }
        CallKey::Operation(_, key) => key.name.to_owned(),
        CallKey::Verb(_) | CallKey::On(..) => ident(tree, node, call).0.as_str().to_owned(),
    }
}

/// A call in words, for the order in which names are settled and for messages about it.
pub(super) fn wire(call: &CallKey<'_>) -> String {
    let (method, what) = match call {
        CallKey::Verb(method) => (method, String::new()),
        CallKey::On(method, property, suffix) => {
            (method, format!("{}{}", property.unwrap_or_default(), suffix.map_or("", suffix_text)))
        }
        CallKey::Operation(method, key) => (method, format!("{}({})", key.name, key.arguments.join(","))),
    };
    format!("{} {what}", method.as_str()).trim_end().to_owned()
}

pub(super) fn suffix_text(suffix: Suffix) -> &'static str {
    match suffix {
        Suffix::Ref => "$ref",
        Suffix::Value => "$value",
        Suffix::Count => "$count",
    }
}

/// Whether an operation is called with different sets of arguments.
pub(super) fn is_overloaded(tree: &Tree<'_>, node: Node<'_>, name: &str) -> bool {
    let mut sets = BTreeSet::new();
    for call in tree.calls.get(&node).into_iter().flat_map(BTreeMap::keys) {
        if let CallKey::Operation(_, key) = call
            && key.name == name
        {
            sets.insert(&key.arguments);
        }
    }
    for step in tree.steps.get(&node).into_iter().flat_map(BTreeMap::keys) {
        if let StepKey::Operation(key) = step
            && key.name == name
        {
            sets.insert(&key.arguments);
        }
    }
    sets.len() > 1
}

/// The name of an operation: overloads say their arguments, in the order in which they are given.
pub(super) fn operation_ident(tree: &Tree<'_>, node: Node<'_>, key: &OperationKey<'_>) -> FnIdent {
    if is_overloaded(tree, node, key.name) && !key.arguments.is_empty() {
        let arguments = tree.arguments(node, key);
        let arguments: Vec<_> = arguments.iter().map(|argument| tree.words.apart(argument)).collect();
        FnIdent::overload(&tree.words.apart(key.name), &arguments)
    } else {
        FnIdent::new(&tree.words.apart(key.name))
    }
}

/// The wanted name of a call.
pub(super) fn ident(tree: &Tree<'_>, node: Node<'_>, call: &CallKey<'_>) -> (FnIdent, Kind) {
    match call {
        CallKey::Verb(method) => (FnIdent::verb(verb(*method, node)), Kind::Verb),
        CallKey::On(Method::Get, None, Some(Suffix::Count)) => (FnIdent::verb("count"), Kind::Verb),
        CallKey::On(method, None, Some(Suffix::Ref)) => {
            let word = match method {
                Method::Get => {
                    if matches!(node, Node::Many(_)) {
                        "list_references"
                    } else {
                        "get_reference"
                    }
                }
                Method::Post => "add_reference",
                Method::Put | Method::Patch => "set_reference",
                Method::Delete => "remove_reference",
            };
            (FnIdent::verb(word), Kind::Access)
        }
        CallKey::On(method, property, suffix) => {
            let suffix = match suffix {
                None => "",
                Some(Suffix::Ref) => " reference",
                Some(Suffix::Value) => " value",
                Some(Suffix::Count) => " count",
            };
            let name = format!("{}{suffix}", property.unwrap_or_default());
            (FnIdent::prefixed(verb(*method, Node::Root), &tree.words.apart(&name)), Kind::Access)
        }
        CallKey::Operation(method, key) => {
            let kind = if *method == Method::Get { Kind::Function } else { Kind::Action };
            (operation_ident(tree, node, key), kind)
        }
    }
}

pub(super) fn verb(method: Method, node: Node<'_>) -> &'static str {
    match method {
        Method::Get if matches!(node, Node::Many(_)) => "list",
        Method::Get => "get",
        Method::Post => "create",
        Method::Put => "replace",
        Method::Patch => "update",
        Method::Delete => "delete",
    }
}

/// The HTTP method of a call.
pub(super) fn method(key: &CallKey<'_>) -> Method {
    match key {
        CallKey::Verb(method) | CallKey::On(method, ..) | CallKey::Operation(method, _) => *method,
    }
}
