//! Permission tables of all shapes.

use super::*;
use crate::diagnostic::Report;
use crate::parse::cursor;
use crate::parse::lexicon::Lexicon;
use crate::parse::link::Links;
use crate::parse::outline::Outline;
use crate::parse::patch::Patched;
use crate::source::{SourceFile, SourceMap};

/// The tables of a page with the messages about them; a table is its limits, its kinds and its grants.
fn read_page(input: &str) -> (Vec<String>, Vec<String>) {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.md".into(), text: input.into(), corpus: 0 });
    let (lexicon, links) = (Lexicon::for_locale(None), Links { path: "a.md" });
    let mut cx = Context { lexicon, links, report: Report::default() };
    let blocks = cursor::blocks(page, &Patched::unchanged(input));
    let outline = Outline::new(&cx.lexicon, &blocks);
    let found = tables(&mut cx, &outline, &[]);
    let shown = found.iter().map(|table| {
        let grant = |caller| match table.grant(caller) {
            Stated::NotStated => "?".to_owned(),
            Stated::NotSupported => "-".to_owned(),
            Stated::Is(found) => {
                let groups: Vec<String> = found.groups.iter().map(|group| group.join("+")).collect();
                format!("{}{}", groups.join(" "), if found.unordered { " (unordered)" } else { "" })
            }
        };
        let [work, personal, application] = Caller::ALL.map(grant);
        format!("{}: {work} | {personal} | {application}", table.limit().unwrap_or_default())
    });
    let messages = cx.report.diagnostics.iter().map(|diagnostic| diagnostic.message.clone());
    (shown.collect(), messages.collect())
}

const CALLERS: &str = "|Permission type|Permissions (from least to most privileged)|\n|-|-|\n";

#[track_caller]
fn check(page: &str, expected: &[&str], messages: usize) {
    let (tables, said) = read_page(page);
    assert_eq!(tables, expected, "{page}");
    assert_eq!(said.len(), messages, "{said:?}");
}

#[test]
fn limits_stand_apart_from_what_always_suffices() {
    check(
        &format!(
            "# T\n## Permissions\n{CALLERS}|Application|A.Read; for new lids: B.Read C.Read|\n|Delegated (work)|Not supported.|\n"
        ),
        &[": - | ? | A.Read", "For new lids: ? | ? | B.Read+C.Read"],
        0,
    );
    check(
        &format!(
            "# T\n## Permissions\n{CALLERS}|Application|A.Read as well as B.Read|\n|Delegated (work)|A.Read|\n"
        ),
        &[": A.Read | ? | ?"],
        1,
    );
}

#[test]
fn what_is_not_understood_leaves_its_neighbour() {
    check(
        "# T\n## Permissions\n|Permission type|Least privileged permissions|Higher privileged permissions|\n|-|-|-|\n\
         |Application|Lid.Read.All|Lid.ReadWrite.All unless Jar.Read.All is there|\n",
        &[": ? | ? | Lid.Read.All"],
        1,
    );
}

#[test]
fn lines_above_tables_are_labels_where_there_are_several() {
    let table = |name: &str| format!("{CALLERS}|Application|{name}|\n");
    let (one, two) = (table("Jar.Read.All"), table("Lid.Read.All"));
    let labelled = ["For jars: ? | ? | Jar.Read.All", "For lids: ? | ? | Lid.Read.All"];
    check(&format!("# T\n## Permissions\nFor jars:\n\n{one}\n\nFor lids:\n\n{two}"), &labelled, 0);
    check(&format!("# T\n## Permissions\n**For jars**\n\n{one}\n\n**For lids**\n\n{two}"), &labelled, 0);
    check(&format!("# T\n## Permissions\n### For jars\n\n{one}\n### For lids\n\n{two}"), &labelled, 0);
    check(
        &format!(
            "# T\n## Permissions\n### To open jars\n{one}\n### To open lids\n#### On jars\n\n{one}\n#### On lids\n\n{two}"
        ),
        &[
            "To open jars: ? | ? | Jar.Read.All",
            "To open lids, On jars: ? | ? | Jar.Read.All",
            "To open lids, On lids: ? | ? | Lid.Read.All",
        ],
        0,
    );
    check(&format!("# T\n## Permissions\nOne of these is needed:\n\n{one}"), &[": ? | ? | Jar.Read.All"], 0);
}

#[test]
fn an_order_that_cannot_be_is_told_and_not_believed() {
    let page = |heading: &str, cell: &str| {
        format!("# T\n## Permissions\n|Permission type|{heading}|\n|-|-|\n|Application|{cell}|\n")
    };
    let least = "Permissions (from least to most privileged)";
    let most = "Permissions (from most to least privileged)";
    check(
        &page(least, "Lid.ReadWrite.All, Lid.Read.All"),
        &[": ? | ? | Lid.Read.All Lid.ReadWrite.All (unordered)"],
        1,
    );
    check(&page(least, "Jar.ReadWrite.All, Lid.Read.All"), &[": ? | ? | Jar.ReadWrite.All Lid.Read.All"], 0);
    check(&page(most, "Lid.ReadWrite.All, Lid.Read.All"), &[": ? | ? | Lid.Read.All Lid.ReadWrite.All"], 0);
    check(
        &page("Permissions", "Lid.Read.All, Lid.ReadWrite.All (in no known order)"),
        &[": ? | ? | Lid.Read.All Lid.ReadWrite.All (unordered)"],
        0,
    );
}

#[test]
fn what_all_limits_say_tells_none_apart() {
    let kinds = |labels: [&str; 2]| -> Vec<String> {
        let limited = |label: &str| PermissionTable {
            kinds: label::kinds(&Lexicon::for_locale(None), label),
            ..PermissionTable::default()
        };
        let mut tables = labels.map(limited);
        leave_differences(&mut tables, &["jars", "lid"].map(str::to_owned).into());
        tables.iter().map(|table| table.kinds.concat().join(" ")).collect()
    };
    assert_eq!(kinds(["To read the lid of a jar", "To read the lid of a pot"]), ["lid jar", "lid pot"]);
    assert_eq!(kinds(["For tops of jars", "For tops"]), ["tops jars", "tops"]);
    assert_eq!(kinds(["For jars", "For other jars"]), ["jars", "other jars"]);
}
