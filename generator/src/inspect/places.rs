//! From the sources of a schema back to the lines of the pages, and on to the names of the crate.

use std::collections::BTreeMap;

use super::face::Names;
use super::thing::Thing;
use crate::odata::ApiVersion;
use crate::schema::{Origin, Source};
use crate::source::{PageId, SourceMap, Span};

/// The pages by corpus and path.
pub(super) struct Places<'a> {
    sources: &'a SourceMap,
    by_path: BTreeMap<(u8, &'a str), PageId>,
    names: &'a Names,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a SourceMap, names: &'a Names) -> Self {
        let pages = sources.iter().map(|(id, file)| ((file.corpus, file.path.as_str()), id));
        Self { sources, by_path: pages.collect(), names }
    }

    /// What the crate calls a thing: a row, if it has it.
    pub(super) fn rust(&self, api: ApiVersion, thing: Thing, subject: &str) -> Option<(String, String)> {
        self.names.rust(api, thing, subject).map(|rust| ("Rust".to_owned(), rust.to_owned()))
    }

    /// The page that the method of a request took.
    pub(super) fn page(&self, api: ApiVersion, request: &str) -> Option<&str> {
        self.names.page(api, request)
    }

    /// `path:line`, or the path alone where the page is not at hand.
    pub(super) fn line(&self, source: &Source) -> String {
        let (start, end) = source.span;
        match self.by_path.get(&(source.corpus, source.page.as_str())) {
            Some(page) => {
                let span = Span { page: *page, start, end };
                format!("{}:{}", source.page, self.sources.position(span).line)
            }
            None => source.page.clone(),
        }
    }

    /// The same with what kind of statement stands there: `path:12 (table of the resource)`.
    pub(super) fn statement(&self, source: &Source) -> String {
        let guessed = if source.guessed { ", guessed" } else { "" };
        let edition = self.sources.edition(source.corpus).filter(|_| self.sources.editions() > 1);
        let of = edition.map_or_else(String::new, |edition| format!(" in {}", edition.name));
        format!("{} ({}{guessed}){of}", self.line(source), origin(source.origin))
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::ResourceTable => "table of the resource",
        Origin::EnumTable => "table of members",
        Origin::Representation => "JSON representation",
        Origin::RequestPath => "request path",
        Origin::InlineValues => "listed values",
        Origin::Inherited => "inherited from, on another page",
        Origin::Example => "example",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_place_is_a_line_of_its_corpus() {
        let mut sources = SourceMap::default();
        let mut add = |text: &str, corpus| {
            sources.add(SourceFile { path: "a.md".into(), text: text.into(), corpus });
        };
        add("\n\n\nx", 1);
        add("\nx", 0);
        add("\n\n\n\n\nx", 2);
        let names = Names::default();
        let places = Places::new(&sources, &names);
        let check = |page: &str, corpus, start, expected: &str| {
            let span = (start, start);
            let source = Source { page: page.into(), corpus, span, origin: Origin::Example, guessed: true };
            assert_eq!(places.statement(&source), expected);
        };
        check("a.md", 0, 1, "a.md:2 (example, guessed)");
        check("a.md", 1, 3, "a.md:4 (example, guessed)");
        check("a.md", 0, 9999, "a.md:2 (example, guessed)");
        check("b.md", 0, 1, "b.md (example, guessed)");
    }
}
