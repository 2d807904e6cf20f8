//! Pages of one's own making, damaged as translations damage them.

use super::mend;
use crate::diagnostic::Code;
use crate::page::{Page, Repair, TypeTerm};
use crate::parse;
use crate::source::{SourceFile, SourceMap};

const ENGLISH: &str = "# kettle resource type\n\n## Properties\n|Property|Type|Description|\n|:-|:-|:-|\n\
    |id|String|The identifier.|\n|boilingPoint|Int32|When it boils.|\n|owner|String|Whose it is.|\n";

const CHINESE: &str = "---\ntitle: kettle 资源类型\nms.locale: zh-CN\n---\n\n\
    # <a name=\"kettle-resource-type\"></a>kettle 资源类型\n\n\
    ## <a name=\"properties\"></a>属性\n|属性|类型|说明|\n|:-|:-|:-|\n\
    |id|String|标识符。|\n|沸点|Int32|何时沸腾。|\n|owner|String|所有者。|\n";

/// The pages of these texts; every text is a corpus of its own.
fn parsed(texts: &[&str]) -> (SourceMap, Vec<Page>) {
    let mut sources = SourceMap::default();
    for (corpus, text) in (0..).zip(texts) {
        let path = "api-reference/v1.0/resources/kettle.md".to_owned();
        sources.add(SourceFile { path, text: (*text).to_owned(), corpus });
    }
    let (pages, _) = parse::parse(&sources, &|| {});
    (sources, pages)
}

/// The same as they were and mended.
fn mended(texts: &[&str]) -> (Vec<Page>, Vec<Page>) {
    let (sources, pages) = parsed(texts);
    let (once, _) = mend(&sources, pages.clone());
    let (twice, _) = mend(&sources, once.clone());
    assert_eq!(once, twice, "what is mended stays as it is");
    (pages, once)
}

#[test]
fn sound_pages_stay_as_they_are() {
    let (pages, mended) = mended(&[ENGLISH]);
    assert_eq!(pages, mended);
}

/// The page as it was handed off on a day.
fn dated(text: &str, key: &str, day: &str) -> String {
    let rest = text.strip_prefix("---\n").map_or_else(|| format!("---\n{text}"), str::to_owned);
    format!("---\n{key}: {day}\n{rest}")
}

/// A translation with these names and types of its rows.
fn translation(day: &str, rows: &[(&str, &str)]) -> String {
    let head = CHINESE.split_once("|id|").expect("a table").0;
    let rows: Vec<String> = rows.iter().map(|(name, ty)| format!("|{name}|{ty}|。|\n")).collect();
    dated(&format!("{head}{}", rows.concat()), "ms.lasthandoff", day)
}

/// The rows of the one page that comes of all of them: name, cell, whether it is lost.
fn rows(pages: &[Page]) -> Vec<(&str, &str, bool)> {
    let [page] = pages else { panic!("{} pages", pages.len()) };
    let rows = page.resources[0].properties.iter();
    rows.map(|one| {
        let cell = one.ty.as_ref().map_or("", |ty| ty.value.raw.as_str());
        (one.name.value.as_str(), cell, one.lost)
    })
    .collect()
}

#[test]
fn an_older_original_tells_the_names_of_rows() {
    let chinese = dated(CHINESE, "ms.lasthandoff", "07/12/2022");
    let english = dated(&format!("---\n---\n{ENGLISH}"), "ms.date", "06/01/2021");
    for texts in [[&chinese, &english], [&english, &chinese]] {
        let (_, mended) = mended(&texts.map(String::as_str));
        let row = &mended[0].resources[0].properties[1];
        assert_eq!(
            (mended.len(), row.name.value.as_str(), row.repair, row.lost, row.heard.len()),
            (1, "boilingPoint", Some(Repair::OtherCorpus), false, 1)
        );
    }
}

#[test]
fn what_most_print_is_right_in_any_order() {
    let rows_of = |name: &str, ty: &str| {
        translation("07/12/2022", &[("id", "String"), (name, ty), ("owner", "String")])
    };
    let texts =
        [rows_of("ponto", "Int32"), rows_of("boilingPoint", "Int32"), rows_of("boilingPoint", "甲乙")];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 1, 0]] {
        let (_, mended) = mended(&order.map(|at| texts[at].as_str()));
        let expected =
            [("id", "String", false), ("boilingPoint", "Int32", false), ("owner", "String", false)];
        assert_eq!(rows(&mended), expected, "{order:?}");
    }
}

#[test]
fn contradictions_between_corpora_of_one_age_are_told() {
    let said = |texts: &[&str]| {
        let (sources, pages) = parsed(texts);
        let (_, report) = mend(&sources, pages);
        let conflicts = report.diagnostics.into_iter().filter(|diagnostic| diagnostic.code == Code::Conflict);
        conflicts.map(|diagnostic| diagnostic.message).collect::<Vec<_>>()
    };
    let rows = |day, ty| translation(day, &[("id", "String"), ("weight", ty), ("owner", "String")]);
    let (text, number) = (rows("07/12/2022", "String"), rows("07/12/2022", "Int32"));
    assert_eq!(
        said(&[&text, &number]),
        ["corpora say of `weight` that it is `String` and `Int32`; `String` is taken"]
    );
    assert!(said(&[&text, &text, &rows("07/12/2022", "甲乙")]).is_empty(), "nothing is contradicted");
    assert!(said(&[&text, &rows("01/12/2020", "Int32")]).is_empty(), "an older one may have been right");
}

#[test]
fn a_row_that_older_corpora_lack_is_new_and_one_that_they_alone_have_is_gone() {
    let newer = translation("07/12/2022", &[("id", "String"), ("colour", "String"), ("owner", "String")]);
    let older = translation(
        "01/12/2020",
        &[("id", "String"), ("weight", "Int32"), ("owner", "String"), ("age", "Int32")],
    );
    for texts in [[&newer, &older], [&older, &newer]] {
        let (_, mended) = mended(&texts.map(String::as_str));
        let names: Vec<&str> = rows(&mended).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["id", "colour", "owner"]);
    }
}

#[test]
fn a_name_that_nothing_tells_is_marked_as_lost() {
    let (_, mended) = mended(&[CHINESE]);
    let rows = &mended[0].resources[0].properties;
    let marks: Vec<bool> = rows.iter().map(|row| row.lost).collect();
    assert_eq!(marks, [false, true, false]);
}

#[test]
fn cells_of_unknown_words_get_the_type_that_their_rows_have() {
    let rows: String = ["a", "b", "c", "d"]
        .iter()
        .map(|name| {
            format!("|{name}Count|Int32|数。|\n|kind|String|种。|\n").replace("kind", &format!("{name}Kind"))
        })
        .collect();
    let text = format!(
        "{CHINESE}{rows}|tag|String|a|\n|tag|String|a|\n|tag|String|a|\n|tag|String|a|\n|tag|甲乙丙|a|\n|tag|甲乙丙|a|\n"
    );
    let (pages, mended) = mended(&[&text]);
    let last = |pages: &[Page]| {
        pages[0].resources[0].properties.last().and_then(|row| row.ty.clone()).expect("a cell").value.terms
    };
    assert!(matches!(last(&pages)[..], [TypeTerm::Words(_)]), "{:?}", last(&pages));
    assert_eq!(last(&mended), [TypeTerm::Primitive(crate::odata::Primitive::String)]);
}
