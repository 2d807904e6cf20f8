//! A page as blocks: front matter read, damage repaired, includes put in.
//!
//! In: the source map and a page of it. Out: [`Document`]. An include is resolved within the documentation root of
//! the same corpus only; samples of other languages are not looked up at all.

use std::collections::HashMap;

use super::bilingual;
use super::cursor::{self, Block, Include};
use super::front_matter::{self, FrontMatter};
use super::lexicon::Lexicon;
use super::limits;
use super::link::Links;
use super::patch::Patched;
use super::plain_text;
use super::prepass;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::Clouds;
use crate::page::Form;
use crate::source::{PageId, SourceMap, Span};

/// Includes within includes are followed so far.
const DEPTH: usize = 3;

/// So many bytes of other files a page may include in all; real pages include a few thousand.
const BUDGET: usize = 1024 * 1024;

/// An include costs so many bytes at least: empty ones take time, too.
const LEAST: usize = 256;

/// The files of a source map by corpus and path.
pub(super) struct Files<'a> {
    sources: &'a SourceMap,
    by_path: HashMap<(u8, &'a str), PageId>,
}

impl<'a> Files<'a> {
    /// All files that may be included.
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        let includes = sources.iter().filter(|(_, file)| file.path.contains("includes/"));
        let by_path = includes.map(|(id, file)| ((file.corpus, file.path.as_str()), id)).collect();
        Self { sources, by_path }
    }

    /// A file of the source map.
    pub(super) fn file(&self, id: PageId) -> &'a crate::source::SourceFile {
        self.sources.file(id)
    }

    fn find(&self, corpus: u8, path: &str) -> Option<PageId> {
        self.by_path.get(&(corpus, path)).copied()
    }
}

/// A page, ready to be understood.
pub(super) struct Document {
    pub(super) front: FrontMatter,
    pub(super) form: Form,
    pub(super) lexicon: Lexicon,
    pub(super) blocks: Vec<Block>,
}

/// Reads the page `id` in whatever form it has.
pub(super) fn read(files: &Files<'_>, id: PageId, report: &mut Report) -> Document {
    let text = &files.sources.file(id).text;
    let front = front_matter::read(text);
    if plain_text::is_plain_text(&files.sources.file(id).path, text) {
        let lexicon = Lexicon::detect(text);
        let slug = Links { path: &files.sources.file(id).path }.slug();
        let mut blocks = plain_text::blocks(&lexicon, id, &slug, text);
        limits::cut(id, &mut blocks, report);
        return Document { front, form: Form::PlainText, lexicon, blocks };
    }
    let form = form(&front, text);
    let lexicon = lexicon(&front, form, text);
    // A translation may have lost everything but its words.
    let form = if form == Form::Markdown && !lexicon.is_english() { Form::Translated } else { form };
    let mut blocks = Including { files, form, report: &mut *report, left: BUDGET }.blocks(id, front.body, 0);
    limits::cut(id, &mut blocks, report);
    Document { front, form, lexicon, blocks }
}

/// The words that a page is read with: of the language it declares, by itself or in its address, else of the one whose
/// headings it uses.
fn lexicon(front: &FrontMatter, form: Form, text: &str) -> Lexicon {
    let declared = || front.locale.as_deref().or_else(|| front.address.as_deref().and_then(locale));
    match (form, declared()) {
        (Form::Bilingual, _) => Lexicon::for_locale(None),
        (Form::Translated | Form::Site, Some(locale)) => Lexicon::for_locale(Some(locale)),
        (Form::Translated, None) if front.translated => Lexicon::detect_translation(text),
        (Form::Translated, None) => Lexicon::detect(text),
        (Form::Markdown | Form::Site | Form::PlainText, _) => Lexicon::detect_other(text),
    }
}

/// `de-de` of `https://learn.microsoft.com/de-de/graph/api/user-get`.
fn locale(address: &str) -> Option<&str> {
    let is_locale = |part: &&str| {
        let letters = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        part.split_once('-').is_some_and(|(language, country)| letters(language) && letters(country))
    };
    address.split('/').find(is_locale)
}

/// Which form of Markdown a page has.
fn form(front: &FrontMatter, text: &str) -> Form {
    if bilingual::is_bilingual(text) {
        Form::Bilingual
    } else if front.site {
        Form::Site
    } else if front.translated || text.contains("# <a name=\"") {
        Form::Translated
    } else {
        Form::Markdown
    }
}

/// The reading of a page and of what it includes.
struct Including<'r, 'a> {
    files: &'r Files<'a>,
    form: Form,
    report: &'r mut Report,
    /// What is left of the [`BUDGET`].
    left: usize,
}

impl Including<'_, '_> {
    fn blocks(&mut self, id: PageId, body: usize, depth: usize) -> Vec<Block> {
        let text = &self.files.sources.file(id).text;
        let (edits, repairs) = prepass::repair(text, body);
        for repair in repairs {
            self.report.push(Diagnostic::new(repair.code, Span::new(id, repair.range), repair.what));
        }
        let mut patched = Patched::unchanged(text).apply(&edits);
        if self.form == Form::Bilingual {
            let edits = bilingual::edits(&patched.text);
            patched = patched.apply(&edits);
        }
        let mut blocks = Vec::new();
        for block in cursor::blocks(id, &patched) {
            match block {
                Block::Include(include) => {
                    let included = self.included(id, &include, depth);
                    blocks.push(Block::Include(include));
                    blocks.extend(included);
                }
                block => blocks.push(block),
            }
        }
        blocks
    }

    fn included(&mut self, id: PageId, include: &Include, depth: usize) -> Vec<Block> {
        let page = self.files.sources.file(id);
        if include.target.contains("/snippets") || depth >= DEPTH || clouds(&include.target).is_some() {
            return Vec::new();
        }
        let path = Links { path: &page.path }.file(&include.target);
        let Some(included) = path.and_then(|path| self.files.find(page.corpus, &path)) else {
            let message = format!("the included file {} is not part of the documentation", include.target);
            self.report.push(Diagnostic::new(Code::Include, include.span, message));
            return Vec::new();
        };
        let text = &self.files.sources.file(included).text;
        if !self.pay(text.len(), include.span) {
            return Vec::new();
        }
        let mut blocks = self.blocks(included, front_matter::read(text).body, depth + 1);
        // A heading of an include must not end the section that includes it.
        blocks.retain(|block| !matches!(block, Block::Heading(_)));
        blocks
    }

    /// Whether so many bytes more may be included; says it once where they may not.
    fn pay(&mut self, bytes: usize, span: Span) -> bool {
        if let Some(left) = self.left.checked_sub(bytes.max(LEAST)) {
            self.left = left;
            return true;
        }
        if std::mem::take(&mut self.left) > 0 {
            let message =
                format!("the page includes more than {BUDGET} bytes; the rest of its includes is not read");
            self.report.push(Diagnostic::new(Code::Include, span, message));
        }
        false
    }
}

/// The clouds that the file name of an include tells: `global-us-l4.md`.
pub(super) fn clouds(target: &str) -> Option<Clouds> {
    let name = target.rsplit('/').next()?.to_ascii_lowercase();
    let name = name.strip_suffix(".md")?;
    if name == "all-clouds" {
        return Some(Clouds { global: true, us_government_l4: true, us_government_l5: true, china: true });
    }
    let mut clouds = Clouds { global: true, ..Clouds::default() };
    let parts: Vec<&str> = name.strip_prefix("global-")?.split('-').collect();
    for (at, part) in parts.iter().enumerate() {
        match (*part, parts.get(at + 1).copied()) {
            ("only", _) => {}
            ("china", _) => clouds.china = true,
            ("us", Some("l4")) => clouds.us_government_l4 = true,
            ("us", Some("l5")) => clouds.us_government_l5 = true,
            ("us", _) => {
                clouds.us_government_l4 = true;
                clouds.us_government_l5 = true;
            }
            (part, _) if part.starts_with('l') || part.starts_with('v') => {}
            _ => return None,
        }
    }
    Some(clouds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of so many includes of a file of as many, three levels deep.
    fn bomb(fan: usize) -> (usize, usize) {
        let mut sources = SourceMap::default();
        let mut add = |path: &str, text: String| {
            sources.add(crate::source::SourceFile { path: path.into(), text, corpus: 0 })
        };
        let includes = |file: &str| format!("[!INCLUDE [x]({file})]\n\n").repeat(fan);
        add("api-reference/includes/a.md", includes("b.md"));
        add("api-reference/includes/b.md", includes("c.md"));
        add("api-reference/includes/c.md", "text\n".into());
        let rows = "## Properties\n|Property|Type|\n|-|-|\n|id|String|\n";
        let text = format!("# x resource type\n\n{}{rows}", includes("../../includes/a.md"));
        let id = add("api-reference/v1.0/resources/x.md", text);
        let mut report = Report::default();
        let document = read(&Files::new(&sources), id, &mut report);
        assert!(
            matches!(document.blocks.last(), Some(Block::Table(_))),
            "the page itself is read to its end"
        );
        (document.blocks.len(), report.diagnostics.len())
    }

    #[test]
    fn includes_of_includes_have_a_budget() {
        let (blocks, said) = bomb(4);
        assert!(blocks > 4 * 4 * 4 && said == 0, "{blocks} blocks, {said} messages");
        let (blocks, said) = bomb(300);
        assert!(blocks < 10_000 && said == 1, "{blocks} blocks, {said} messages");
    }

    #[test]
    fn file_names_tell_the_clouds() {
        let shown =
            |name: &str| clouds(name).map(|c| (c.global, c.us_government_l4, c.us_government_l5, c.china));
        assert_eq!(shown("../../includes/all-clouds.md"), Some((true, true, true, true)));
        assert_eq!(shown("../../includes/global-only.md"), Some((true, false, false, false)));
        assert_eq!(shown("../../includes/global-us.md"), Some((true, true, true, false)));
        assert_eq!(shown("../../includes/global-china-us-l4.md"), Some((true, true, false, true)));
        assert_eq!(shown("../../includes/global-us-v2.md"), Some((true, true, true, false)));
        assert_eq!(shown("../../includes/other.md"), None);
    }
}
