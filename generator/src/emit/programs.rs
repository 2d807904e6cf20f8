//! The programs of the introduction: one that names what the crate has not is left out.
//!
//! In: Markdown. Out: the same without those programs. What a program needs is read off itself: the version in its paths,
//! the models that it imports and their constants, the first step from its client.

use std::collections::{BTreeMap, BTreeSet};

use crate::sdk::{Sdk, TypeItem, Version};

/// How a program begins and ends.
const OPEN: &str = "```rust";
const CLOSE: &str = "\n```\n";

/// The text without the programs that the crate has not everything for, and without the sentences that announce them.
pub(super) fn that_compile(text: &str, sdk: &Sdk) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let (before, found) = rest.split_at(at);
        let end = found.find(CLOSE).map_or(found.len(), |end| end + CLOSE.len());
        let (program, after) = found.split_at(end);
        if compiles(program, sdk) {
            kept.push_str(before);
            kept.push_str(program);
            rest = after;
        } else {
            kept.push_str(without_announcement(before));
            rest = after.strip_prefix('\n').unwrap_or(after);
        }
    }
    kept + rest
}

/// The text up to its last paragraph, if that ends with a colon.
fn without_announcement(before: &str) -> &str {
    let text = before.trim_end();
    let start = text.rfind("\n\n").map_or(0, |at| at + 2);
    if text.ends_with(':') { &before[..start] } else { before }
}

fn compiles(program: &str, sdk: &Sdk) -> bool {
    let versions =
        ["v1", "beta"].into_iter().filter(|module| program.contains(&format!("msgraph::{module}::")));
    versions.into_iter().all(|module| {
        let version = sdk.versions.iter().find(|version| version.module.as_str() == module);
        version.is_some_and(|version| has_everything(version, module, program))
    })
}

fn has_everything(version: &Version, module: &str, program: &str) -> bool {
    let constants = constants(version);
    let models = imported(program, &format!("msgraph::{module}::models::"));
    let has = |name: &&str| {
        constants.get(name).is_some_and(|known| used(program, name).iter().all(|used| known.contains(used)))
    };
    let steps = version.client.steps.iter().map(|step| step.ident.as_str());
    let calls = version.client.calls.iter().map(|call| call.ident.as_str());
    let known: BTreeSet<&str> = steps.chain(calls).chain(["batch", "raw"]).collect();
    models.iter().all(has) && first_steps(program).iter().all(|step| known.contains(step))
}

/// Every model with its constants.
fn constants(version: &Version) -> BTreeMap<&str, BTreeSet<&str>> {
    let files = version.models.iter().flat_map(|folder| &folder.files);
    let named = files.flat_map(|file| {
        let constants = constants_of(&file.item);
        file.item.exports().into_iter().map(move |name| (name.as_str(), constants.clone()))
    });
    named.collect()
}

fn constants_of(item: &TypeItem) -> BTreeSet<&str> {
    match item {
        TypeItem::Struct(item) => {
            let own = item.fields.iter().map(|field| &field.token);
            own.chain(&item.inherited).map(|token| token.ident.as_str()).collect()
        }
        TypeItem::Enum(_) => BTreeSet::new(),
    }
}

/// The names that `use start{a, b};` or `use start a;` brings in.
fn imported<'p>(program: &'p str, start: &str) -> Vec<&'p str> {
    let lists = program.split(start).skip(1).filter_map(|rest| rest.split(';').next());
    let names = lists.flat_map(|list| list.trim_matches(['{', '}']).split(','));
    names
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '{' || c == '}'))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The constants of `name` that a program uses.
fn used<'p>(program: &'p str, name: &str) -> Vec<&'p str> {
    let is_start = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let path = format!("{name}::");
    let places = program.match_indices(&path).filter(|(at, _)| is_start(&program[..*at]));
    let names = places.map(|(at, _)| word(&program[at + path.len()..]));
    names.filter(|name| !name.is_empty() && !name.contains(|c: char| c.is_ascii_lowercase())).collect()
}

/// What is called on `graph`.
fn first_steps(program: &str) -> Vec<&str> {
    let places = program.match_indices("graph").filter_map(|(at, text)| {
        let is_start = !program[..at].ends_with(|c: char| c.is_alphanumeric() || "_.:".contains(c));
        let step = program[at + text.len()..].trim_start().strip_prefix('.')?;
        is_start.then(|| word(step))
    });
    places.collect()
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::lower::{LowerOptions, lower};

    fn sample() -> Sdk {
        let schema = from_json(include_str!("../export/sample.json")).expect("the sample is a schema");
        lower(&[schema], &LowerOptions::default()).0
    }

    fn check(program: &str, is_kept: bool) {
        let block = format!("```rust,no_run\n{program}\n```\n");
        let text = format!("before\n\n{block}\nafter\n");
        let expected = if is_kept { text.clone() } else { "before\n\nafter\n".to_owned() };
        assert_eq!(that_compile(&text, &sample()), expected, "{program}");
    }

    #[test]
    fn what_announces_a_program_goes_with_it() {
        let text =
            "Words.\n\nThis is how\nit is done:\n\n```rust\nuse msgraph::beta::GraphClient;\n```\n\nafter\n";
        assert_eq!(that_compile(text, &sample()), "Words.\n\nafter\n");
    }

    #[test]
    fn a_program_stays_where_the_crate_has_all_that_it_names() {
        check("let a = 1;", true);
        check("use msgraph::v1::models::{Crate, Thing};\nCrate::WEIGHT; Crate::default(); Thing::ID;", true);
        check("use msgraph::v1::GraphClient;\nlet x = graph\n    .crates().list();", true);
        check("use msgraph::v1::models::Barrel;", false);
        check("use msgraph::v1::models::{Crate,\n    Barrel};", false);
        check("use msgraph::v1::models::Crate;\nCrate::TEXTURE;", false);
        check("use msgraph::v1::GraphClient;\ngraph.barrels().list()", false);
        check("use msgraph::beta::GraphClient;", false);
    }
}
