//! Names put right, by the place of what is printed.

use std::collections::{BTreeMap, BTreeSet};

use super::english::English;
use crate::corpus::spelled::is_enum_member;
use crate::page::{EnumSection, Form, Language, Page, PropertyRow, Repair};
use crate::source::{PageId, Span, Spanned};

/// Right names by the place of the damaged ones.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    /// The right name, and how it was found.
    pub(super) by_place: BTreeMap<Span, (String, Repair)>,
    /// The words of English descriptions.
    pub(super) english: English,
    /// Whether a page may be damaged, by its place in the source map.
    pub(super) damaged: BTreeSet<PageId>,
}

impl Repairs {
    /// The right name of what is printed here.
    pub(super) fn name<'a>(&'a self, printed: &'a Spanned<String>) -> &'a str {
        self.by_place.get(&printed.span).map_or(printed.value.as_str(), |(name, _)| name.as_str())
    }

    /// Writes the right names into the pages, and marks those that stay lost.
    pub(super) fn apply(&self, pages: &mut [Page]) {
        if self.damaged.is_empty() && self.by_place.is_empty() {
            return;
        }
        for page in pages {
            page.rows_mut().for_each(|row| self.mend(row));
            for section in &mut page.enums {
                let twins = twins(section);
                for member in &mut section.members {
                    if let Some((name, how)) = self.by_place.get(&member.name.span) {
                        member.name.value.clone_from(name);
                        member.repair = Some(*how);
                        member.lost = false;
                    } else if member.repair.is_none() {
                        let twin = twins.contains(&member.name.value.to_lowercase());
                        member.lost = self.is_lost_member(&member.name) || twin && self.is_lost(&member.name);
                    }
                }
            }
        }
    }

    fn mend(&self, row: &mut PropertyRow) {
        if let Some((name, how)) = self.by_place.get(&row.name.span) {
            row.name.value.clone_from(name);
            row.repair = Some(*how);
            row.lost = false;
        } else if row.repair.is_none() {
            row.lost = self.is_lost(&row.name);
        }
        if self.damaged.contains(&row.name.span.page) {
            row.facts.values.retain(|value| !self.english.is_foreign(&value.value));
        }
    }

    /// Takes down the right name of what is printed here, if it is another one.
    pub(super) fn put(&mut self, printed: &Spanned<String>, right: &str, how: Repair) {
        if printed.value != right {
            self.by_place.insert(printed.span, (right.to_owned(), how));
        }
    }

    /// Whether the printed name is a translated word, and nothing has put it right.
    pub(super) fn is_lost(&self, printed: &Spanned<String>) -> bool {
        !self.knows(printed)
            && self.damaged.contains(&printed.span.page)
            && !(is_enum_member(&printed.value) && self.english.knows(&printed.value))
    }

    /// The same for the name of a member: those are made of words that nothing else uses, so that a name is only
    /// taken for a translated one if descriptions use its words.
    pub(super) fn is_lost_member(&self, printed: &Spanned<String>) -> bool {
        self.is_lost(printed) && (!is_enum_member(&printed.value) || self.english.is_foreign(&printed.value))
    }

    /// Whether descriptions in English use the words of a name.
    pub(super) fn is_english(&self, name: &str) -> bool {
        self.english.knows(name)
    }

    /// Whether what is printed here was put right.
    pub(super) fn knows(&self, printed: &Spanned<String>) -> bool {
        self.by_place.contains_key(&printed.span)
    }
}

/// Names that several rows of a table print: two members that became one word.
fn twins(section: &EnumSection) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names = section.members.iter().map(|row| row.name.value.to_lowercase());
    names.filter(|name| !seen.insert(name.clone())).collect()
}

/// Whether names on the page may have been translated.
pub(super) fn may_be_damaged(page: &Page) -> bool {
    match page.form {
        Form::Translated | Form::Site | Form::PlainText => true,
        Form::Markdown | Form::Bilingual => false,
    }
}

/// Whether nothing on the page can have been translated.
pub(super) fn is_sound(page: &Page) -> bool {
    page.language == Language::English && !may_be_damaged(page)
}
