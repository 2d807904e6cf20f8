//! Pages of one's own making, damaged as translations damage them.

use super::mend;
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
fn mended(texts: &[&str]) -> (Vec<Page>, Vec<Page>) {
    let mut sources = SourceMap::default();
    for (corpus, text) in (0..).zip(texts) {
        let path = "api-reference/v1.0/resources/kettle.md".to_owned();
        sources.add(SourceFile { path, text: (*text).to_owned(), corpus });
    }
    let (pages, _) = parse::parse(&sources, &|| {});
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

#[test]
fn another_corpus_tells_the_name_of_its_row() {
    let (pages, mended) = mended(&[CHINESE, ENGLISH]);
    assert_eq!(pages[0].resources[0].properties[1].name.value, "沸点");
    let row = &mended[0].resources[0].properties[1];
    assert_eq!(
        (row.name.value.as_str(), row.repair, row.lost),
        ("boilingPoint", Some(Repair::OtherCorpus), false)
    );
    assert_eq!(pages[1], mended[1]);
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
