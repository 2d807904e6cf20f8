//! The right case of names that some pages print in lower case, and of namespaces.
//!
//! In: every place of the pages where a type's name is printed. Out: the spelling to use for a stated name.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::pages::Corpus;
use crate::corpus::spelled::{split, uncapitalised};
use crate::page::{Json, NameSource, Page, Sample, StatedName, TypePhrase, TypeTerm};

/// How often each spelling of a name is printed, by the name in lower case.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    names: Votes,
    namespaces: Votes,
    mentioned: BTreeSet<String>,
    /// What type cells print for a link to a page, by the page.
    linked: Votes,
    /// Names that pages call themselves, in lower case.
    described: BTreeSet<String>,
}

type Votes = BTreeMap<String, BTreeMap<String, usize>>;

/// What a metadata comment says counts as much as this many cells.
const ANNOTATION: usize = 1000;
/// `@odata.type` within a sample is copied from the service.
const SAMPLE: usize = 5;

impl Spellings {
    /// Counts all of them.
    pub(crate) fn collect(corpus: &Corpus<'_>) -> Self {
        let mut spellings = Self::default();
        for page in &corpus.pages {
            spellings.count_page(page);
        }
        spellings
    }

    fn count_page(&mut self, page: &Page) {
        if let Some(namespace) = &page.namespace {
            vote(&mut self.namespaces, &namespace.value, 1);
        }
        for word in page.title.value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_camel(word))
        {
            vote(&mut self.names, word, 1);
        }
        for section in &page.resources {
            self.described.insert(split(&section.name.value.text).1.to_lowercase());
            if let Some(name) = section.annotation.as_ref().and_then(|a| a.value.odata_type.as_deref()) {
                self.count_name(name, ANNOTATION);
            }
            if section.name.value.source == NameSource::Heading {
                self.count_name(&section.name.value.text, 1);
            }
            section.inherits.iter().for_each(|phrase| self.count_phrase(&phrase.value));
            for row in section.rows() {
                row.ty.iter().for_each(|ty| self.count_phrase(&ty.value));
            }
            self.count_sample(section.representation.as_ref());
        }
        for section in &page.enums {
            self.described.insert(split(&section.name.value.text).1.to_lowercase());
            if section.name.value.source <= NameSource::Heading {
                self.count_name(&section.name.value.text, 2);
            }
        }
    }

    fn count_phrase(&mut self, phrase: &TypePhrase) {
        for term in &phrase.terms {
            if let TypeTerm::Named { namespace, name } = term {
                vote(&mut self.names, name, 1);
                vote(&mut self.namespaces, namespace, 1);
                self.mentioned.insert(name.to_lowercase());
                if let (Some(link), [_]) = (phrase.link.as_ref().filter(|link| !link.api), &phrase.terms[..])
                {
                    *self
                        .linked
                        .entry(link.slug.clone())
                        .or_default()
                        .entry(name.to_lowercase())
                        .or_default() += 1;
                }
            }
        }
    }

    fn count_name(&mut self, qualified: &str, weight: usize) {
        let (namespace, name) = split(qualified);
        vote(&mut self.names, name, weight);
        vote(&mut self.namespaces, namespace, weight.min(SAMPLE));
    }

    fn count_sample(&mut self, sample: Option<&Sample>) {
        if let Some(sample) = sample {
            self.count_json(&sample.value);
        }
    }

    fn count_json(&mut self, json: &Json) {
        match json {
            Json::Object(members) => {
                for (key, value) in members {
                    match value {
                        Json::Text(name) if key == "@odata.type" && name.contains("microsoft.graph.") => {
                            self.count_name(name.trim_start_matches('#'), SAMPLE);
                            self.mentioned.insert(split(name).1.to_lowercase());
                        }
                        value => self.count_json(value),
                    }
                }
            }
            Json::Array(items) => items.iter().for_each(|item| self.count_json(item)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }

    /// The namespace in its usual case.
    pub(crate) fn namespace(&self, namespace: &str) -> String {
        best(&self.namespaces, namespace)
    }

    /// The simple name of a structured type in its right case.
    pub(crate) fn type_name(&self, stated: &StatedName) -> String {
        let (_, name) = split(&stated.text);
        match stated.source {
            NameSource::Annotation if name.contains(char::is_uppercase) => name.to_owned(),
            NameSource::Annotation
            | NameSource::Heading
            | NameSource::Representation
            | NameSource::Anchor
            | NameSource::FileName => best(&self.names, name),
        }
    }

    /// Whether a type cell or a sample prints the name.
    pub(crate) fn is_mentioned(&self, name: &str) -> bool {
        self.mentioned.contains(&name.to_lowercase())
    }

    /// What others call the type of a page that calls itself `stated`, where nobody else calls it so: what their links
    /// to it print, else the only name that nobody describes and that ends with the stated one.
    pub(crate) fn known_as(&self, slug: &str, stated: &str) -> Option<String> {
        let stated = stated.to_lowercase();
        if self.is_mentioned(&stated) {
            return None;
        }
        let longer = |name: &&str| name.len() > stated.len() && name.contains(&stated);
        let linked = self.linked.get(slug).and_then(|names| names.iter().max_by_key(|(_, count)| **count));
        if let Some((name, _)) = linked.filter(|(name, _)| longer(&name.as_str())) {
            return Some(self.usual(name));
        }
        let open =
            self.mentioned.iter().filter(|name| name.ends_with(&stated) && !self.described.contains(*name));
        let mut open = open.map(String::as_str).filter(longer);
        open.next().filter(|_| open.next().is_none()).map(|name| self.usual(name))
    }

    /// The usual spelling of a name in lower case.
    pub(crate) fn usual(&self, name: &str) -> String {
        best(&self.names, name)
    }

    /// The simple name of an enum type in its right case: its own heading, where it has one.
    pub(crate) fn enum_name(&self, stated: &StatedName) -> String {
        let (_, name) = split(&stated.text);
        match stated.source {
            NameSource::Annotation | NameSource::Heading => name.to_owned(),
            NameSource::Representation | NameSource::Anchor | NameSource::FileName => best(&self.names, name),
        }
    }
}

fn vote(votes: &mut Votes, spelling: &str, weight: usize) {
    if !spelling.is_empty() {
        *votes.entry(spelling.to_lowercase()).or_default().entry(spelling.to_owned()).or_default() += weight;
    }
}

/// `orgContact`: words with capital letters within, as no sentence has them.
fn is_camel(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.contains(|c: char| c.is_ascii_uppercase())
}

/// The spelling with the most votes; one that has kept its capital letters within, where there is one.
fn best(votes: &Votes, name: &str) -> String {
    let Some(spellings) = votes.get(&name.to_lowercase()) else { return name.to_owned() };
    // The first letter of a part of a namespace is one of a sentence, too.
    let has_kept =
        |spelling: &str| spelling.split('.').any(|part| part.chars().skip(1).any(char::is_uppercase));
    spellings
        .iter()
        .max_by_key(|(spelling, count)| {
            (has_kept(spelling), **count, spelling.starts_with(char::is_lowercase))
        })
        .map_or_else(
            || name.to_owned(),
            |(spelling, count)| if *count < ANNOTATION { uncapitalised(spelling) } else { spelling.clone() },
        )
}
