//! Where paths start, by product area: the contents of a version.
//!
//! In: the steps of the client. Out: an [`Area`] each, in the order of their names; what belongs to none comes last.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::docs;
use super::frequent::most_frequent;
use super::walk::{Node, Tree};
use crate::sdk::{Area, Requests, TypePath};

/// The area of what no page assigns to one.
const NO_AREA: &str = "Other";

pub(super) fn areas<'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    client: &Requests,
    paths: &BTreeMap<Node<'a>, TypePath>,
) -> Vec<Area> {
    let nodes: BTreeMap<&TypePath, Node<'a>> = paths.iter().map(|(node, path)| (path, *node)).collect();
    let mut areas: BTreeMap<(bool, String), Area> = BTreeMap::new();
    for step in &client.steps {
        let product = nodes.get(&step.to).and_then(|node| area_of(catalogue, tree, *node));
        let name = product.map_or_else(|| NO_AREA.to_owned(), |product| docs::harmless(&title(product)));
        let area = areas
            .entry((product.is_none(), name.clone()))
            .or_insert_with(|| Area { name, entries: Vec::new() });
        area.entries.push(step.ident.clone());
    }
    areas.into_values().collect()
}

/// What the page of the type says; of a type that has none, as the roots of areas often are, what most of those say to
/// which it leads.
fn area_of<'a>(catalogue: &Catalogue<'a>, tree: &Tree<'a>, node: Node<'a>) -> Option<&'a String> {
    let below = || tree.steps.get(&node).into_iter().flat_map(BTreeMap::values);
    product(catalogue, node)
        .or_else(|| most_frequent(below().filter_map(|node| product(catalogue, *node))))
        .or_else(|| {
            let further = below().filter_map(|node| tree.steps.get(node)).flat_map(BTreeMap::values);
            most_frequent(further.filter_map(|node| product(catalogue, *node)))
        })
}

fn product<'a>(catalogue: &Catalogue<'a>, node: Node<'a>) -> Option<&'a String> {
    catalogue.schema.types.get(node.name()?)?.product.as_ref().filter(|product| !product.trim().is_empty())
}

/// `Directory management` of `directory-management`.
fn title(product: &str) -> String {
    let words = product.replace('-', " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_read_like_words() {
        assert_eq!(title("directory-management"), "Directory management");
        assert_eq!(title(" intune"), "Intune");
        assert_eq!(title("-"), "");
    }
}
