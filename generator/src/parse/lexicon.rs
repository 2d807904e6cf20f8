//! Looking up words: the tables of [`words`](super::words) that one page is read with.
//!
//! In: the language that a page declares, or its text. Out: [`Lexicon`], which knows the words of that language and
//! of English, as translated pages keep parts of the original.

use std::collections::BTreeSet;

use super::words::{Column, GrantWord, Phrase, Role, TABLES, Words};
use crate::odata::{Caller, Primitive};
use crate::page::Language;

/// The words that one page is read with.
#[derive(Clone)]
pub(crate) struct Lexicon {
    tables: Vec<&'static Words>,
    /// Whether the page is in a language of the tables.
    pub(crate) known: bool,
}

impl Lexicon {
    /// The words for a page of `locale`, English where none is declared.
    pub(crate) fn for_locale(locale: Option<&str>) -> Self {
        let language = locale.map_or("en", |locale| locale.split(['-', '_']).next().unwrap_or("en"));
        let language = language.to_ascii_lowercase();
        let own = TABLES.iter().find(|words| words.language == language);
        let english = TABLES[0];
        match own {
            Some(own) if own.language != english.language => Self { tables: vec![own, english], known: true },
            Some(_) => Self { tables: vec![english], known: true },
            None => Self { tables: vec![english], known: false },
        }
    }

    /// The words for a text that declares no language: the table whose headings it uses most, else English.
    pub(crate) fn detect(text: &str) -> Self {
        Self::for_locale(Some(most_used(text, 1).map_or("en", |words| words.language)))
    }

    /// The words for a translation that declares no language: a table without any heading of it is not the one, and that
    /// of the original never is, whatever headings were left as they were.
    pub(crate) fn detect_translation(text: &str) -> Self {
        match most_used(text, CERTAIN).filter(|words| words.language != TABLES[0].language) {
            Some(words) => Self::for_locale(Some(words.language)),
            None => Self { tables: vec![TABLES[0]], known: false },
        }
    }

    /// The words for a text that declares no language and may well be the original: English unless another table has
    /// more of its headings, and enough of them.
    pub(crate) fn detect_other(text: &str) -> Self {
        // Most texts are English, and cheaply known to be: no other language does without letters of its own.
        if !text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            return Self::for_locale(None);
        }
        Self::for_locale(most_used(text, CERTAIN).map(|words| words.language))
    }

    /// The places of the tables in [`TABLES`].
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.tables.iter().filter_map(|own| TABLES.iter().position(|words| words.language == own.language))
    }

    /// Whether the page is in English.
    pub(crate) fn is_english(&self) -> bool {
        self.known && self.tables.len() == 1
    }

    /// What the tables know of the language of the page.
    pub(crate) fn language(&self) -> Language {
        match (self.known, self.tables.len()) {
            (true, 1) => Language::English,
            (true, _) => Language::Listed,
            (false, _) => Language::Unlisted,
        }
    }

    /// The primitive type that `word` names.
    pub(crate) fn primitive(&self, word: &str) -> Option<Primitive> {
        let word = fold(word);
        let word = word.strip_prefix("edm.").unwrap_or(&word);
        self.find(|words| {
            words.primitives.iter().find(|(name, _)| *name == word).map(|(_, primitive)| *primitive)
        })
    }

    /// What a table column with this heading holds.
    pub(crate) fn column(&self, heading: &str) -> Option<Column> {
        let heading = fold(heading);
        let plain = heading.trim_end_matches(['*', ':', '?']).trim();
        let listed = |heading: &str| {
            self.find(|words| {
                words.columns.iter().find(|(name, _)| *name == heading).map(|(_, column)| *column)
            })
        };
        // Not every page sets a blank before a parenthesis.
        let respelled = || {
            plain.contains('(').then(|| {
                let spellings =
                    [plain.replace("(s)", "s"), plain.replace(" (", "("), plain.replace('(', " (")];
                spellings.iter().find_map(|spelling| listed(spelling))
            })
        };
        listed(plain).or_else(|| respelled()?)
    }

    /// What a section with this heading or anchor is for.
    pub(crate) fn section(&self, heading: &str) -> Option<Role> {
        let heading = fold(heading);
        let heading = heading.trim_end_matches([':', '.']).trim();
        self.find(|words| words.sections.iter().find(|(name, _)| *name == heading).map(|(_, role)| *role))
    }

    /// Whether a permission cell says that nothing is permitted.
    pub(crate) fn is_unsupported(&self, cell: &str) -> bool {
        let cell = fold(cell);
        let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '*' | '。'));
        cell.is_empty()
            || self.any(|words| {
                words.unsupported.iter().any(|start| {
                    cell.strip_prefix(start).is_some_and(|rest| {
                        !rest.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
                    })
                })
            })
    }

    /// Who calls, by the label of a permission row or column.
    pub(crate) fn caller(&self, label: &str) -> Option<Caller> {
        let label = fold(label);
        let label = label.replace(" (", "(").replace('(', " (");
        let tight = label.replace(" (", "(");
        self.find(|words| {
            words
                .callers
                .iter()
                .find(|(part, _)| label.contains(part) || tight.contains(part))
                .map(|(_, caller)| *caller)
        })
    }

    /// What folded words, set apart by single spaces, say in a cell of permissions or in what limits one.
    pub(crate) fn grant_word(&self, phrase: &str) -> Option<GrantWord> {
        self.find(|words| {
            words.grants.iter().find(|(_, listed)| listed.contains(&phrase)).map(|(word, _)| *word)
        })
    }

    /// Whether `word` makes a type a collection.
    pub(crate) fn is_collection(&self, word: &str) -> bool {
        let word = fold(word);
        self.any(|words| words.collection.contains(&word.as_str()))
    }

    /// The words that make a type a collection.
    pub(crate) fn collection_words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.tables.iter().flat_map(|words| words.collection.iter().copied())
    }

    /// The words between a collection word and its type.
    pub(crate) fn is_joint(&self, word: &str) -> bool {
        let word = fold(word);
        self.any(|words| words.joints.contains(&word.as_str()))
    }

    /// Whether `word` stands between the alternatives of a type.
    pub(crate) fn is_alternative(&self, word: &str) -> bool {
        let word = fold(word);
        self.any(|words| words.alternatives.contains(&word.as_str()))
    }

    /// Whether a heading with this anchor stands over the members of an enum type: `colour-values`.
    pub(crate) fn heads_members(&self, slug: &str) -> bool {
        self.any(|words| {
            words
                .listings
                .iter()
                .any(|last| slug.strip_suffix(last).is_some_and(|before| before.ends_with('-')))
        })
    }

    /// Whether `word` is a noun beside type names that adds nothing.
    pub(crate) fn is_noun(&self, word: &str) -> bool {
        let word = fold(word);
        self.any(|words| words.nouns.contains(&word.as_str()))
    }

    /// The nouns beside type names.
    pub(crate) fn nouns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.tables.iter().flat_map(|words| words.nouns.iter().copied())
    }

    /// Whether folded words say `phrase` somewhere.
    pub(crate) fn says(&self, phrase: Phrase, folded: &str) -> bool {
        self.wordings(phrase).any(|words| folded.contains(words))
    }

    /// Whether folded words end with `phrase`.
    pub(crate) fn ends_with(&self, phrase: Phrase, folded: &str) -> bool {
        self.wordings(phrase).any(|words| folded.ends_with(words))
    }

    /// Whether a folded word, as a sentence of its own, says `phrase`.
    pub(crate) fn is_said_by(&self, phrase: Phrase, word: &str) -> bool {
        self.wordings(phrase).any(|words| words.strip_prefix('=') == Some(word))
    }

    /// `text` without a last word that says `phrase`.
    pub(crate) fn without_ending<'t>(&self, phrase: Phrase, text: &'t str) -> &'t str {
        let said = |end: &str| self.is_said_by(phrase, &fold(end));
        let last = text.char_indices().rev().map(|(at, _)| at).take_while(|at| !text[*at..].starts_with(' '));
        last.filter(|at| said(&text[*at..])).min().map_or(text, |at| &text[..at])
    }

    fn wordings(&self, phrase: Phrase) -> impl Iterator<Item = &'static str> + '_ {
        let listed = self.tables.iter().flat_map(|words| words.phrases);
        listed.filter(move |(of, _)| *of == phrase).flat_map(|(_, listed)| listed.iter().copied())
    }

    /// The words around the name in a title.
    pub(crate) fn title_words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.tables.iter().flat_map(|words| words.titles.iter().copied())
    }

    fn find<T>(&self, look: impl Fn(&'static Words) -> Option<T>) -> Option<T> {
        self.tables.iter().find_map(|words| look(words))
    }

    fn any(&self, test: impl Fn(&'static Words) -> bool) -> bool {
        self.tables.iter().any(|words| test(words))
    }
}

/// So many headings of a language are no accident.
const CERTAIN: usize = 3;

/// The table whose headings a text uses most, if it uses `least` of them.
fn most_used(text: &str, least: usize) -> Option<&'static Words> {
    let lines = heading_lines(text);
    let mut best = (least.saturating_sub(1), None);
    for words in TABLES {
        let found = hits(words, &lines);
        if found > best.0 {
            best = (found, Some(*words));
        }
    }
    best.1
}

fn heading_lines(text: &str) -> BTreeSet<String> {
    text.lines().flat_map(labels).map(fold).collect()
}

/// How many of the lines are headings of sections and columns, as words or as anchors.
fn hits(words: &Words, lines: &BTreeSet<String>) -> usize {
    let names = |line: &str| {
        words.sections.iter().any(|(heading, _)| *heading == line)
            || words.columns.iter().any(|(heading, _)| *heading == line)
    };
    lines.iter().filter(|line| names(line) || line.contains(' ') && names(&line.replace(' ', "-"))).count()
}

/// What a line may have of headings: itself without marks and anchors, or the cells of a table row.
fn labels(line: &str) -> Vec<&str> {
    if line.contains('|') {
        return line.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    }
    let bare = line.trim_start_matches('#');
    let bare = bare.rsplit_once("</a>").map_or(bare, |(_, heading)| heading).trim();
    if bare.is_empty() || bare.len() > 100 { Vec::new() } else { vec![bare] }
}

/// Lower case, with full-width punctuation in its ASCII form and every kind of space a space.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(|c| fold_char(c).to_lowercase()).collect()
}

/// The ASCII form of full-width punctuation and of spaces.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '；' => ';',
        '。' | '．' => '.',
        '｜' => '|',
        '？' => '?',
        '！' => '!',
        '’' | '‘' => '\'',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_page_and_of_english_are_known() {
        let chinese = Lexicon::for_locale(Some("zh-CN"));
        assert_eq!(chinese.primitive("字符串"), Some(Primitive::String));
        assert_eq!(chinese.primitive("Edm.Boolean"), Some(Primitive::Boolean));
        assert_eq!(chinese.section("HTTP 请求"), Some(Role::Requests));
        assert_eq!(chinese.column("权限（从最低特权到最高特权）"), Some(Column::Permissions));
        assert_eq!(chinese.caller("委派（个人 Microsoft 帐户）"), Some(Caller::Personal));
        assert!(!Lexicon::for_locale(Some("xx")).known);
    }

    #[test]
    fn a_text_tells_its_language() {
        assert_eq!(Lexicon::detect("x\n请求标头\n响应\n").tables[0].language, "zh");
        assert_eq!(Lexicon::detect("## <a name=\"x\"></a>响应\n|属性|类型|\n").tables[0].language, "zh");
        assert_eq!(Lexicon::detect("Request headers\nResponse\n").tables[0].language, "en");
        let english = "# <a name=\"x\"></a>Get x\n## <a name=\"response\"></a>Response\n|Property|Type|\n";
        let kept = Lexicon::detect_translation(english);
        assert!(!kept.is_english() && kept.column("Property") == Some(Column::Name));
        assert!(!Lexicon::detect_translation("## <a name=\"response\"></a>Vastus\n").known);
        let german = "## Eigenschaften\n|Eigenschaft|Typ|Beschreibung|\n|größe|Int32|x|\n## Beziehungen\n";
        assert_eq!(Lexicon::detect_other(german).tables[0].language, "de");
        assert!(Lexicon::detect_other("## Properties\n|Name|Type|\n|café|String|\n").is_english());
    }

    #[test]
    fn tables_are_lower_case_and_free_of_repetition() {
        for words in TABLES {
            let columns = words.columns.iter().map(|(name, _)| *name);
            let names = columns.chain(words.phrases.iter().flat_map(|(_, all)| all.iter().copied()));
            for name in names {
                assert_eq!(name, fold(name), "{}", words.language);
            }
        }
    }
}
