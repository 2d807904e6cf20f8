//! What other corpora, and the other version of the API, say on the pages of the corpus that leads.
//!
//! In: the pages of all corpora, each put right by itself. Out: the leading pages with names, types and facts that all
//! of them bear out. Tables of the same age have the same rows; those of other years and versions are laid beside each other
//! by equal names and numbers. A row that no other table has is new, not wrong.

mod facts;
mod tables;
mod witness;

use std::collections::BTreeMap;

use super::ballot::{BELIEVED, Ballot, Said, Speaker, Tie};
use super::editions::{Edition, Editions};
use super::english::Vocabulary;
use super::repairs::{Repairs, is_sound};
use crate::corpus::spelled::split;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{EnumSection, Page, PropertyRow, Repair, ResourceSection};
use crate::source::Span;
use tables::{Row, partners};
use witness::{Standing, Statement, Witness, speaker};

/// Everyone who may be heard.
pub(super) struct Heard<'a> {
    by_slug: BTreeMap<&'a str, Vec<Witness<'a>>>,
    enums: BTreeMap<String, Vec<(Witness<'a>, &'a EnumSection)>>,
    /// Who prints the leading pages, by their corpus.
    own_script: bool,
}

impl<'a> Heard<'a> {
    /// Everyone but `lead`, of the version at `api` of `read` and of the others.
    pub(super) fn new(
        lead: &Edition,
        read: &'a [Editions],
        mended: &'a [Vec<(Vec<Page>, Repairs)>],
        api: usize,
    ) -> Self {
        let mut heard = Self {
            by_slug: BTreeMap::new(),
            enums: BTreeMap::new(),
            own_script: mended[api][0].1.english.is_own_script(),
        };
        let versions = std::iter::once(api).chain((0..read.len()).filter(|at| *at != api));
        for at in versions {
            for (edition, (pages, repairs)) in read[at].all.iter().zip(&mended[at]) {
                if at == api && edition.corpus == lead.corpus {
                    continue;
                }
                let own_script = repairs.english.is_own_script();
                let standing = match (at == api, edition.current) {
                    (false, _) => Standing::OtherVersion,
                    (true, true) => Standing::Current,
                    (true, false) => Standing::Older,
                };
                for page in pages {
                    heard.add(Witness { page, speaker: speaker(page, own_script), standing });
                }
            }
        }
        heard
    }

    fn add(&mut self, witness: Witness<'a>) {
        self.by_slug.entry(&witness.page.slug).or_default().push(witness);
        for section in &witness.page.enums {
            self.enums.entry(simple(&section.name.value.text)).or_default().push((witness, section));
        }
    }

    fn of_page(&self, page: &Page) -> Vec<Witness<'a>> {
        let all = self.by_slug.get(page.slug.as_str()).into_iter().flatten();
        all.filter(|witness| witness.page.id != page.id).copied().collect()
    }

    /// The tables of an enum type: those on the page of the same name, else all.
    fn of_enum(&self, page: &Page, section: &EnumSection) -> Vec<(Witness<'a>, &'a EnumSection)> {
        let all = self.enums.get(&simple(&section.name.value.text)).map_or(&[][..], Vec::as_slice);
        let others = || all.iter().filter(|(witness, _)| witness.page.id != page.id);
        let same = others().filter(|(witness, _)| witness.page.slug == page.slug);
        let same: Vec<_> = same.copied().collect();
        if same.is_empty() { others().copied().collect() } else { same }
    }
}

fn simple(name: &str) -> String {
    split(name).1.to_lowercase()
}

/// Hears everyone on each of the leading pages that is no original.
pub(super) fn hear(pages: &mut [Page], heard: &Heard<'_>, vocabulary: &Vocabulary, report: &mut Report) {
    for page in pages.iter_mut().filter(|page| !is_sound(page)) {
        let witnesses = heard.of_page(page);
        let speaker = speaker(page, heard.own_script);
        let language = page.language;
        let mut court = Court { speaker, vocabulary, report };
        let sections: Vec<_> = page.enums.iter().map(|section| heard.of_enum(page, section)).collect();
        for (section, others) in page.enums.iter_mut().zip(sections) {
            let tables: Vec<_> =
                others.iter().map(|(witness, other)| (*witness, &other.members[..])).collect();
            court.settle(&mut section.members, &tables);
            facts::of_enum(section, &others);
        }
        for witness in &witnesses {
            facts::of_page(page, witness);
        }
        for (at, section) in page.resources.iter_mut().enumerate() {
            let others: Vec<_> = witnesses
                .iter()
                .filter_map(|witness| Some((*witness, same_section(section, at, witness)?)))
                .collect();
            let tables = |rows: fn(&ResourceSection) -> &[PropertyRow]| -> Vec<_> {
                others.iter().map(|(witness, other)| (*witness, rows(other))).collect()
            };
            court.settle(&mut section.properties, &tables(|other| &other.properties));
            court.settle(&mut section.relationships, &tables(|other| &other.relationships));
            facts::of_resource(section, language, &others);
        }
        if let Some(operation) = &mut page.operation {
            let others: Vec<_> = witnesses
                .iter()
                .filter_map(|witness| Some((*witness, witness.page.operation.as_ref()?)))
                .collect();
            let bodies: Vec<_> =
                others.iter().map(|(witness, other)| (*witness, &other.body.rows[..])).collect();
            court.settle(&mut operation.body.rows, &bodies);
            facts::of_operation(operation, &others);
        }
    }
}

fn same_section<'a>(
    section: &ResourceSection,
    at: usize,
    witness: &Witness<'a>,
) -> Option<&'a ResourceSection> {
    let name = simple(&section.name.value.text);
    let named = witness.page.resources.iter().find(|other| simple(&other.name.value.text) == name);
    named.or_else(|| witness.page.resources.get(at))
}

/// Decides what rows of a page are called and of which types they are.
struct Court<'a, 'r> {
    speaker: Speaker,
    vocabulary: &'a Vocabulary,
    report: &'r mut Report,
}

impl Court<'_, '_> {
    fn settle<R: Row>(&mut self, rows: &mut [R], tables: &[(Witness<'_>, &[R])]) {
        if rows.is_empty() || tables.is_empty() {
            return;
        }
        let beside: Vec<Vec<Option<(usize, Tie)>>> =
            tables.iter().map(|(witness, other)| partners(rows, other, witness.is_current())).collect();
        let small =
            rows.iter().filter(|row| row.name().value.starts_with(|c: char| c.is_ascii_lowercase())).count()
                * 2
                >= rows.len();
        let verdicts: Vec<Verdict> = (0..rows.len())
            .map(|at| {
                let partners = tables.iter().zip(&beside).filter_map(|((witness, other), beside)| {
                    let (place, tie) = beside[at]?;
                    Some((witness, &other[place], tie))
                });
                self.verdict(&rows[at], partners, small)
            })
            .collect();
        for (at, verdict) in verdicts.iter().enumerate() {
            let taken = verdicts.iter().zip(rows.iter()).enumerate().any(|(other, (theirs, row))| {
                let name = theirs.name.as_deref().unwrap_or(&row.name().value);
                let known = theirs.name.is_some() || !row.is_lost();
                let first =
                    (theirs.weight, std::cmp::Reverse(other)) > (verdict.weight, std::cmp::Reverse(at));
                other != at
                    && known
                    && first
                    && verdict.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name))
            });
            match &verdict.name {
                Some(name) if !taken && *name != rows[at].name().value => self.put(&mut rows[at], name),
                Some(_) if !taken => rows[at].find(),
                None if verdict.alone => rows[at].lose(),
                Some(_) | None => {}
            }
        }
        for (at, row) in rows.iter_mut().enumerate() {
            let said = tables.iter().zip(&beside).filter_map(|((witness, other), beside)| {
                let (place, _) = beside[at]?;
                Some((witness, &other[place]))
            });
            let same = |(_, other): &(&Witness<'_>, &R)| other.name().value == row.name().value;
            let mut places: Vec<Span> =
                said.clone().filter(same).map(|(_, other)| other.name().span).collect();
            places.sort();
            row.heard_at(places);
            let stated: Vec<Statement<'_, R>> = said
                .filter(|(witness, _)| witness.states_facts())
                .map(|(witness, row)| Statement {
                    row,
                    original: witness.speaker == Speaker::Original,
                    current: witness.is_current(),
                })
                .collect();
            if let Some(contradiction) = row.hear(&stated) {
                self.report.push(Diagnostic::new(Code::Conflict, row.name().span, contradiction));
            }
        }
    }

    /// What most say that a row is called.
    fn verdict<'t, R: Row + 't>(
        &self,
        row: &R,
        partners: impl Iterator<Item = (&'t Witness<'t>, &'t R, Tie)>,
        small: bool,
    ) -> Verdict {
        let own = said(row);
        let weight = own.weight(self.speaker, self.vocabulary);
        let mut ballot = Ballot::default();
        // What the row itself says wins where it says as much as another.
        ballot.cast(own.name, if weight > 0 { weight + 1 } else { 0 });
        let mut contradicted = false;
        for (witness, other, tie) in partners {
            let said = said(other);
            let weight = said.weight_beside(witness.speaker, self.vocabulary, tie, witness.is_current());
            contradicted |=
                witness.is_current() && (weight == 0 || !said.name.eq_ignore_ascii_case(own.name));
            if R::is_name(said.name) {
                ballot.cast(said.name, weight);
            }
        }
        let winner = ballot.winner(small).filter(|(_, weight)| *weight >= BELIEVED);
        let unsure = self.speaker == Speaker::Latin && weight == 1 && contradicted;
        match winner {
            Some((name, sum)) => Verdict { name: Some(name.to_owned()), weight: sum, alone: false },
            _ => Verdict { name: None, weight, alone: unsure },
        }
    }

    fn put<R: Row>(&mut self, row: &mut R, name: &str) {
        let message = format!("read as `{name}` ({})", super::damage::words_for(Repair::OtherCorpus));
        self.report.count("repairs", true);
        self.report.push(Diagnostic::new(Code::Repaired, row.name().span, message));
        row.rename(name);
    }
}

fn said<R: Row>(row: &R) -> Said<'_> {
    Said { name: &row.name().value, repair: row.repair(), lost: row.is_lost() }
}

/// What a row is called.
struct Verdict {
    /// None where nothing believable is said.
    name: Option<String>,
    weight: u32,
    /// Whether one language alone prints a word that nothing bears out.
    alone: bool,
}
