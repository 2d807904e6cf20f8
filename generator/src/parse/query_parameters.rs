//! Parameters of the query that a request has beside the options of OData: `startDateTime`,
//! `@microsoft.graph.conflictBehavior`.
//!
//! In: the sections about the query. Out: rows, from tables, from sentences that name one in a code span, and from lists.
//! A table or list of values below a sentence that names one parameter belongs to it.

use std::collections::BTreeSet;

use super::context::Context;
use super::cursor::{Block, Paragraph, Place, Table};
use super::lexicon::fold;
use super::outline::{Outline, Section};
use super::prose::{self, About};
use super::reading::is_spaced;
use super::table::{self, Columns, is_member_table, is_typed_table};
use super::text::Text;
use super::type_phrase::squeeze;
use super::words::{Column, Phrase, Role};
use crate::odata::{PathTemplate, Primitive, is_own_parameter, letters};
use crate::page::{OperationSection, ParameterPlace, PropertyFacts, PropertyRow, TypePhrase};
use crate::source::Spanned;

/// The names that the queries of a page's lines and examples have.
pub(super) fn printed(operation: &OperationSection) -> BTreeSet<String> {
    let examples = operation.examples.iter().filter_map(|example| Some(&example.request.as_ref()?.line));
    let lines = operation.requests.iter().chain(examples);
    let queries = lines.filter_map(|line| Some(line.url.value.split_once('?')?.1));
    let options = queries.flat_map(|query| query.split('&'));
    options.filter_map(|option| Some(option.split(['=', ':']).next()?.trim().to_owned())).collect()
}

/// The parameters that the query sections of a page describe, whose queries have the `printed` names.
pub(super) fn read(
    cx: &mut Context<'_>,
    outline: &Outline<'_>,
    printed: BTreeSet<String>,
) -> Vec<PropertyRow> {
    let mut reader = Reader { printed, found: Vec::new(), subject: None, required: None };
    for section in outline.of(Role::QueryParameters) {
        reader.section(cx, section);
    }
    reader.found
}

/// Files rows where they belong: what an example gives as an argument in its path is one of the function.
pub(super) fn move_arguments(operation: &mut OperationSection) {
    let shown =
        operation.examples.iter().filter_map(|example| example.request.as_ref()?.line.template.as_ref());
    let arguments: Vec<String> =
        shown.flat_map(PathTemplate::arguments).map(|argument| letters(&argument.name)).collect();
    for parameter in &mut operation.parameters {
        if parameter.place == ParameterPlace::Query && arguments.contains(&letters(&parameter.row.name.value))
        {
            parameter.place = ParameterPlace::Function;
        }
    }
}

struct Reader {
    /// Names that are proven to stand in a query.
    printed: BTreeSet<String>,
    found: Vec<PropertyRow>,
    /// The parameter that was named last, if it was named alone.
    subject: Option<usize>,
    /// What is said of all parameters of the section.
    required: Option<bool>,
}

impl Reader {
    fn section(&mut self, cx: &mut Context<'_>, section: &Section<'_>) {
        self.subject = None;
        self.required = section.is_optional(&cx.lexicon).then_some(false);
        let start = self.found.len();
        for block in section.blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(cx, paragraph),
                Block::Table(table) => self.table(cx, table),
                Block::Heading(_) | Block::Code(_) | Block::Comment(_) | Block::Include(_) => {}
            }
        }
        for row in &mut self.found[start..] {
            row.facts.required = row.facts.required.or(self.required);
        }
    }

    fn paragraph(&mut self, cx: &Context<'_>, paragraph: &Paragraph) {
        let text = &paragraph.text;
        let words = fold(&text.plain);
        if cx.lexicon.says(Phrase::AllRequired, &words) && !words.contains("no required") {
            self.required = Some(true);
        }
        if paragraph.place == Place::Item && self.item(cx, text) {
            return;
        }
        let named = named(cx, text);
        for (name, ty) in &named {
            let facts = if named.len() == 1 {
                prose::facts(&cx.lexicon, &cx.links, text, About::default())
            } else {
                PropertyFacts::default()
            };
            self.add(row(name.clone(), *ty, facts, text));
        }
        self.subject = self.spoken_of(text).or(self.subject.filter(|_| named.is_empty()));
    }

    /// An item of a list that begins with a code span: a value of the parameter above, else a parameter.
    fn item(&mut self, cx: &Context<'_>, text: &Text) -> bool {
        let first = text.codes().next().filter(|(mark, _)| text.plain[..mark.range.start].trim().is_empty());
        let Some((mark, code)) = first else { return false };
        let described = text.plain[mark.range.end..].trim_start().starts_with([':', '-', '–', '—', '：']);
        let code = code.trim().to_owned();
        match self.subject {
            Some(subject) if !code.starts_with('$') => {
                let name = Spanned::new(code, text.span(mark.range.clone()));
                let rest = text.plain[mark.range.end..].to_owned();
                self.value(cx, subject, name, &rest);
                true
            }
            _ if described && is_own_parameter(&code) => {
                let name = Spanned::new(code, text.span(mark.range.clone()));
                let facts = prose::facts(&cx.lexicon, &cx.links, text, About::default());
                self.add(row(name, Primitive::String, facts, text));
                true
            }
            _ => false,
        }
    }

    /// The one known parameter that a text names, in a code span or bold.
    fn spoken_of(&self, text: &Text) -> Option<usize> {
        let marked = text.codes().chain(text.strong()).map(|(_, words)| words.trim());
        let marked: Vec<&str> = marked.map(|words| words.split('=').next().unwrap_or(words)).collect();
        let mut known =
            (0..self.found.len()).filter(|at| marked.contains(&self.found[*at].name.value.as_str()));
        let first = known.next()?;
        known.next().is_none().then_some(first)
    }

    fn table(&mut self, cx: &mut Context<'_>, table: &Table) {
        let columns = Columns::of(cx, table);
        let names = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.plain.trim());
        let any_own = names.clone().any(is_own_parameter);
        let listing = is_typed_table(cx, table) || columns.find(Column::Name) == Some(0);
        let of_properties = is_of_properties(cx, table);
        let is_printed = names.clone().any(|name| self.printed.contains(name));
        if any_own && listing && !is_valued(table) && (!of_properties || is_printed) {
            for row in table::property_rows(cx, table, "rows.parameter") {
                let name = &row.name.value;
                if is_own_parameter(name) && (!of_properties || self.printed.contains(name)) {
                    self.add(row);
                }
            }
            self.subject = None;
        } else if !of_properties && (is_valued(table) || is_member_table(cx, table)) {
            let alone = (self.found.len() == 1).then_some(0);
            let Some(subject) = self.subject.or(alone) else { return };
            for row in &table.rows {
                let Some((name, _)) = row.cells.first().and_then(table::name) else { continue };
                let said: Vec<&str> = row.cells.iter().skip(1).map(|cell| cell.plain.as_str()).collect();
                self.value(cx, subject, name, &said.join(" "));
            }
        }
    }

    /// A value of a parameter, and what is said of it.
    fn value(&mut self, cx: &Context<'_>, subject: usize, value: Spanned<String>, said: &str) {
        let facts = &mut self.found[subject].facts;
        let folded = fold(said);
        let is_default =
            cx.lexicon.says(Phrase::DefaultValue, &folded) && !cx.lexicon.says(Phrase::NoDefault, &folded);
        if is_default && facts.stated.default.is_none() {
            facts.stated.default = Some(value.value.clone());
        }
        if facts.values.iter().all(|known| known.value != value.value) {
            facts.values.push(value);
        }
    }

    fn add(&mut self, row: PropertyRow) {
        if self.found.iter().all(|known| known.name.value != row.name.value) {
            self.found.push(row);
        }
    }
}

fn first_heading(table: &Table) -> String {
    table.header.first().map_or_else(String::new, |cell| fold(cell.plain.trim()))
}

/// Whether the first heading says that the table lists values.
fn is_valued(table: &Table) -> bool {
    first_heading(table).split_whitespace().any(|word| matches!(word, "value" | "values"))
}

/// Whether the first heading says that the table lists properties, which an option of OData may name. What the queries of
/// the page have is none of them, whatever the heading says.
fn is_of_properties(cx: &Context<'_>, table: &Table) -> bool {
    let heading = first_heading(table);
    let english = ["propert", "attribut"].iter().any(|word| heading.contains(word));
    english || cx.lexicon.says(Phrase::Properties, &heading)
}

/// The parameters that a text calls so: "the `x` query parameter", "`x` and `y` parameters", "the parameter `x`". A value that
/// is shown with the name tells its type.
fn named(cx: &Context<'_>, text: &Text) -> Vec<(Spanned<String>, Primitive)> {
    let codes: Vec<_> = text.codes().collect();
    let mut found = Vec::new();
    // From the end: a list hands the noun behind it on to its members.
    let mut listed = false;
    for (at, (mark, code)) in codes.iter().enumerate().rev() {
        let sentence = sentence_around(&text.plain, mark.range.start);
        let refused = cx.lexicon.says(Phrase::Not, &fold(sentence)) || is_refused(sentence);
        let behind = &text.plain[mark.range.end..];
        let next = codes.get(at + 1).map(|(next, _)| &text.plain[mark.range.end..next.range.start]);
        listed = is_called_parameter(cx, behind) || listed && next.is_some_and(is_joint);
        let ahead = squeeze(&text.plain[..mark.range.start]);
        let called = listed || is_after_noun(cx, &ahead);
        let (name, value) = code
            .split_once('=')
            .map_or((code.trim(), None), |(name, value)| (name.trim(), Some(value.trim())));
        if !called || refused || !is_own_parameter(name) {
            continue;
        }
        let told =
            codes.get(at + 1).map(|(_, code)| code.trim()).filter(|code| matches!(*code, "true" | "false"));
        let ty = match value.or(told) {
            Some("true" | "false") => Primitive::Boolean,
            Some(number) if number.parse::<i32>().is_ok() => Primitive::Int32,
            _ => Primitive::String,
        };
        let range = mark.range.start..mark.range.start + code.find('=').unwrap_or(code.len());
        found.push((Spanned::new(name.to_owned(), text.span(range)), ty));
    }
    found.reverse();
    found
}

/// Whether the words right behind a name call it a parameter: " query parameter".
fn is_called_parameter(cx: &Context<'_>, behind: &str) -> bool {
    let words = fold(behind);
    let words = words.trim_start();
    let first: String = words
        .split([',', '.', ';', '(', '`', '，', '。', '；', '（'])
        .next()
        .unwrap_or_default()
        .chars()
        .take(30)
        .collect();
    let adjective = first.starts_with("path ") || first.starts_with("function ") || first.contains("odata");
    let near: Vec<&str> = first.split_whitespace().take(4).collect();
    !adjective && cx.lexicon.says(Phrase::Parameters, &near.join(" ")) && is_first(cx, &near)
}

/// Whether the noun comes before any other word that says something else: "`x` query string parameter".
fn is_first(cx: &Context<'_>, words: &[&str]) -> bool {
    let filler =
        |word: &str| matches!(word, "query" | "string" | "url" | "uri" | "request" | "optional" | "required");
    let noun = words.iter().position(|word| cx.lexicon.says(Phrase::Parameters, word));
    noun.is_some_and(|noun| words[..noun].iter().all(|word| filler(word)))
}

/// Whether the words right before a name call it a parameter: "the query parameter `x`".
fn is_after_noun(cx: &Context<'_>, ahead: &str) -> bool {
    let words = fold(ahead);
    let last: Vec<&str> = words.split_whitespace().rev().take(3).collect();
    let query = last.iter().any(|word| word.contains("query")) || !cx.lexicon.is_english();
    // Where words are not set apart, the last one holds all that stands before the name.
    let is_noun = |word: &&str| {
        let said = cx.lexicon.says(Phrase::Parameters, word);
        let apart = word.chars().all(|c| !c.is_alphabetic() || is_spaced(c));
        said && (apart || cx.lexicon.ends_with(Phrase::Parameters, word))
    };
    query && last.first().is_some_and(is_noun)
}

/// What joins the members of a list.
fn is_joint(between: &str) -> bool {
    matches!(
        between.trim().trim_matches(',').trim(),
        "" | "and" | "or" | "和" | "、" | "und" | "et" | "y" | "e"
    )
}

fn is_refused(sentence: &str) -> bool {
    let words = fold(sentence);
    ["n't ", "cannot ", " not "].iter().any(|no| words.contains(no))
}

fn sentence_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(". ").map_or(0, |stop| stop + 2);
    let end = text[at..].find(". ").map_or(text.len(), |stop| at + stop);
    &text[start..end]
}

fn row(name: Spanned<String>, ty: Primitive, facts: PropertyFacts, text: &Text) -> PropertyRow {
    let kept = PropertyFacts {
        stated: crate::odata::Facts { default: facts.stated.default, ..crate::odata::Facts::default() },
        required: facts.required,
        values: facts.values,
        ..PropertyFacts::default()
    };
    PropertyRow {
        ty: Some(Spanned::new(TypePhrase::primitive(ty), name.span)),
        facts: kept,
        prose: Some(crate::page::Prose(text.plain.trim().to_owned())),
        ..PropertyRow::named(name)
    }
}

#[cfg(test)]
mod tests;
