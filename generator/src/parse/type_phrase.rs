//! Type cells and other phrases that name a type, in any language.
//!
//! ```text
//! cell := note? alt (("or" | "/" | ",") alt)* note?
//! alt  := collection ("(" name ")" | joint* name) | name collection | name noun?
//! name := "#"? (word ".")* word
//! note := "(" ... ")" | ", " words
//! ```
//!
//! In: a [`Text`] with its links. Out: a [`TypePhrase`], or nothing for an empty cell.

use super::lexicon::{Lexicon, fold, fold_char};
use super::link::Links;
use super::spaces;
use super::text::Text;
use crate::page::{LinkTarget, TypePhrase, TypeTerm};

/// Reads a type cell.
pub(crate) fn read(lexicon: &Lexicon, links: &Links<'_>, cell: &Text) -> Option<TypePhrase> {
    let cell = cell.without_notes();
    let seen = |words: &str| squeeze(&spaces::in_type(lexicon, words));
    let raw = seen(&cell.plain);
    let link = cell.links().find_map(|(_, _, target)| links.target(target));
    let linked = cell.links().next().map(|(_, words, _)| seen(words));
    let mut phrase = read_plain(lexicon, &raw, link)?;
    if let Some(linked) = linked {
        reread_linked(lexicon, &raw, &linked, &mut phrase);
    }
    Some(phrase)
}

/// Reads a type phrase without marks.
pub(crate) fn read_plain(lexicon: &Lexicon, raw: &str, link: Option<LinkTarget>) -> Option<TypePhrase> {
    let mut notes = Vec::new();
    let bare: String =
        raw.chars().filter(|c| !matches!(c, '`' | '*' | '\\' | '"' | '“' | '”' | '„')).collect();
    let bare = bare.replace("[]", "\u{1}").replace(['[', ']'], "").replace('\u{1}', "[]");
    let bare = squeeze(&bare.chars().map(fold_char).collect::<String>());
    // A reference link whose label was translated: "[label][]".
    let bare = if raw.starts_with('[') { bare.replace("[]", "") } else { bare };
    let core = take_notes(lexicon, bare.trim_end_matches(['.', ',', ';', ':']).trim(), &mut notes);
    if core.is_empty() && link.is_none() {
        return None;
    }
    // "optional (string)": the note is the type.
    let swapped = matches!(term(lexicon, &strip_collection(lexicon, &core).0), TypeTerm::Words(_))
        && matches!(&notes[..], [note] if lexicon.primitive(note).is_some());
    let core = if swapped { std::mem::replace(&mut notes[0], core) } else { core };
    // "thing (collection)"
    let many = notes.iter().position(|note| lexicon.is_collection(note)).map(|at| notes.remove(at));
    let mut collection = many.is_some();
    let mut terms: Vec<TypeTerm> = Vec::new();
    let (core, outer) = strip_collection(lexicon, &core);
    collection |= outer;
    for part in alternatives(lexicon, &core) {
        let (part, inner) = strip_collection(lexicon, &part);
        collection |= inner;
        let mut term = term(lexicon, &part);
        if let Some(named) = beside_unknown_words(lexicon, &term) {
            term = named;
            collection = true;
        }
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    Some(TypePhrase { terms, collection, link, notes, raw: raw.to_owned() })
}

/// In a language of no table, a type beside another word or two: in practice they say "collection".
fn beside_unknown_words(lexicon: &Lexicon, term: &TypeTerm) -> Option<TypeTerm> {
    let TypeTerm::Words(words) = term else { return None };
    if lexicon.known || words.split_whitespace().count() > 3 {
        return None;
    }
    let camel = |word: &str| is_name(word) && word.chars().skip(1).any(|c| c.is_ascii_uppercase());
    let mut typed = words.split_whitespace().filter(|word| lexicon.primitive(word).is_some() || camel(word));
    let only = typed.next().filter(|_| typed.next().is_none())?;
    lexicon.primitive(only).map(TypeTerm::Primitive).or_else(|| named(only))
}

/// Words of no table around the words of a link: in practice they say "collection", in some language.
fn reread_linked(lexicon: &Lexicon, raw: &str, linked: &str, phrase: &mut TypePhrase) {
    if phrase.link.is_none() || !matches!(phrase.terms[..], [TypeTerm::Words(_)]) {
        return;
    }
    let Some((before, after)) = raw.split_once(linked) else { return };
    let around = squeeze(&format!("{before} {after}"));
    let around = around.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(inner) = read_plain(lexicon, linked, None) else { return };
    phrase.terms = inner.terms;
    let words = around.split_whitespace().count();
    phrase.collection |= inner.collection || (!lexicon.is_english() && (1..=3).contains(&words));
}

/// Takes "(...)" and ", maximum size 20" off a cell.
fn take_notes(lexicon: &Lexicon, cell: &str, notes: &mut Vec<String>) -> String {
    let mut core = cell.to_owned();
    while let Some((start, end)) = note_range(lexicon, &core) {
        notes.push(core[start + 1..end].trim().to_owned());
        let after = core.get(end + 1..).unwrap_or_default();
        core = squeeze(&format!("{} {after}", &core[..start]));
    }
    if let Some((name, note)) = core.split_once(", ").or_else(|| core.split_once(','))
        && note.chars().any(|c| c.is_ascii_digit())
        && is_single(lexicon, name)
    {
        notes.push(note.trim().to_owned());
        return name.trim().to_owned();
    }
    if let Some((name, note)) = core
        .split_once(". ")
        .filter(|(_, note)| note.split_whitespace().count() > 2 && !is_damaged_name(&core))
    {
        notes.push(note.trim().to_owned());
        return name.trim().to_owned();
    }
    core
}

/// "Microsoft. Graph. callRecords. userAgent": a translation put spaces into it.
fn is_damaged_name(phrase: &str) -> bool {
    phrase.split(". ").all(|part| is_identifier(part.trim()))
}

/// A parenthesis that is no `Collection(...)`: its brackets.
fn note_range(lexicon: &Lexicon, cell: &str) -> Option<(usize, usize)> {
    let start = cell.rfind('(')?;
    let end = cell[start..].find(')').map_or(cell.len(), |found| found + start);
    let before = cell[..start].trim_end();
    let wraps_name =
        lexicon.is_collection(before) && cell.get(end + 1..).unwrap_or_default().trim().is_empty();
    let rest = cell.get(end + 1..).unwrap_or_default().trim();
    let inside_alternatives = before.is_empty() && !rest.is_empty() && cell[start..end].contains(" or ");
    let whole = before.is_empty() && rest.is_empty();
    (!(wraps_name || inside_alternatives || whole)).then_some((start, end))
}

fn is_single(lexicon: &Lexicon, name: &str) -> bool {
    lexicon.primitive(name.trim()).is_some() || is_name(name.trim())
}

/// Takes a collection word off: before with brackets or joints, after, or glued to a word.
fn strip_collection(lexicon: &Lexicon, phrase: &str) -> (String, bool) {
    let phrase = phrase.trim();
    if lexicon.primitive(phrase).is_some() {
        return (phrase.to_owned(), false);
    }
    if let Some((head, inside)) = phrase.split_once('(')
        && lexicon.is_collection(head.trim())
    {
        return (inside.trim_end_matches(')').trim().to_owned(), true);
    }
    let mut words: Vec<&str> = phrase.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let mut found = false;
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| lexicon.is_collection(word) || matches!(*word, "[]" | "collection)"))
    {
        words.pop();
        found = true;
    }
    if words.len() > 1 && lexicon.is_collection(words[0]) {
        words.remove(0);
        found = true;
    }
    while found && words.len() > 1 && lexicon.is_joint(words[0]) {
        words.remove(0);
    }
    if found {
        let rest = words.join(" ");
        let rest = rest.trim_matches(|c| matches!(c, '(' | ')' | ':'));
        return (rest.strip_suffix("[]").unwrap_or(rest).to_owned(), true);
    }
    if let Some(name) = phrase.strip_suffix("[]") {
        return (name.to_owned(), true);
    }
    match glued_collection(lexicon, phrase) {
        Some(name) => (name, true),
        None => (phrase.to_owned(), false),
    }
}

/// `字符串集合`, `Zeichenfolgenauflistung`: the collection word is a part of the word.
fn glued_collection(lexicon: &Lexicon, phrase: &str) -> Option<String> {
    let lower = fold(phrase);
    if lower.len() != phrase.len() || lower.is_ascii() && lexicon.is_english() {
        return None;
    }
    lexicon.collection_words().find_map(|word| {
        if word.len() < 3 || lexicon.is_english() {
            return None;
        }
        let glue = !word.is_ascii();
        if let Some(rest) = lower.strip_suffix(word).filter(|rest| !rest.is_empty()) {
            let name = phrase[..rest.len()]
                .trim_end_matches(|c: char| lexicon.is_joint(c.encode_utf8(&mut [0; 4])))
                .trim();
            let compound =
                lexicon.primitive(name).is_some() || (glue && !word.chars().all(char::is_lowercase));
            return compound.then(|| name.to_owned());
        }
        let rest = lower.strip_prefix(word).filter(|rest| glue && !rest.is_empty())?;
        let name = phrase[phrase.len() - rest.len()..].trim();
        (is_name(name) || lexicon.primitive(name).is_some()).then(|| name.to_owned())
    })
}

/// The alternatives of "A or B", "A/B".
fn alternatives(lexicon: &Lexicon, core: &str) -> Vec<String> {
    let core = core.trim_matches(['(', ')']).trim();
    // "date/time" is one type.
    if lexicon.primitive(core).is_some() {
        return vec![core.to_owned()];
    }
    let words: Vec<&str> =
        core.split(' ').map(|word| if lexicon.is_alternative(word) { "/" } else { word }).collect();
    let words = words.join(" ");
    let parts: Vec<&str> = words
        .split('/')
        .flat_map(|part| part.split(", "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let named = |part: &&str| is_single(lexicon, strip_collection(lexicon, part).0.as_str());
    if parts.len() > 1 && parts.iter().all(named) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![core.to_owned()]
    }
}

/// One name, with nouns that add nothing taken off.
fn term(lexicon: &Lexicon, part: &str) -> TypeTerm {
    let part = part.trim();
    if let Some(primitive) = lexicon.primitive(part) {
        return TypeTerm::Primitive(primitive);
    }
    if let Some(named) = named(part) {
        return named;
    }
    let mut words: Vec<&str> = part.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| lexicon.is_noun(word)) {
        words.pop();
    }
    while words.len() > 1 && (lexicon.is_noun(words[0]) || lexicon.is_joint(words[0])) {
        words.remove(0);
    }
    let rest = words.join(" ");
    if let Some(primitive) = lexicon.primitive(&rest) {
        return TypeTerm::Primitive(primitive);
    }
    if let Some(named) = named(&rest) {
        return named;
    }
    let glued = lexicon.nouns().filter(|noun| !noun.is_ascii()).find_map(|noun| rest.strip_suffix(noun));
    if let Some(named) = glued.and_then(|name| named(name.trim())) {
        return named;
    }
    // Damaged qualified names: "Microsoft. Graph. callRecords. userAgent".
    let joined: String = rest.split(". ").map(str::trim).collect::<Vec<_>>().join(".");
    if joined.contains('.')
        && let Some(named) = named(&joined)
    {
        return named;
    }
    TypeTerm::Words(rest)
}

/// A qualified or bare name.
fn named(name: &str) -> Option<TypeTerm> {
    let name = name.trim_start_matches('#');
    if !is_name(name) {
        return None;
    }
    let (namespace, name) = name.rsplit_once('.').unwrap_or(("", name));
    Some(TypeTerm::Named { namespace: namespace.to_owned(), name: name.to_owned() })
}

/// Whether `name` is an ASCII name, possibly qualified.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.split('.').all(is_identifier)
}

/// Whether `word` is an ASCII identifier.
pub(crate) fn is_identifier(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Every run of white space as one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The phrase in its plainest form: `name`, `ns.name`, with " collection" after it.
pub(crate) fn canonical(phrase: TypePhrase) -> TypePhrase {
    let names: Vec<String> = phrase
        .terms
        .iter()
        .map(|term| match term {
            TypeTerm::Primitive(primitive) => format!("{primitive:?}"),
            TypeTerm::Named { namespace, name } if namespace.is_empty() => name.clone(),
            TypeTerm::Named { namespace, name } => format!("{namespace}.{name}"),
            TypeTerm::Words(words) => words.clone(),
        })
        .collect();
    let raw = names.join(" or ") + if phrase.collection { " collection" } else { "" };
    TypePhrase { raw, notes: Vec::new(), ..phrase }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(phrase: &TypePhrase) -> String {
        let terms: Vec<String> = phrase
            .terms
            .iter()
            .map(|term| match term {
                TypeTerm::Primitive(primitive) => format!("{primitive:?}"),
                TypeTerm::Named { namespace, name } if namespace.is_empty() => name.clone(),
                TypeTerm::Named { namespace, name } => format!("{namespace}|{name}"),
                TypeTerm::Words(words) => format!("?{words}"),
            })
            .collect();
        let mut shown = terms.join("+") + if phrase.collection { "[]" } else { "" };
        for note in &phrase.notes {
            shown.extend([" (", note, ")"]);
        }
        shown
    }

    fn check(locale: &str, cells: &[(&str, &str)]) {
        let lexicon = Lexicon::for_locale(Some(locale));
        for (cell, expected) in cells {
            let phrase = read_plain(&lexicon, cell, None);
            assert_eq!(phrase.as_ref().map(show).unwrap_or_default(), *expected, "{cell}");
        }
    }

    #[test]
    fn english_cells() {
        check(
            "en",
            &[
                ("String", "String"),
                ("Edm.String", "String"),
                ("string collection", "String[]"),
                ("microsoft.graph.callRecords.session collection", "microsoft.graph.callRecords|session[]"),
                ("Collection(Edm.Int32)", "Int32[]"),
                ("Collection(microsoft.graph.x", "microsoft.graph|x[]"),
                ("Collection of String", "String[]"),
                ("string (url)", "String (url)"),
                ("string, maximum size 20", "String (maximum size 20)"),
                ("itemAnalytics resource", "itemAnalytics"),
                ("string/number", "String+Double"),
                ("meetingInfo or groupInfo", "meetingInfo+groupInfo"),
                ("(boolean or string or number) collection", "Boolean+String+Double[]"),
                ("(Optional) String", "String (Optional)"),
                ("", ""),
                ("routingPolicy collection collection", "routingPolicy[]"),
                (
                    "educationOutcome collection. Holds grades and such",
                    "educationOutcome[] (Holds grades and such)",
                ),
                ("Untyped JSON object", "Untyped"),
                ("DateTimeOffset.", "DateTimeOffset"),
                ("directoryObject collection", "directoryObject[]"),
                ("String collection (enum)", "String[] (enum)"),
                ("user[]", "user[]"),
            ],
        );
    }

    #[test]
    fn translated_cells() {
        check(
            "zh-CN",
            &[
                ("字符串", "String"),
                ("字符串集合", "String[]"),
                ("String 集合", "String[]"),
                ("集合（字符串）", "String[]"),
                ("集合 (microsoft.graph.columnDefinition)", "microsoft.graph|columnDefinition[]"),
                ("字符串，最大大小为20", "String (最大大小为20)"),
                ("字符串 (时间戳)", "String (时间戳)"),
                ("itemAnalytics 资源", "itemAnalytics"),
                ("支持", "?支持"),
                ("可选 (字符串)", "String (可选)"),
            ],
        );
        check(
            "pt-BR",
            &[
                ("Cadeia de caracteres", "String"),
                ("Coleção de cadeias de caracteres", "String[]"),
                ("Conjunto de cadeias de caracteres", "String[]"),
                ("Cadeia (coleção)", "String[]"),
                ("Data/Hora", "DateTimeOffset"),
                ("Coleção Int32", "Int32[]"),
                ("Coleção de GUIDs", "Guid[]"),
                ("Booliano", "Boolean"),
                ("Conjunto itemActivity", "itemActivity[]"),
            ],
        );
        check(
            "de-DE",
            &[
                ("Zeichenfolge", "String"),
                ("String-Sammlung", "String[]"),
                ("Zeichenfolgenauflistung", "String[]"),
                ("Collection von Objekten des Typs „String“", "String[]"),
                ("Sammlung (Zeichenfolge)", "String[]"),
                ("Boolescher Wert", "Boolean"),
                ("Microsoft. Graph. callRecords. userAgent", "Microsoft.Graph.callRecords|userAgent"),
            ],
        );
    }
}
