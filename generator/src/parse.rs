//! Source map to pages: the shapes of Markdown and text.
//!
//! In: the [`SourceMap`]. Out: one [`Page`] for every page of it, in order, and a [`Report`] that counts what was
//! seen and understood. Pages are read in parallel and know nothing of each other; whatever a page leaves open is
//! left to [`resolve`](mod@crate::resolve).
//!
//! The way of one page: [`front_matter`] and the raw-line [`prepass`], the Markdown events of [`cursor`], the
//! sections of [`outline`], the [`kind`] of page, and one reader for each kind. Cells and sentences are read by
//! [`type_phrase`], [`prose`], [`permissions`], [`http`] and [`json`], which know nothing of Markdown.

mod annotation;
mod bilingual;
mod context;
mod contradiction;
mod counts;
mod cursor;
mod document;
mod enum_page;
mod examples;
mod front_matter;
mod http;
mod json;
mod kind;
mod lexicon;
mod limits;
mod link;
mod message_facts;
mod naming;
mod operation_page;
mod outline;
mod patch;
mod permissions;
mod plain_text;
mod prepass;
mod prose;
mod proven;
mod query_options;
mod query_parameters;
mod reading;
mod repair;
mod resource_page;
mod running;
mod sent;
mod shown_calls;
mod spaces;
mod steps;
mod table;
mod text;
mod type_phrase;
mod words;

#[cfg(test)]
mod forms;

use rayon::prelude::*;

use context::Context;
use cursor::{Block, Place};
use document::{Document, Files};
use link::Links;
use outline::Outline;
use type_phrase::is_name;
use words::Phrase;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::ApiVersion;
use crate::page::{Language, Page, PageKind, Prose};
use crate::source::{PageId, SourceMap, Span, Spanned};

/// Reads every page of `sources`, calling `progress` after each.
pub fn parse(sources: &SourceMap, progress: &(dyn Fn() + Sync)) -> (Vec<Page>, Report) {
    let files = Files::new(sources);
    let ids: Vec<PageId> = sources.iter().filter(|(_, file)| is_page(&file.path)).map(|(id, _)| id).collect();
    let read: Vec<(Page, Report)> = ids
        .par_iter()
        .map(|id| {
            let read = page(&files, *id);
            progress();
            read
        })
        .collect();
    let mut report = Report::default();
    let mut pages = Vec::with_capacity(read.len());
    for (page, own) in read {
        pages.push(page);
        report.merge(own);
    }
    say_unlisted(sources, &pages, &mut report);
    (pages, report)
}

/// Says once which language has no table of words, and what can be done about it.
fn say_unlisted(sources: &SourceMap, pages: &[Page], report: &mut Report) {
    let mut unlisted = pages.iter().filter(|page| page.language == Language::Unlisted);
    let Some(first) = unlisted.next() else { return };
    let count = unlisted.count() + 1;
    let front = front_matter::read(&sources.file(first.id).text);
    let language = front.locale.unwrap_or_else(|| "a language that they do not declare".to_owned());
    let message = format!(
        "{count} pages like this one are in {language}, which has no table of words; facts that only sentences \
         state, and names that nothing else shows, stay open"
    );
    let help = "add a table of its words to generator/src/parse/words, or complete the pages with --also";
    report.push(Diagnostic::new(Code::Language, first.title.span, message).help(help));
}

/// Reads one page; its includes are looked up in `sources`.
pub fn parse_page(sources: &SourceMap, id: PageId) -> (Page, Report) {
    page(&Files::new(sources), id)
}

/// Whether a file is a page rather than something that pages include: everything outside of the layout of the
/// repository, and in it what lies in the folders of types and operations.
pub fn is_page(path: &str) -> bool {
    let segments: Vec<&str> = path.split('/').collect();
    let folders = &segments[..segments.len() - 1];
    if folders.iter().any(|folder| folder.eq_ignore_ascii_case("includes")) {
        return false;
    }
    match folders.iter().position(|folder| *folder == "api-reference") {
        Some(at) => matches!(folders[at + 1..], ["v1.0" | "beta", "resources" | "api", ..]),
        None => true,
    }
}

fn page(files: &Files<'_>, id: PageId) -> (Page, Report) {
    let file = files.file(id);
    let mut report = Report::default();
    let document = document::read(files, id, &mut report);
    let mut cx = Context { lexicon: document.lexicon.clone(), links: Links { path: &file.path }, report };
    let outline = Outline::new(&cx.lexicon, &document.blocks);
    let kind = kind::decide(&cx, &document, &outline);
    let start = Span::new(id, document.front.body..document.front.body);
    let mut page = Page {
        id,
        version: version(&file.path, &document, &file.text),
        form: document.form,
        language: cx.lexicon.language(),
        kind,
        slug: cx.links.slug(),
        title: title(&document, &outline, start),
        title_anchor: outline.title.and_then(|title| title.anchor.clone()),
        product: document.front.product.clone(),
        doc_type: document.front.doc_type.clone(),
        date: document.front.date,
        namespace: namespace(&outline),
        summary: summary(&outline),
        deprecated: is_deprecated(&cx, &outline),
        resources: Vec::new(),
        enums: Vec::new(),
        operation: None,
    };
    fill(&mut cx, &document, &outline, start, &mut page);
    let tables = document.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    for _ in 0..tables {
        cx.report.count("tables", true);
    }
    cx.report.count(kind_name(kind), true);
    (page, cx.report)
}

fn fill(cx: &mut Context<'_>, document: &Document, outline: &Outline<'_>, start: Span, page: &mut Page) {
    match page.kind {
        PageKind::Resource => {
            page.resources.push(resource_page::read(cx, outline, &document.blocks, start));
            page.enums = enum_page::of_resource(cx, outline);
        }
        PageKind::Enum => page.enums = enum_page::read(cx, outline, start),
        PageKind::Operation => {
            page.operation = Some(operation_page::read(cx, outline, &document.blocks));
            page.enums = enum_page::of_resource(cx, outline);
        }
        PageKind::Overview => {}
    }
}

fn kind_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Resource => "pages.resource",
        PageKind::Enum => "pages.enum",
        PageKind::Operation => "pages.operation",
        PageKind::Overview => "pages.overview",
    }
}

/// The version by path, by address, by the first absolute request, in this order.
fn version(path: &str, document: &Document, text: &str) -> ApiVersion {
    let in_path =
        ApiVersion::ALL.into_iter().find(|version| path.split('/').any(|part| part == version.segment()));
    let address = document.front.address.as_deref();
    let in_address = || {
        let address = address?;
        let beta = address.contains("graph-rest-beta");
        (beta || address.contains("graph-rest-1.0")).then_some(if beta {
            ApiVersion::Beta
        } else {
            ApiVersion::V1
        })
    };
    let titled = || {
        document
            .front
            .title
            .as_deref()
            .filter(|title| title.contains("Microsoft Graph beta"))
            .map(|_| ApiVersion::Beta)
    };
    in_path.or_else(in_address).or_else(titled).or_else(|| http::version(text)).unwrap_or(ApiVersion::V1)
}

fn title(document: &Document, outline: &Outline<'_>, start: Span) -> Spanned<String> {
    let heading = outline.title.map(|title| title.text.spanned());
    let mut title =
        heading.unwrap_or_else(|| Spanned::new(document.front.title.clone().unwrap_or_default(), start));
    if let Some((bare, _)) = title.value.split_once(" - Microsoft Graph ") {
        title.value = bare.trim().to_owned();
    }
    title
}

/// `Namespace: microsoft.graph`, in any language: the first short line with a colon and a qualified name.
fn namespace(outline: &Outline<'_>) -> Option<Spanned<String>> {
    outline.introduction().paragraphs().filter(|paragraph| paragraph.place == Place::Body).take(3).find_map(
        |paragraph| {
            let text = &paragraph.text;
            let colon = text.plain.find([':', '：'])?;
            let rest = text.plain[colon..].trim_start_matches([':', '：']);
            let start = text.plain.len() - rest.trim_start().len();
            let end = rest.trim_start().find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'));
            let name = &text.plain[start..end.map_or(text.plain.len(), |end| start + end)];
            let name = name.trim_end_matches('.');
            let label = text.plain[..colon].trim();
            let fits = label.chars().count() <= 25 && name.contains('.') && is_name(name);
            fits.then(|| Spanned::new(name.to_owned(), text.span(start..start + name.len())))
        },
    )
}

/// The first paragraph that describes something.
fn summary(outline: &Outline<'_>) -> Option<Prose> {
    let paragraphs = outline.introduction().paragraphs().filter(|paragraph| paragraph.place == Place::Body);
    let described = paragraphs.map(|paragraph| paragraph.text.plain.trim());
    let mut described =
        described.filter(|plain| plain.split_whitespace().count() > 2 || plain.chars().count() > 24);
    described.find(|plain| !plain.starts_with("Namespace")).map(|plain| Prose(plain.to_owned()))
}

/// Whether title or introduction say that the whole thing is deprecated.
fn is_deprecated(cx: &Context<'_>, outline: &Outline<'_>) -> bool {
    let read = |text| reading::Reading::new(&cx.lexicon, text);
    let titled = outline.title.is_some_and(|title| read(&title.text).says(Phrase::Deprecated));
    titled
        || outline.introduction().paragraphs().any(|paragraph| {
            let reading = read(&paragraph.text);
            reading.sentences.iter().any(|sentence| {
                let words = reading.words(sentence);
                let part = ["propert", "parameter", "relationship", "member", "value"]
                    .iter()
                    .any(|part| words.contains(part));
                sentence.says(Phrase::Deprecated).is_some() && !part
            })
        })
}
