//! Cells that name several types, and lists of values that several enum types have.

use super::told::{Api, Pages, check, resource};

fn boats() -> Vec<(&'static str, String)> {
    let afloat = "Inherits from [vessel](vessel.md).";
    vec![
        ("resources/vessel", resource("vessel", "", &["length|Int32|x"], "")),
        ("resources/steamer", resource("steamer", afloat, &["boilers|Int32|x"], "")),
        ("resources/tug", resource("tug", "Inherits from [steamer](steamer.md).", &["pull|Int32|x"], "")),
        ("resources/sloop", resource("sloop", afloat, &["masts|Int32|x"], "")),
        ("resources/buoy", resource("buoy", "", &["bell|Boolean|x"], "")),
    ]
}

#[track_caller]
fn check_rows(rows: &[&str], expected: &str) {
    let mut pages = boats();
    pages.push(("resources/dock", resource("dock", "", rows, "")));
    let pages: &Pages<'_> = &pages;
    check(pages, &[expected]);
}

#[test]
fn what_may_be_two_types_is_what_both_are_derived_from() {
    check_rows(
        &[
            "id|String|Key.",
            "a|[tug](tug.md) or [sloop](sloop.md)|x",
            "b|[steamer](steamer.md) or [tug](tug.md) collection|x",
            "c|tug, sloop|x",
            "d|[sloop](sloop.md) / [buoy](buoy.md)|x",
            "e|[tug](tug.md) or String|x",
        ],
        "entity dock {id: String, a: vessel, b: steamer*, c: vessel, d: sloop, e: tug}",
    );
}

#[test]
fn a_parameter_may_be_two_types_too() {
    let mut pages = boats();
    pages.push(("resources/dock", resource("dock", "", &["id|String|Key."], "")));
    let moor = Api {
        title: "dock: moor",
        line: "POST /docks/{dock-id}/moor",
        body: "|Parameter|Type|Description|\n|:--|:--|:--|\n|what|[tug](../resources/tug.md) or [sloop](../resources/sloop.md)|x|",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    pages.push(("api/dock-moor", moor.page()));
    check(&pages, &["moor(what: vessel) -> nothing"]);
}

#[test]
fn of_two_enum_types_with_these_members_the_one_of_the_namespace_is_meant() {
    let list = |members: &str| {
        let words: Vec<String> = members.split(' ').map(|member| format!("|{member}|x|")).collect();
        format!("## Values\n|Member|Description|\n|:--|:--|\n{}\n", words.join("\n"))
    };
    let signal = |namespace: &str, members: &str| {
        format!("# signal enum type\n\nNamespace: {namespace}\n\nx\n\n{}", list(members))
    };
    let hoist = Api {
        title: "mast: hoist",
        line: "POST /masts/{mast-id}/hoist",
        body: "|Parameter|Type|Description|\n|:--|:--|:--|\n|wantedSignals|String collection|Possible values are: `ball`, `cone`.|",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    let pages = [
        ("resources/mast", resource("mast", "", &["id|String|Key."], "")),
        ("resources/signal", signal("microsoft.graph", "ball cone flag")),
        ("resources/railway-signal", signal("microsoft.graph.railway", "ball cone light")),
        ("api/mast-hoist", hoist.page()),
    ];
    check(&pages, &["hoist(wantedSignals: signal*) -> nothing"]);
}
