//! The options of a query, offered by the kind of request; from tokens, which only fit their own types, or raw texts.

use super::request::{Count, Delta, Get, List, Request};
use crate::{Element, Expansion, Extends, Filter, Ordering, Selection};

/// A result that properties can be selected of.
pub trait Selectable {
    /// The structured type that tokens belong to.
    type Model;
}

impl<T: Element> Selectable for T {
    type Model = T::Model;
}

impl<T: Element> Selectable for Option<T> {
    type Model = T::Model;
}

/// A condition on values of `M`: a filter made of tokens, or its text.
pub trait Condition<M> {
    /// The text of `$filter`.
    fn into_text(self) -> String;
}

impl<M: Extends<O>, O> Condition<M> for Filter<O> {
    fn into_text(self) -> String {
        self.to_string()
    }
}

impl<M> Condition<M> for &str {
    fn into_text(self) -> String {
        self.to_owned()
    }
}

impl<M> Condition<M> for String {
    fn into_text(self) -> String {
        self
    }
}

impl<T, K> Request<T, K> {
    fn add_terms(mut self, name: &'static str, terms: &[String]) -> Self {
        self.parts.add_query(name, &terms.join(","));
        self
    }

    /// A second condition must hold too.
    fn add_condition(mut self, condition: &str) -> Self {
        let both = match self.parts.query.iter().find(|(name, _)| name == "$filter") {
            Some((_, first)) => format!("({first}) and ({condition})"),
            None => condition.to_owned(),
        };
        self.parts.set_query("$filter", both);
        self
    }

    fn set_search(mut self, text: &str) -> Self {
        // Whoever begins with a quote has written the whole expression.
        let quoted = if text.trim_start().starts_with('"') {
            text.to_owned()
        } else {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        };
        self.parts.set_query("$search", quoted);
        self
    }
}

macro_rules! selecting {
    ($($kind:ty),*) => {
        $(impl<T: Selectable> Request<T, $kind> {
            /// Asks for these properties only. Called again, for these too.
            pub fn select(self, selection: impl Selection<T::Model>) -> Self {
                let mut names = Vec::new();
                selection.add_to(&mut names);
                self.add_terms("$select", &names)
            }

            /// Asks for related things too.
            pub fn expand(self, expansion: impl Expansion<T::Model>) -> Self {
                let mut terms = Vec::new();
                expansion.add_to(&mut terms);
                self.add_terms("$expand", &terms)
            }
        })*
    };
}
selecting!(Get, List, Delta);

macro_rules! filtering {
    ($($kind:ty),*) => {
        $(impl<T: Selectable> Request<T, $kind> {
            /// Asks for those only for which the condition holds. Called again, both must hold.
            pub fn filter(self, condition: impl Condition<T::Model>) -> Self {
                self.add_condition(&condition.into_text())
            }

            /// Asks for at most so many on a page.
            pub fn top(mut self, number: u32) -> Self {
                self.parts.set_query("$top", number.to_string());
                self
            }
        })*
    };
}
filtering!(List, Delta);

impl<T: Selectable> Request<T, List> {
    /// Asks for this order. Called again, for ties.
    pub fn order_by(self, order: impl Ordering<T::Model>) -> Self {
        let mut terms = Vec::new();
        order.add_to(&mut terms);
        self.add_terms("$orderby", &terms)
    }

    /// Leaves out so many from the start.
    pub fn skip(mut self, number: u32) -> Self {
        self.parts.set_query("$skip", number.to_string());
        self
    }

    /// Searches. A text becomes one quoted phrase (`displayName:Adele`); one that begins with a quote is sent as it is.
    pub fn search(self, text: impl AsRef<str>) -> Self {
        self.set_search(text.as_ref())
    }

    /// Asks for the number of results on all pages too.
    pub fn count(mut self) -> Self {
        self.parts.set_query("$count", "true");
        self
    }
}

impl Request<i64, Count> {
    /// Counts those only for which the condition holds.
    pub fn filter<O>(self, condition: impl Into<Filter<O>>) -> Self {
        self.add_condition(condition.into().as_str())
    }

    /// Counts what a search finds.
    pub fn search(self, text: impl AsRef<str>) -> Self {
        self.set_search(text.as_ref())
    }
}
