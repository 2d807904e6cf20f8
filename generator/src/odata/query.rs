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
