//! The options of a query, offered by the kind of request; from tokens, which only fit their own types, or raw texts.

use super::{Count, Delta, Get, List, Request};
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
        self.parts.open_query();
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::client::tests::offline;
    use crate::client::{Clouds, Endpoint, Permissions};
    use crate::testing::MockGraph;

    const PLAIN: Endpoint = Endpoint::get(&["/users", "page: user-list", "clouds: all"]);
    const EVENTUAL: Endpoint = Endpoint::get(&["/users", "page: user-list", "consistency: advanced"]);

    fn list(endpoint: Endpoint) -> Request<Value, List> {
        Request::new(&offline().root().push("users"), endpoint)
    }

    fn check(request: &Request<Value, List>, expected: &str) {
        assert_eq!(request.relative_url(), expected);
    }

    #[test]
    fn options_become_a_query() {
        check(&list(PLAIN).select(["id", "mail"]).select("id2"), "/users?$select=id,mail,id2");
        check(&list(PLAIN).filter("a eq 'x&y'").filter("b"), "/users?$filter=(a%20eq%20'x%26y')%20and%20(b)");
        check(&list(PLAIN).filter("a eq 1".to_owned()), "/users?$filter=a%20eq%201");
        check(&list(PLAIN).top(5).top(6).skip(1).count(), "/users?$top=6&$skip=1&$count=true");
        check(&list(PLAIN).search("displayName:a\"b"), "/users?$search=%22displayName:a%5C%22b%22");
        check(&list(PLAIN).search("\"a\" OR \"b\""), "/users?$search=%22a%22%20OR%20%22b%22");
        check(&list(PLAIN).expand("manager($select=id)"), "/users?$expand=manager($select=id)");
        check(&list(PLAIN).order_by(["a", "b desc"]), "/users?$orderby=a,b%20desc");
        check(&list(PLAIN).query_option("period", "D7"), "/users?period=D7");
        check(&list(PLAIN).format("text/csv").format("application/json"), "/users?$format=application/json");
    }

    #[test]
    fn parameters_that_a_path_carries_go_into_the_query_of_its_requests() {
        let path = offline().root().push("trips").with_query("from", "a").with_query("to", "b&c");
        let request: Request<Value, List> = Request::new(&path.with_query("from", "d"), PLAIN);
        check(&request.top(1), "/trips?to=b%26c&from=d&$top=1");
        let further: Request<Value, List> = Request::new(&path.push("stops"), PLAIN);
        check(&further.query_option("to", "e"), "/trips/stops?from=a&to=e");
    }

    #[test]
    fn a_request_shows_names_and_no_values() {
        let shown = format!("{:?}", list(PLAIN).filter("mail eq 'secret'").header("X-Own", "secret"));
        for name in ["Get", "/users", "$filter", "x-own"] {
            assert!(shown.contains(name), "{shown}");
        }
        assert!(!shown.contains("secret"), "{shown}");
    }

    async fn check_eventual(
        change: fn(Request<Value, List>) -> Request<Value, List>,
        expected: Option<&str>,
    ) {
        let graph = MockGraph::new();
        let request: Request<Value, List> = Request::new(&graph.client().root().push("users"), EVENTUAL);
        // The mock knows no rule, so that the answer is an error; the call is what counts.
        assert!(change(request).await.is_err());
        let call = &graph.calls()[0];
        let found = call.header("consistencylevel").and(call.query("$count"));
        assert_eq!(found, expected, "{}", call.url);
    }

    #[tokio::test]
    async fn advanced_queries_get_what_they_need() {
        check_eventual(|request| request, None).await;
        check_eventual(|request| request.filter("a eq 'b'"), None).await;
        check_eventual(|request| request.search("a"), Some("true")).await;
        check_eventual(|request| request.filter("endsWith(mail,'b')"), Some("true")).await;
        check_eventual(|request| request.filter("a ne 'b'"), Some("true")).await;
        check_eventual(|request| request.filter("a eq 'b'").order_by("a"), Some("true")).await;
        check_eventual(|request| request.expand("manager($levels=max;$select=id)"), Some("true")).await;
        check_eventual(|request| request.expand("manager($select=id)"), None).await;
        check_eventual(|request| request.query_option("$count", "false").search("a"), Some("false")).await;
        check_eventual(Request::count, Some("true")).await;
        check_eventual(|request| request.query_option("$count", "false"), None).await;
    }

    #[tokio::test]
    async fn levels_get_the_header_that_they_need_on_any_page() {
        let graph = MockGraph::new();
        let request: Request<Value, Get> = Request::new(&graph.client().root().push("me"), PLAIN);
        assert!(request.expand("manager($levels=max)").await.is_err(), "the mock knows no rule");
        let call = &graph.calls()[0];
        assert_eq!((call.header("consistencylevel"), call.query("$count")), (Some("eventual"), None));
    }

    const HIDDEN: Endpoint =
        Endpoint::get(&["/users", "page: user-list", "prefer: include-unknown-enum-members"]);

    async fn check_prefer(
        endpoint: Endpoint,
        change: fn(Request<Value, List>) -> Request<Value, List>,
        expected: Option<&str>,
    ) {
        let graph = MockGraph::new();
        let request: Request<Value, List> = Request::new(&graph.client().root().push("users"), endpoint);
        assert!(change(request).await.is_err(), "the mock knows no rule");
        assert_eq!(graph.calls()[0].header("prefer"), expected);
    }

    #[tokio::test]
    async fn hidden_members_of_enums_are_asked_for() {
        let zone = "outlook.timezone=\"UTC\"";
        check_prefer(PLAIN, |request| request, None).await;
        check_prefer(HIDDEN, |request| request, Some("include-unknown-enum-members")).await;
        let both = format!("{zone}, include-unknown-enum-members");
        check_prefer(HIDDEN, |request| request.header("Prefer", "outlook.timezone=\"UTC\""), Some(&both))
            .await;
    }

    #[tokio::test]
    async fn mistakes_are_told_when_the_request_is_sent() {
        let told =
            |request: Request<Value, List>| async move { request.await.expect_err("refused").to_string() };
        assert!(told(list(PLAIN).header("a b", "c")).await.contains("name of a header"));
        assert!(told(list(PLAIN).header("a", "c\r\nd: e")).await.contains("characters"));
        assert!(told(list(PLAIN).query_option("a&b", "c")).await.contains("query option"));
    }

    #[test]
    fn requests_know_their_page() {
        let request = list(PLAIN);
        assert_eq!((request.page(), request.clouds()), (Some("user-list"), Clouds::ALL));
        let elsewhere: Request<Value, List> = Request::new(&offline().root().push("groups"), PLAIN);
        assert_eq!((elsewhere.page(), elsewhere.permissions()), (None, Permissions::UNKNOWN));
        let debug = format!("{:?}", request.filter("mail eq 'adele@contoso.com'"));
        assert!(!debug.contains("adele"), "{debug}");
    }
}
