//! Enum types: pages of their own, pages that collect many, and sections of resource pages.
//!
//! In: the outline of a page. Out: [`EnumSection`]s.

use super::context::Context;
use super::naming;
use super::outline::{Outline, Section};
use super::prose::values;
use super::reading::Reading;
use super::table::{self, is_member_table};
use super::words::{Phrase, Role};
use crate::page::{EnumPlace, EnumSection, StatedName};
use crate::source::{Span, Spanned};

/// The enum types of an enum page.
pub(super) fn read(cx: &mut Context<'_>, outline: &Outline<'_>, start: Span) -> Vec<EnumSection> {
    let own: Vec<&Section<'_>> =
        outline.sections.iter().filter(|section| section.own == Role::Members).collect();
    let titled = outline
        .title
        .and_then(|title| naming::from_heading(cx, title).or_else(|| naming::from_anchor(title)));
    let with_tables = outline.sections.iter().filter(|section| lists_members(cx, section)).count();
    let single = own.len() == 1 || with_tables <= 1 && !headed_values(cx, outline);
    if !single {
        return collected(cx, outline, EnumPlace::EnumsPage);
    }
    let name = titled.unwrap_or_else(|| naming::from_slug(&cx.links.slug(), start));
    let mut found = empty(name, EnumPlace::OwnPage);
    let sections: Vec<&Section<'_>> = if own.is_empty() { outline.sections.iter().collect() } else { own };
    for section in sections {
        fill(cx, section, &mut found);
    }
    describe(cx, outline.introduction(), &mut found);
    vec![found]
}

/// The enum types in sections of a resource page.
pub(super) fn of_resource(cx: &mut Context<'_>, outline: &Outline<'_>) -> Vec<EnumSection> {
    collected(cx, outline, EnumPlace::ResourcePage)
}

fn headed_values(cx: &Context<'_>, outline: &Outline<'_>) -> bool {
    outline.sections.iter().any(|section| cx.lexicon.heads_members(&section.slug))
}

fn lists_members(cx: &Context<'_>, section: &Section<'_>) -> bool {
    section.tables().any(|table| is_member_table(cx, table))
}

fn empty(name: Spanned<StatedName>, place: EnumPlace) -> EnumSection {
    EnumSection { name, place, members: Vec::new(), flags: false, evolvable_values: Vec::new() }
}

/// One enum type a heading.
fn collected(cx: &mut Context<'_>, outline: &Outline<'_>, place: EnumPlace) -> Vec<EnumSection> {
    let mut found = Vec::new();
    for section in &outline.sections[1..] {
        let Some(heading) = section.heading else { continue };
        let fits = match place {
            EnumPlace::EnumsPage => true,
            EnumPlace::OwnPage | EnumPlace::ResourcePage => cx.lexicon.heads_members(&section.slug),
        };
        if !fits || !lists_members(cx, section) {
            continue;
        }
        let Some(name) = naming::from_heading(cx, heading).or_else(|| naming::from_anchor(heading)) else {
            continue;
        };
        let mut own = empty(name, place);
        fill(cx, section, &mut own);
        found.push(own);
    }
    found
}

fn fill(cx: &mut Context<'_>, section: &Section<'_>, found: &mut EnumSection) {
    for table in section.tables() {
        if is_member_table(cx, table) || section.own == Role::Members {
            found.members.extend(table::member_rows(cx, table));
        }
    }
    describe(cx, section, found);
}

/// What the sentences of a section say about all members.
fn describe(cx: &Context<'_>, section: &Section<'_>, found: &mut EnumSection) {
    for paragraph in section.paragraphs() {
        let reading = Reading::new(&cx.lexicon, &paragraph.text);
        found.flags |= reading.says(Phrase::Flags);
        let on_demand = reading.sentences.iter().filter_map(|sentence| values::evolvable(&reading, sentence));
        for Spanned { value, .. } in on_demand.flatten() {
            if !found.evolvable_values.contains(&value) {
                found.evolvable_values.push(value);
            }
        }
    }
}
