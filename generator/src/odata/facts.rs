//! What the documentation states about a property or a parameter, and the fixed words for it.
//!
//! [`Facts`] is what every stage keeps; [`Fact`] is one of them, to be said: in facts-only pages, in documentation
//! comments, in `explain`, in `diff`. A new fact is a field, a variant, and its wording here.

use serde::{Deserialize, Serialize};

/// What only the documentation knows about a property. Each `None`, `false` and empty list means "not stated".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Facts {
    /// Set by the service only.
    pub read_only: bool,
    /// Never sent back by the service.
    pub write_only: bool,
    /// A password, key or the like: never printed.
    pub secret: bool,
    /// By itself, an alternate key of its type.
    pub alternate_key: bool,
    /// Needed in a create request.
    pub required_on_create: bool,
    /// Nullable or not.
    pub nullable: Option<bool>,
    /// When the service sends it.
    pub returned: Option<Returned>,
    /// Operators that `$filter` supports; empty where only the support is stated.
    pub filter: Option<Vec<String>>,
    /// Comparisons of the number of items that `$filter` supports: `eq 0`.
    pub count_filter: Vec<String>,
    /// Supports `$orderby`.
    pub orderby: bool,
    /// Supports `$search`.
    pub search: bool,
    /// Supports `$expand`.
    pub expand: bool,
    /// Smallest and largest value, both valid.
    pub range: Option<(String, String)>,
    /// Maximum length in characters.
    pub max_length: Option<u32>,
    /// Maximum number of items of a collection.
    pub max_items: Option<u32>,
    /// Known values of a String.
    pub known_values: Vec<String>,
    /// Those of the values that nothing proves: what was left between others where a list ran together.
    pub guessed_values: Vec<String>,
    /// Default value, as it is written; `null` is no text, but null.
    pub default: Option<String>,
    /// Format in fixed words: `url`, `email`, `ISO 8601`.
    pub format: Option<String>,
    /// Deprecated.
    pub deprecated: bool,
}

/// When a property comes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Returned {
    /// Without asking.
    ByDefault,
    /// Only when `$select` names it.
    OnSelect,
    /// Only when a single entity is read with `$select`.
    OnSelectOfOne,
}

/// One stated fact. The variants stand in the order in which facts are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named like the fields of `Facts`")]
pub enum Fact<'a> {
    Deprecated,
    /// Part of the key of its type.
    Key,
    AlternateKey,
    /// Required, or optional, in the table it stands in.
    Required(bool),
    RequiredOnCreate,
    ReadOnly,
    WriteOnly,
    Nullable(bool),
    Returned(Returned),
    Filter(&'a [String]),
    /// Comparisons of the number of items.
    CountFilter(&'a [String]),
    OrderBy,
    Search,
    Expand,
    Range(&'a str, &'a str),
    MaxLength(u32),
    MaxItems(u32),
    Format(&'a str),
    Values(&'a [&'a str]),
    /// A list that ran together.
    UnsplitValues(&'a str),
    /// Members that come only on demand.
    EvolvableValues(&'a [String]),
    /// Those of the values that nothing proves.
    GuessedValues(&'a [String]),
    /// Several values may be combined.
    Flags,
    Default(&'a str),
    Secret,
}

impl Facts {
    /// Everything that is stated, without the known values, in the order of [`Fact`].
    pub fn stated(&self) -> Vec<Fact<'_>> {
        let all = [
            self.deprecated.then_some(Fact::Deprecated),
            self.alternate_key.then_some(Fact::AlternateKey),
            self.required_on_create.then_some(Fact::RequiredOnCreate),
            self.read_only.then_some(Fact::ReadOnly),
            self.write_only.then_some(Fact::WriteOnly),
            self.nullable.map(Fact::Nullable),
            self.returned.map(Fact::Returned),
            self.filter.as_deref().map(Fact::Filter),
            (!self.count_filter.is_empty()).then_some(Fact::CountFilter(&self.count_filter)),
            self.orderby.then_some(Fact::OrderBy),
            self.search.then_some(Fact::Search),
            self.expand.then_some(Fact::Expand),
            self.range.as_ref().map(|(least, most)| Fact::Range(least, most)),
            self.max_length.map(Fact::MaxLength),
            self.max_items.map(Fact::MaxItems),
            self.format.as_deref().map(Fact::Format),
            (!self.guessed_values.is_empty()).then_some(Fact::GuessedValues(&self.guessed_values)),
            self.default.as_deref().map(Fact::Default),
            self.secret.then_some(Fact::Secret),
        ];
        all.into_iter().flatten().collect()
    }

    /// Everything that is stated, said one by one: `say` may be asked for anything of [`Fact`].
    pub fn say<T>(&self, say: impl FnMut(Fact<'_>) -> T) -> Vec<T> {
        let known: Vec<&str> = self.known_values.iter().map(String::as_str).collect();
        let mut stated = self.stated();
        if !known.is_empty() {
            stated.push(Fact::Values(&known));
            stated.sort();
        }
        stated.into_iter().map(say).collect()
    }

    /// Adds what `other` knows beyond these.
    pub fn complete(&mut self, other: Facts) {
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.secret |= other.secret;
        self.alternate_key |= other.alternate_key;
        self.required_on_create |= other.required_on_create;
        self.nullable = self.nullable.or(other.nullable);
        self.returned = self.returned.or(other.returned);
        self.filter = self.filter.take().or(other.filter);
        if self.count_filter.is_empty() {
            self.count_filter = other.count_filter;
        }
        self.orderby |= other.orderby;
        self.search |= other.search;
        self.expand |= other.expand;
        self.range = self.range.take().or(other.range);
        self.max_length = self.max_length.or(other.max_length);
        self.max_items = self.max_items.or(other.max_items);
        let better = other.guessed_values.is_empty() && !other.known_values.is_empty();
        if self.known_values.is_empty() || (better && !self.guessed_values.is_empty()) {
            self.known_values = other.known_values;
            self.guessed_values = other.guessed_values;
        }
        self.default = self.default.take().or(other.default);
        self.format = self.format.take().or(other.format);
        self.deprecated |= other.deprecated;
    }
}

/// How values stand in a sentence: each is text of a page, which the writer makes harmless.
#[derive(Debug, Clone, Copy)]
pub struct Quoting {
    /// Numbers and words that need no marks.
    pub plain: fn(&str) -> String,
    /// Values in code spans.
    pub code: fn(&str) -> String,
}

impl Quoting {
    fn list<'a>(self, values: impl IntoIterator<Item = &'a str>) -> String {
        values.into_iter().map(self.code).collect::<Vec<_>>().join(", ")
    }
}

impl Fact<'_> {
    /// A short, stable label: what `explain` lists and `diff` compares.
    pub fn label(self) -> &'static str {
        match self {
            Fact::Deprecated => "deprecated",
            Fact::Key => "key",
            Fact::AlternateKey => "alternate key",
            Fact::Required(_) => "required",
            Fact::RequiredOnCreate => "required on create",
            Fact::ReadOnly => "read-only",
            Fact::WriteOnly => "write-only",
            Fact::Nullable(_) => "nullable",
            Fact::Returned(_) => "returned",
            Fact::Filter(_) => "$filter",
            Fact::CountFilter(_) => "$filter by number",
            Fact::OrderBy => "$orderby",
            Fact::Search => "$search",
            Fact::Expand => "$expand",
            Fact::Range(..) => "range",
            Fact::MaxLength(_) => "maximum length",
            Fact::MaxItems(_) => "maximum number of items",
            Fact::Format(_) => "format",
            Fact::Values(_) | Fact::UnsplitValues(_) => "known values",
            Fact::EvolvableValues(_) => "values on demand",
            Fact::GuessedValues(_) => "guessed values",
            Fact::Flags => "flags",
            Fact::Default(_) => "default",
            Fact::Secret => "secret",
        }
    }

    /// What stands behind the label; empty for a plain statement.
    pub fn value(self) -> String {
        let yes = |yes| if yes { "yes" } else { "no" }.to_owned();
        match self {
            Fact::Deprecated
            | Fact::Key
            | Fact::AlternateKey
            | Fact::RequiredOnCreate
            | Fact::ReadOnly
            | Fact::WriteOnly
            | Fact::OrderBy
            | Fact::Search
            | Fact::Expand
            | Fact::Flags
            | Fact::Secret => String::new(),
            Fact::Required(required) => yes(required),
            Fact::Nullable(nullable) => yes(nullable),
            Fact::Returned(Returned::ByDefault) => "by default".to_owned(),
            Fact::Returned(Returned::OnSelect) => "on $select".to_owned(),
            Fact::Returned(Returned::OnSelectOfOne) => "on $select of a single one".to_owned(),
            Fact::Filter([]) => "operators not stated".to_owned(),
            Fact::Filter(values)
            | Fact::CountFilter(values)
            | Fact::EvolvableValues(values)
            | Fact::GuessedValues(values) => values.join(", "),
            Fact::Range(least, most) => format!("{least} to {most}"),
            Fact::MaxLength(most) | Fact::MaxItems(most) => most.to_string(),
            Fact::Values(values) => values.join(", "),
            Fact::Format(text) | Fact::UnsplitValues(text) | Fact::Default(text) => text.to_owned(),
        }
    }

    /// The fact as a sentence of Markdown, in words that the reader of pages knows, too.
    pub fn sentence(self, quoting: Quoting) -> String {
        let Quoting { plain, code } = quoting;
        match self {
            Fact::Deprecated => "Deprecated.".to_owned(),
            Fact::Key => "Key.".to_owned(),
            Fact::AlternateKey => "Alternate key.".to_owned(),
            Fact::Required(true) => "Required.".to_owned(),
            Fact::Required(false) => "Optional.".to_owned(),
            Fact::RequiredOnCreate => "Required on create.".to_owned(),
            Fact::ReadOnly => "Read-only.".to_owned(),
            Fact::WriteOnly => "Write-only.".to_owned(),
            Fact::Nullable(true) => "Nullable.".to_owned(),
            Fact::Nullable(false) => "Not nullable.".to_owned(),
            Fact::Returned(Returned::ByDefault) => "Returned by default.".to_owned(),
            Fact::Returned(Returned::OnSelect) => "Returned only on `$select`.".to_owned(),
            Fact::Returned(Returned::OnSelectOfOne) => {
                "Returned only on `$select` of a single entity.".to_owned()
            }
            Fact::Filter([]) => "Supports `$filter`.".to_owned(),
            Fact::Filter(operators) => {
                format!("Supports `$filter` ({}).", quoting.list(operators.iter().map(String::as_str)))
            }
            Fact::CountFilter(comparisons) => {
                let counted: Vec<String> =
                    comparisons.iter().map(|words| format!("/$count {words}")).collect();
                format!("Supports `$filter` ({}).", quoting.list(counted.iter().map(String::as_str)))
            }
            Fact::OrderBy | Fact::Search | Fact::Expand => format!("Supports `{}`.", self.label()),
            Fact::Range(least, most) => format!("Valid values {} to {}.", plain(least), plain(most)),
            Fact::MaxLength(length) => format!("Maximum length is {length} characters."),
            Fact::MaxItems(most) => format!("Maximum number of items is {most}."),
            Fact::Format(format) => format!("Format: {}.", plain(format)),
            Fact::Values(values) => {
                format!("Possible values are: {}.", quoting.list(values.iter().copied()))
            }
            Fact::UnsplitValues(values) => format!("Possible values are: {}.", plain(values)),
            Fact::EvolvableValues(values) => format!(
                "Use the `Prefer: include-unknown-enum-members` request header to get the following values: {}.",
                quoting.list(values.iter().map(String::as_str))
            ),
            Fact::GuessedValues(values) => {
                format!("Guessed among them: {}.", quoting.list(values.iter().map(String::as_str)))
            }
            Fact::Flags => "Multiple values can be combined.".to_owned(),
            Fact::Default(value) => format!("Default value: {}.", code(value)),
            Fact::Secret => "Secret: never printed.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTING: Quoting = Quoting { plain: str::to_owned, code: |text| format!("`{text}`") };

    fn sentences(facts: &Facts) -> String {
        facts.say(|fact| fact.sentence(QUOTING)).join(" ")
    }

    #[test]
    fn only_what_is_stated_is_said() {
        assert_eq!(sentences(&Facts::default()), "");
        let facts = Facts {
            read_only: true,
            nullable: Some(false),
            filter: Some(vec!["eq".into(), "ne".into()]),
            range: Some(("4".into(), "127".into())),
            known_values: vec!["a".into(), "b".into()],
            default: Some("a".into()),
            ..Facts::default()
        };
        assert_eq!(
            sentences(&facts),
            "Read-only. Not nullable. Supports `$filter` (`eq`, `ne`). Valid values 4 to 127. \
             Possible values are: `a`, `b`. Default value: `a`."
        );
    }

    #[test]
    fn the_better_row_keeps_its_word() {
        let mut facts = Facts { max_length: Some(20), ..Facts::default() };
        facts.complete(Facts { max_length: Some(30), read_only: true, ..Facts::default() });
        assert_eq!(facts, Facts { max_length: Some(20), read_only: true, ..Facts::default() });
    }
}
