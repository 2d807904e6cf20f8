//! Every page of the corpora, rendered to text as a browser would copy it, and its typed rows read again.
//!
//! Skipped, and said so, where `../shared/docs` is absent.

#![allow(clippy::print_stdout, reason = "what a run over the corpora measures is told with --nocapture")]

use std::path::Path;

use super::*;
use crate::odata::{Method, Primitive, Stated};
use crate::page::{Form, TypeTerm};
use crate::parse::forms::rendered_page;
use crate::parse::{cursor, front_matter, patch::Patched, prepass, type_phrase};
use crate::skipped::skipped;
use crate::source::{SourceFile, SourceMap};

/// The share of rows that must come back with their exact name and type.
const GOAL: f64 = 0.995;

type TypedRow = (String, Vec<TypeTerm>, bool);

#[test]
fn typed_rows_survive_without_marks() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs");
    for (folder, locale) in [("en", "en-US"), ("zh-cn", "zh-CN")] {
        let Ok((pages, _)) = crate::read::read(&docs.join(folder), &[]) else {
            skipped(module_path!(), &format!("no pages in {}", docs.join(folder).display()));
            continue;
        };
        let lexicon = Lexicon::for_locale(Some(locale));
        let (mut rows, mut exact) = (0, 0);
        for (_, SourceFile { path, text, .. }) in pages.iter() {
            let (expected, found) = both_ways(&lexicon, text);
            rows += expected.iter().map(Vec::len).sum::<usize>();
            let pairs = expected.iter().zip(&found).flat_map(|(expected, found)| expected.iter().zip(found));
            let right = pairs.clone().filter(|(expected, found)| expected == found).count();
            exact += right;
            if std::env::var_os("SHOW_ROWS").is_some() {
                pairs
                    .filter(|(expected, found)| expected != found)
                    .for_each(|pair| println!("{path}: {pair:?}"));
                if expected.len() != found.len() {
                    println!("{path}: {} tables, {} found", expected.len(), found.len());
                }
            }
        }
        let share =
            f64::from(u32::try_from(exact).unwrap_or(0)) / f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
        println!("{folder}: {exact} of {rows} rows exact ({:.2} %)", share * 100.0);
        assert!(share >= GOAL, "{folder}: {exact} of {rows}");
    }
}

/// The typed rows of each table of a Markdown page, and those that its plain text gives.
fn both_ways(lexicon: &Lexicon, markdown: &str) -> (Vec<Vec<TypedRow>>, Vec<Vec<TypedRow>>) {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
    let front = front_matter::read(markdown);
    let (edits, _) = prepass::repair(markdown, front.body);
    let blocks = cursor::blocks(page, &Patched::unchanged(markdown).apply(&edits));
    let text = rendered_page(markdown);
    (typed_rows(lexicon, &blocks), typed_rows(lexicon, &super::blocks(lexicon, page, "", &text)))
}

fn typed_rows(lexicon: &Lexicon, blocks: &[Block]) -> Vec<Vec<TypedRow>> {
    let typed = |table: &&Table| {
        let column = |at: usize| table.header.get(at).and_then(|cell| lexicon.column(&cell.plain));
        column(0) == Some(Column::Name) && column(1) == Some(Column::Type)
    };
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) | Block::Comment(_) | Block::Include(_) => {
            None
        }
    });
    tables
        .filter(typed)
        .map(|table| table.rows.iter().filter_map(|row| typed_row(lexicon, row)).collect())
        .collect()
}

fn typed_row(lexicon: &Lexicon, row: &Row) -> Option<TypedRow> {
    let name =
        row.cells.first().map(|cell| type_phrase::squeeze(&cell.plain)).filter(|name| !name.is_empty())?;
    let phrase = row.cells.get(1).and_then(|cell| type_phrase::read_plain(lexicon, &cell.plain, None));
    let (terms, collection) = phrase.map_or((Vec::new(), false), |phrase| (phrase.terms, phrase.collection));
    Some((name, terms, collection))
}

/// The Chinese page that the project started from.
#[test]
fn the_seed_gives_everything_that_it_states() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs/seeds");
    let seed = seeds.join("deviceenrollmentwindowshelloforbusinessconfiguration-create.zh-cn.txt");
    let Ok((sources, _)) = crate::read::read(&seed, &[]) else {
        skipped(module_path!(), &format!("{} is not there", seed.display()));
        return;
    };
    let (pages, _) = crate::parse::parse(&sources, &|| ());
    assert_eq!(pages[0].form, Form::PlainText);
    let operation = pages[0].operation.as_ref().expect("the page describes a request");
    let rows = &operation.body.rows;
    let shown: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row.name.value, row.ty.as_ref().map_or("", |ty| &ty.value.raw)))
        .collect();
    assert_eq!(shown.len(), 19);
    assert_eq!(shown[0], "id String");
    assert_eq!(shown[4], "createdDateTime DateTimeOffset");
    assert_eq!(shown[9], "pinUppercaseCharactersUsage windowsHelloForBusinessPinUsage");
    assert_eq!(
        rows[13].ty.as_ref().map(|ty| &ty.value.terms[..]),
        Some(&[TypeTerm::Primitive(Primitive::Boolean)][..])
    );
    assert!(rows.iter().all(|row| row.ty.as_ref().is_some_and(|ty| !ty.value.collection)));
    let values = |row: usize| -> Vec<&str> {
        rows[row].facts.values.iter().map(|value| value.value.as_str()).collect()
    };
    assert_eq!(values(9), ["allowed", "required", "disallowed"]);
    assert_eq!(
        rows[9].facts.stated.guessed_values,
        ["disallowed"],
        "example and description prove the others"
    );
    assert_eq!(rows[12].facts.stated.guessed_values, ["notConfigured"]);
    assert_eq!(
        rows[9].facts.unsplit_values.as_ref().map(|values| values.value.as_str()),
        Some("allowedrequireddisallowed")
    );
    assert!(
        rows[..7].iter().all(|row| row.facts.inherited_from.len() == 1),
        "the base type is named in each"
    );
    let request = &operation.requests[0];
    assert_eq!(
        (request.method, request.url.value.as_str()),
        (Method::Post, "/deviceManagement/deviceEnrollmentConfigurations")
    );
    let permissions = &operation.permissions[0];
    assert_eq!(permissions.application.groups().map(<[_]>::len), Some(2));
    assert_eq!(permissions.delegated_personal, Stated::NotSupported);
    assert_eq!(operation.response.codes, [201]);
    let returned = operation.response.ty.as_ref().map(|ty| ty.value.raw.as_str());
    assert_eq!(returned, Some("deviceEnrollmentWindowsHelloForBusinessConfiguration"));
}
