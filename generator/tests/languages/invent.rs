//! Invented languages: pages of a translation, with every word of it replaced by words that nobody knows.
//!
//! In: the pages of the Chinese corpus, or English ones prepared to look like it. Out: the same pages in another script or in Latin letters, with what
//! translations keep (anchors, link targets, fences, comments, code spans, permissions) kept, and with the damage
//! that they do to names done again, at the rates that were counted in Portuguese. The same word becomes the same
//! word on every page; all chance is a hash of the text itself, so that every run gives the same pages.

use std::collections::BTreeMap;

use super::words::{Vocabulary, is_han};

/// How a language looks.
pub(super) struct Language {
    /// What the test calls it.
    pub(super) name: &'static str,
    /// What its pages declare; nothing where they declare none.
    pub(super) locale: Option<&'static str>,
    /// What words are made of.
    pub(super) syllables: &'static [&'static str],
    /// Whether spaces stand between words.
    pub(super) spaced: bool,
    /// Whether the collection word stands before its type.
    pub(super) collection_first: bool,
    /// Words and phrases that the language has: Chinese, and what it becomes. Longer ones come first.
    pub(super) phrases: &'static [(&'static str, &'static str)],
    /// Names of primitive types, where a page translates them.
    pub(super) primitives: &'static [(&'static str, &'static str)],
    /// Damage beyond that of the Chinese pages.
    pub(super) damage: Damage,
}

/// How many of a hundred are damaged.
pub(super) struct Damage {
    /// Pages that translate primitive types.
    pub(super) primitives: u64,
    /// Names of properties and parameters.
    pub(super) properties: u64,
    /// Names of relationships.
    pub(super) relationships: u64,
    /// Names of enum members.
    pub(super) members: u64,
    /// Tables of members that are translated as a whole.
    pub(super) lists: u64,
    /// Translated members that become the word of the translated one before them.
    pub(super) twins: u64,
    /// Names that quotes, brackets and punctuation stick to.
    pub(super) glued: u64,
    /// Value lists outside of code spans, of which every identifier is translated.
    pub(super) plain_lists: u64,
    /// Endings that words get in one row and not in another; none where the language has none.
    pub(super) endings: &'static [&'static str],
}

impl Damage {
    /// None of the harder kinds.
    pub(super) const fn mild(primitives: u64, properties: u64, relationships: u64, members: u64) -> Self {
        Self {
            primitives,
            properties,
            relationships,
            members,
            lists: 0,
            twins: 0,
            glued: 0,
            plain_lists: 0,
            endings: &["s"],
        }
    }
}

/// FNV-1a.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    let mixed = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed ^ (mixed >> 29)
}

/// Rows and damaged rows, by what they name.
pub(super) type Tallies = BTreeMap<&'static str, (usize, usize)>;

/// One page in the language.
pub(super) fn page(
    language: &Language,
    vocabulary: &Vocabulary,
    (path, text): (&str, &str),
    tallies: &mut Tallies,
) -> String {
    let mut writer =
        Writer { language, vocabulary, path, tallies, section: String::new(), header: false, before: None };
    let mut out = String::with_capacity(text.len() * 2);
    let mut front = false;
    let mut fence = false;
    let mut comment = false;
    for (at, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        if bare == "---" && (at == 0 || front) {
            front = at == 0;
            out.push_str(line);
        } else if front {
            out.push_str(&writer.front_matter(line));
        } else if bare.starts_with("```") {
            fence = !fence;
            out.push_str(line);
        } else if fence || comment || bare.starts_with("<!--") {
            comment = !fence && (comment || bare.starts_with("<!--")) && !line.contains("-->");
            out.push_str(line);
        } else {
            out.push_str(&writer.line(line));
        }
        out.push('\n');
    }
    out
}

struct Writer<'a> {
    language: &'a Language,
    vocabulary: &'a Vocabulary,
    path: &'a str,
    tallies: &'a mut Tallies,
    /// The anchor of the last heading.
    section: String,
    /// Whether the last line was of a table.
    header: bool,
    /// The translated name in the row before.
    before: Option<String>,
}

impl Writer<'_> {
    fn front_matter(&self, line: &str) -> String {
        match (line.strip_prefix("ms.contentlocale:"), self.language.locale) {
            (Some(_), Some(locale)) => format!("ms.contentlocale: {locale}"),
            (Some(_), None) => "ms.custom: none".to_owned(),
            (None, _) => self.prose(line),
        }
    }

    fn line(&mut self, line: &str) -> String {
        if let Some(rest) = line.trim_start().strip_prefix('#') {
            if let Some((_, anchored)) = rest.split_once("<a name=\"") {
                anchored.split('"').next().unwrap_or_default().clone_into(&mut self.section);
            }
            self.header = false;
            return self.prose(line);
        }
        if !line.trim_start().starts_with('|') {
            self.header = false;
            return self.prose(line);
        }
        let titles = !std::mem::replace(&mut self.header, true);
        if titles {
            self.before = None;
        }
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        if !titles && cells.len() > 2 {
            self.damage(&mut cells);
        }
        let cells: Vec<String> = cells.iter().map(|cell| self.prose(cell)).collect();
        cells.join("|")
    }

    /// Does to the name and the type of a row what translation does to them.
    fn damage(&mut self, cells: &mut [String]) {
        let damage = &self.language.damage;
        let section = self.section.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        let (what, rate, typed) = match section {
            "properties" => ("properties", damage.properties, true),
            "request-body" | "function-parameters" => ("parameters", damage.properties, true),
            "relationships" => ("relationships", damage.relationships, true),
            "members" => ("members", damage.members, false),
            _ if section.ends_with("-values") => ("members", damage.members, false),
            _ => return,
        };
        let name = cells[1].trim().to_owned();
        let chance = |what: &str| self.chance(&[&name, what]) % 100;
        let whole = what == "members" && self.chance(&[&self.section, "list"]) % 100 < damage.lists;
        if is_identifier(&name) {
            // Words of sentences are translated far more often than compounds.
            let simple = name.chars().all(|c| c.is_ascii_lowercase());
            let rate = if simple { rate * 3 } else { rate / 2 };
            if whole || chance("damage") < rate {
                let twin = what == "members" && chance("twin") < damage.twins;
                let made = self.before.take().filter(|_| twin).unwrap_or_else(|| self.damaged(&name));
                cells[1] = format!(" {} ", self.glued(&name, &made));
                self.before = Some(made);
            }
        }
        if typed && cells.len() > 3 {
            let last = cells.len() - 1;
            cells[3..last].iter_mut().for_each(|cell| *cell = self.plain_list(cell));
        }
        let tally = self.tallies.entry(what).or_default();
        tally.0 += 1;
        tally.1 += usize::from(cells[1].trim() != name || name.contains(is_han));
        if typed && cells.len() > 3 {
            cells[2] = self.type_cell(&cells[2]);
        }
    }

    /// Chance of this page in this language: no two translations are damaged in the same rows.
    fn chance(&self, what: &[&str]) -> u64 {
        let all: Vec<&str> =
            [self.language.name, self.path].into_iter().chain(what.iter().copied()).collect();
        hash(&all)
    }

    fn damaged(&self, name: &str) -> String {
        let parts = parts_of(name);
        match self.chance(&[name, "kind"]) % 10 {
            _ if parts.len() == 1 => self.name(name),
            0 | 1 => {
                let lower = name.to_ascii_lowercase();
                lower[..1].to_ascii_uppercase() + &lower[1..]
            }
            2 | 3 => parts.join(" "),
            4 | 5 => {
                let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
                parts[0] = self.name(&parts[0]);
                parts.concat()
            }
            _ => parts.iter().map(|part| self.word(part, "")).collect::<Vec<_>>().join(" "),
        }
    }

    /// A translated name: an ordinary word, at the start of a sentence now and then, inflected now and then.
    fn name(&self, name: &str) -> String {
        let endings = self.language.damage.endings;
        let ending = self.chance(&[name, "ending"]);
        let many = u64::try_from(endings.len()).unwrap_or(1);
        let at = |chance: u64| usize::try_from(chance % many).unwrap_or(0);
        // One of eight, and twice as many with each further ending.
        let inflected = many > 0 && ending % 8 < many;
        let word = self.word(&name.to_lowercase(), if inflected { endings[at(ending)] } else { "" });
        if self.chance(&[name, "capital"]).is_multiple_of(3) { capital(&word) } else { word }
    }

    /// What sticks to a translated name now and then.
    fn glued(&self, name: &str, made: &str) -> String {
        let chance = self.chance(&[name, "glue"]);
        if chance % 100 >= self.language.damage.glued {
            return made.to_owned();
        }
        match chance / 100 % 6 {
            0 => format!("\"{made}\""),
            1 => format!("“{made}”"),
            2 => format!("«{made}»"),
            3 => format!("{made}."),
            4 => format!("{made},"),
            _ => format!("({made})"),
        }
    }

    /// A description with the identifiers of its value list translated, if the list stands outside of code spans.
    fn plain_list(&self, cell: &str) -> String {
        let starts = ["可取值", "可能的值"];
        let chance = self.chance(&[cell, "plain"]) % 100;
        let Some(start) = starts.iter().filter_map(|start| cell.find(start)).min() else {
            return cell.to_owned();
        };
        if chance >= self.language.damage.plain_lists || cell.contains('`') {
            return cell.to_owned();
        }
        let (before, list) = cell.split_at(start);
        let mut made = before.to_owned();
        let mut word = String::new();
        for c in list.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() {
                word.push(c);
                continue;
            }
            made.push_str(&if is_identifier(&word) { self.damaged(&word) } else { word.clone() });
            word.clear();
            made.push(c);
        }
        made
    }

    /// A primitive type in the words of the language, the collection word before its type.
    fn type_cell(&self, cell: &str) -> String {
        let translates = hash(&[self.path, "primitives"]) % 100 < self.language.damage.primitives;
        let mut cell = cell.to_owned();
        if translates {
            let bare = cell.replace("集合", " ");
            let bare = bare.trim();
            if let Some((_, word)) = self.language.primitives.iter().find(|(name, _)| *name == bare) {
                cell = cell.replace(bare, word);
            } else if ["String", "Boolean", "Double", "Duration", "Date", "Binary", "Stream"].contains(&bare)
            {
                cell = cell.replace(bare, &self.word(&bare.to_lowercase(), ""));
            }
        }
        let Some((before, after)) = cell.split_once("集合").filter(|_| self.language.collection_first)
        else {
            return cell;
        };
        let inside = hash(&[self.path, "inside"]).is_multiple_of(2);
        match before.trim().strip_prefix('[').filter(|_| inside) {
            Some(linked) => format!("[集合 {linked}{after}"),
            None => format!("集合 {}{after}", before.trim()),
        }
    }

    /// Text with everything kept that translations keep.
    fn prose(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text;
        let mut after_word = false;
        while let Some(c) = rest.chars().next() {
            let kept = match c {
                '`' => rest[1..].find('`').map(|end| end + 2),
                ']' if rest.starts_with("](") => rest.find(')').map(|end| end + 1),
                '<' => rest.find('>').map(|end| end + 1),
                _ => None,
            };
            if let Some(end) = kept {
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                after_word = false;
            } else if is_han(c) {
                let end = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
                self.run(&rest[..end], &mut out);
                rest = &rest[end..];
                after_word = true;
            } else {
                self.mark(c, after_word, &mut out);
                after_word = false;
                rest = &rest[c.len_utf8()..];
            }
        }
        out
    }

    /// Punctuation in the way of the language.
    fn mark(&self, c: char, after_word: bool, out: &mut String) {
        let ascii = match c {
            '，' | '、' => ", ",
            '。' => ". ",
            '：' => ": ",
            '；' => "; ",
            '（' => " (",
            '）' => ") ",
            '“' | '”' => "\"",
            _ => {
                if self.language.spaced && c.is_ascii_alphanumeric() && after_word {
                    out.push(' ');
                }
                return out.push(c);
            }
        };
        if self.language.spaced { out.push_str(ascii) } else { out.push(c) }
    }

    fn run(&self, run: &str, out: &mut String) {
        let space = |out: &mut String| {
            let glued = out.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '`' || c == ')');
            if self.language.spaced && glued {
                out.push(' ');
            }
        };
        let mut rest = run;
        while !rest.is_empty() {
            let known = self.language.phrases.iter().find(|(phrase, _)| rest.starts_with(phrase));
            if let Some((phrase, words)) = known {
                space(out);
                out.push_str(words);
                rest = &rest[phrase.len()..];
                continue;
            }
            let next =
                |at: &usize| self.language.phrases.iter().any(|(phrase, _)| rest[*at..].starts_with(phrase));
            let end = rest.char_indices().map(|(at, _)| at).skip(1).find(next).unwrap_or(rest.len());
            for word in self.vocabulary.cut(&rest[..end]) {
                space(out);
                out.push_str(&self.word(word, ""));
            }
            rest = &rest[end..];
        }
    }

    /// The word of the language for `word`.
    fn word(&self, word: &str, ending: &str) -> String {
        let seed = hash(&[self.language.name, word]);
        let count = 2 + usize::try_from(seed % 3).unwrap_or(0);
        let mut made = String::new();
        for at in 0..count {
            let syllable = hash(&[word, &at.to_string(), self.language.name]);
            let many = u64::try_from(self.language.syllables.len()).unwrap_or(1);
            made.push_str(self.language.syllables[usize::try_from(syllable % many).unwrap_or(0)]);
        }
        made + ending
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// `chamberCooling` as `chamber` and `Cooling`.
fn parts_of(name: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = name
        .char_indices()
        .zip(name.chars().skip(1))
        .filter(|((_, before), c)| before.is_ascii_lowercase() && c.is_ascii_uppercase())
        .map(|((at, _), _)| at + 1)
        .collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([name.len()]);
    starts.iter().zip(ends).map(|(start, end)| &name[*start..end]).collect()
}
