//! What two readings of a page must agree in.
//!
//! In: a page. Out: the same page without what distilling leaves behind: places, prose, the form and language it was written in,
//! how a name was repaired, and the wording of type cells that the understood type replaces.

use super::phrases::is_prose;
use super::titles;
use crate::page::{
    Form, MemberRow, MethodRow, OperationSection, Page, PropertyFacts, PropertyRow, ResourceSection, Sample,
    TypePhrase,
};
use crate::source::{PageId, Span, Spanned};

/// The facts of `page`, as if it were page `id`.
pub fn facts(page: &Page, id: PageId) -> Page {
    let eraser = Eraser { id, place: Span::new(id, 0..0) };
    let mut page = page.clone();
    eraser.page(&mut page);
    page
}

/// What a row of methods is called: the page it leads to, which is the same in every language; else what it prints.
pub(super) fn method_name(row: &MethodRow) -> String {
    row.link.as_ref().map_or_else(|| row.name.value.clone(), |link| link.slug.clone())
}

struct Eraser {
    id: PageId,
    place: Span,
}

impl Eraser {
    fn spanned<T>(&self, value: &mut Spanned<T>) {
        value.span = self.place;
    }

    fn page(&self, page: &mut Page) {
        page.id = self.id;
        page.form = Form::Markdown;
        page.summary = None;
        page.title.value = titles::english(page);
        page.title_anchor = None;
        page.date = None;
        self.spanned(&mut page.title);
        if let Some(namespace) = &mut page.namespace {
            self.spanned(namespace);
        }
        page.resources.iter_mut().for_each(|section| self.resource(section));
        for section in &mut page.enums {
            self.spanned(&mut section.name);
            section.members.iter_mut().for_each(|row| self.member(row));
        }
        if let Some(operation) = &mut page.operation {
            self.operation(operation);
        }
    }

    fn resource(&self, section: &mut ResourceSection) {
        self.spanned(&mut section.name);
        if let Some(annotation) = &mut section.annotation {
            self.spanned(annotation);
        }
        section.inherits.iter_mut().chain(&mut section.derived).for_each(|phrase| self.phrase(phrase));
        section.rows_mut().for_each(|row| self.row(row));
        for row in &mut section.methods {
            self.spanned(&mut row.name);
            row.name.value = method_name(row);
            if let Some(returns) = &mut row.returns {
                Self::wording(returns);
            }
        }
        self.sample(section.representation.as_mut());
    }

    fn member(&self, row: &mut MemberRow) {
        self.spanned(&mut row.name);
        row.repair = None;
        row.lost = false;
        row.heard.clear();
        row.prose = None;
    }

    fn row(&self, row: &mut PropertyRow) {
        self.spanned(&mut row.name);
        row.repair = None;
        row.lost = false;
        row.heard.clear();
        row.prose = None;
        if let Some(ty) = &mut row.ty {
            self.phrase(ty);
        }
        self.stated(&mut row.facts);
    }

    fn stated(&self, facts: &mut PropertyFacts) {
        facts.inherited_from.iter_mut().for_each(|base| self.phrase(base));
        facts.values.iter_mut().for_each(|value| self.spanned(value));
        if let Some(values) = &mut facts.unsplit_values {
            self.spanned(values);
        }
    }

    fn phrase(&self, phrase: &mut Spanned<TypePhrase>) {
        self.spanned(phrase);
        Self::wording(&mut phrase.value);
    }

    fn wording(phrase: &mut TypePhrase) {
        phrase.raw.clear();
        phrase.notes.retain(|note| !is_prose(note));
    }

    fn sample(&self, sample: Option<&mut Sample>) {
        if let Some(sample) = sample {
            sample.span = self.place;
        }
    }

    fn operation(&self, operation: &mut OperationSection) {
        operation.requests.iter_mut().for_each(|request| self.spanned(&mut request.url));
        operation.headers.iter_mut().for_each(|header| self.spanned(&mut header.name));
        operation.rows_mut().for_each(|row| self.row(row));
        operation.body.ty.iter_mut().chain(&mut operation.response.ty).for_each(|ty| self.phrase(ty));
        for example in &mut operation.examples {
            if let Some(request) = &mut example.request {
                self.spanned(&mut request.line.url);
                self.sample(request.body.as_mut());
                request.text = None;
            }
            for response in &mut example.responses {
                self.sample(response.body.as_mut());
                response.headers.clear();
                response.text = None;
            }
        }
    }
}
