//! Options of the query.

use serde::{Deserialize, Serialize};

/// A system query option of OData.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names of OData")]
pub enum QueryOption {
    Select,
    Expand,
    Filter,
    OrderBy,
    Top,
    Skip,
    Search,
    Count,
    Format,
    SkipToken,
    DeltaToken,
}

impl QueryOption {
    /// All of them.
    pub const ALL: [Self; 11] = [
        QueryOption::Select,
        QueryOption::Expand,
        QueryOption::Filter,
        QueryOption::OrderBy,
        QueryOption::Top,
        QueryOption::Skip,
        QueryOption::Search,
        QueryOption::Count,
        QueryOption::Format,
        QueryOption::SkipToken,
        QueryOption::DeltaToken,
    ];

    /// The name without its `$`: `orderby`.
    pub fn name(self) -> &'static str {
        match self {
            QueryOption::Select => "select",
            QueryOption::Expand => "expand",
            QueryOption::Filter => "filter",
            QueryOption::OrderBy => "orderby",
            QueryOption::Top => "top",
            QueryOption::Skip => "skip",
            QueryOption::Search => "search",
            QueryOption::Count => "count",
            QueryOption::Format => "format",
            QueryOption::SkipToken => "skiptoken",
            QueryOption::DeltaToken => "deltatoken",
        }
    }
}

/// What is stated about the options of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QueryOptions {
    /// The page says of query options in general that they work, or that none does.
    pub general: Option<bool>,
    /// Options that it names, in its order.
    pub supported: Vec<QueryOption>,
    /// Options that it says do not work.
    pub unsupported: Vec<QueryOption>,
}

impl QueryOptions {
    /// Whether an option works, as far as it is named; what does not work somewhere on the page does not work.
    pub fn states(&self, option: QueryOption) -> Option<bool> {
        if self.unsupported.contains(&option) {
            Some(false)
        } else {
            self.supported.contains(&option).then_some(true)
        }
    }
}

/// Operators and functions of `$filter`, lower case.
const FILTER_OPERATORS: &[&str] = &[
    "eq",
    "ne",
    "not",
    "ge",
    "le",
    "gt",
    "lt",
    "in",
    "and",
    "or",
    "has",
    "startswith",
    "endswith",
    "contains",
    "any",
    "all",
    "add",
    "sub",
    "substringof",
];

/// Whether `word` is an operator or a function of `$filter`.
pub fn is_filter_operator(word: &str) -> bool {
    FILTER_OPERATORS.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a name can be one of a parameter of the query that is not an option of OData. `format` and `search` can, as
/// their values are not written as those of `$format` and `$search`; the others are options without the `$`, too. What OData
/// says of an answer (`@odata.nextLink`) is sent with no request.
pub fn is_own_parameter(name: &str) -> bool {
    let bare = name.strip_prefix('@').unwrap_or(name);
    let control = bare.strip_prefix("odata.").unwrap_or(bare);
    if control != bare || ["nextLink", "deltaLink"].iter().any(|link| link.eq_ignore_ascii_case(control)) {
        return false;
    }
    let is_option = |option: QueryOption| {
        !matches!(option, QueryOption::Format | QueryOption::Search)
            && bare.eq_ignore_ascii_case(option.name())
    };
    bare.starts_with(|c: char| c.is_ascii_alphabetic())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        && !matches!(bare, "true" | "false" | "null")
        && !QueryOption::ALL.into_iter().any(is_option)
        && !is_filter_operator(bare)
}
