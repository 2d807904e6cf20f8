//! The path of a request, held at run time together with its template. Builders never fail: what is wrong with a key is
//! kept and told when the request is sent.

use std::{borrow::Cow, fmt};

use super::{argument, encode};
use crate::{Literal, client::Client};

/// A path below the version, such as `/users/adele@contoso.com/messages`, and its template `/users/{id}/messages`.
///
/// Generated request types hold one and lengthen it.
#[derive(Clone)]
pub struct Path {
    pub(crate) client: Client,
    pub(crate) text: String,
    pub(crate) template: String,
    pub(crate) error: Option<Cow<'static, str>>,
    /// Parameters of the query that are set before the request is chosen.
    pub(crate) query: Vec<(&'static str, String)>,
    /// Set after path addressing: the next segment is set off by a colon.
    colon: bool,
}

impl Path {
    pub(crate) fn root(client: Client) -> Self {
        Self {
            client,
            text: String::new(),
            template: String::new(),
            error: None,
            query: Vec::new(),
            colon: false,
        }
    }

    /// Appends a segment of the documentation: `members`, `$count`, `microsoft.graph.win32LobApp`.
    #[must_use]
    pub fn push(&self, segment: &'static str) -> Self {
        let mut path = self.open();
        path.text.push_str(segment);
        path.template.push_str(segment);
        path
    }

    /// Appends a key, encoded as one segment: `users/adele@contoso.com`. What would not be read as a key there goes into
    /// parentheses: `users('$adele@contoso.com')`.
    #[must_use]
    pub fn push_key(&self, key: impl AsRef<str>) -> Self {
        let (key, mut path) = (key.as_ref(), self.open());
        match encode::segment(key) {
            Ok(_) if encode::reads_as_name(key) && self.ends_in_name() => {
                path.text.clone_from(&self.text);
                path.text.extend(["(", &argument::encoded(&Literal::text(key)), ")"]);
            }
            Ok(text) => path.text.push_str(&text),
            Err(what) => path.refuse(what),
        }
        path.template.push_str("{id}");
        path
    }

    /// Appends an alternate or composite key to the last segment: `applications(appId='…')`.
    #[must_use]
    pub fn push_alternate_key(&self, keys: &[(&'static str, Literal)]) -> Self {
        let mut path = self.clone();
        if keys.iter().any(|(_, value)| argument::is_nothing(value)) {
            path.refuse("an empty key");
        }
        path.arguments(keys);
        path
    }

    /// Appends a function call: `/getByPath(path='…')`.
    #[must_use]
    pub fn push_call(&self, name: &'static str, arguments: &[(&'static str, Literal)]) -> Self {
        let mut path = self.push(name);
        path.arguments(arguments);
        path
    }

    /// Addresses a file or site below the last segment by its path: `root` becomes `root:/reports/May.xlsx`, and a further
    /// segment is set off by a colon (`root:/reports:/children`).
    #[must_use]
    pub fn at(&self, file_path: impl AsRef<str>) -> Self {
        let mut path = self.clone();
        if path.colon {
            path.refuse("path addressing right after path addressing");
        }
        path.text.push(':');
        for part in file_path.as_ref().trim_start_matches('/').split('/') {
            path.text.push('/');
            match encode::segment(part) {
                Ok(text) => path.text.push_str(&text),
                Err(what) => path.refuse(what),
            }
        }
        path.template.push_str(":/{path}");
        path.colon = true;
        path
    }

    /// The same path, its requests with a parameter of the query. The last one of a name counts.
    #[must_use]
    pub fn with_query(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut path = self.clone();
        path.query.retain(|(known, _)| *known != name);
        path.query.push((name, value.into()));
        path
    }

    /// The client that requests to this path are sent with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The template: the path without its keys.
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The path as it is sent, below the version.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn open(&self) -> Self {
        let mut path = self.clone();
        let start = if path.colon { ":/" } else { "/" };
        path.text.push_str(start);
        path.template.push_str(start);
        path.colon = false;
        path
    }

    /// Whether the last segment is a name of the documentation, behind which parentheses can stand.
    fn ends_in_name(&self) -> bool {
        !self.template.is_empty() && !self.template.ends_with(['}', ')'])
    }

    fn arguments(&mut self, arguments: &[(&'static str, Literal)]) {
        self.text.push('(');
        self.template.push('(');
        for (i, (name, value)) in arguments.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            for part in [comma, *name, "="] {
                self.text.push_str(part);
                self.template.push_str(part);
            }
            self.text.push_str(&argument::encoded(value));
            self.template.push_str("{value}");
        }
        self.text.push(')');
        self.template.push(')');
    }

    /// Keeps the first mistake: the ones after it are mostly its consequences.
    fn refuse(&mut self, what: &str) {
        if self.error.is_none() {
            self.error = Some(format!("{what} in {}", self.template).into());
        }
    }
}

/// Shows the template only: keys can be names of people.
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Path").field(&self.template).finish()
    }
}

#[cfg(test)]
mod tests {
    use azure_core::http::Method;

    use super::*;
    use crate::client::{Endpoint, Reference, Request, tests::offline};
    use crate::testing::{MockGraph, Reply};

    fn check(path: &Path, text: &str, template: &str) {
        assert_eq!((path.text(), path.template()), (text, template));
        assert_eq!(path.error, None);
    }

    #[test]
    fn segments_and_keys() {
        let users = offline().root().push("users");
        check(&users.push_key("a/b").push("messages"), "/users/a%2Fb/messages", "/users/{id}/messages");
        check(&users.push("$count"), "/users/$count", "/users/$count");
        check(
            &offline().root().push("applications").push_alternate_key(&[("appId", "x'y".into())]),
            "/applications(appId='x%27%27y')",
            "/applications(appId={value})",
        );
        check(
            &users.push_alternate_key(&[("a", 1.into()), ("b", "two".into())]),
            "/users(a=1,b='two')",
            "/users(a={value},b={value})",
        );
    }

    #[test]
    fn function_calls() {
        let reports = offline().root().push("reports");
        check(
            &reports.push_call("getEmailActivityCounts", &[("period", "D7".into())]),
            "/reports/getEmailActivityCounts(period='D7')",
            "/reports/getEmailActivityCounts(period={value})",
        );
        check(&reports.push_call("delta", &[]), "/reports/delta()", "/reports/delta()");
    }

    #[test]
    fn path_addressing() {
        let root = offline().root().push("me").push("drive").push("root");
        check(&root.at("/a b/c#.txt"), "/me/drive/root:/a%20b/c%23.txt", "/me/drive/root:/{path}");
        check(
            &root.at("a/b").push("children"),
            "/me/drive/root:/a/b:/children",
            "/me/drive/root:/{path}:/children",
        );
        assert!(root.at("a/../b").error.is_some() && root.at("").error.is_some());
        assert!(root.at("a//b").error.is_some() && root.at("a").at("b").error.is_some());
    }

    #[test]
    fn keys_that_are_read_as_names_go_into_parentheses() {
        let users = offline().root().push("users");
        let keyed = |key: &str, text: &str| check(&users.push_key(key), text, "/users/{id}");
        keyed("$adele@contoso.com", "/users('$adele@contoso.com')");
        keyed("$o'neil@contoso.com", "/users('$o%27%27neil@contoso.com')");
        keyed("$a/b?c#d%2F e", "/users('$a%2Fb%3Fc%23d%252F%20e')");
        keyed("$", "/users('$')");
        for name in ["$ref", "$count", "$value", "$batch", "$$ref"] {
            keyed(name, &format!("/users('{name}')"));
        }
        keyed("microsoft.graph.user", "/users('microsoft.graph.user')");
        keyed("Microsoft.Graph.delta()", "/users('Microsoft.Graph.delta%28%29')");
        keyed("graph.user", "/users('graph.user')");
        keyed("a$b", "/users/a%24b");
        keyed("o'neil@contoso.com", "/users/o%27neil@contoso.com");
        keyed("microsoft.graphs", "/users/microsoft.graphs");
        check(
            &users.push_key("$a").push("messages").push_key("b"),
            "/users('$a')/messages/b",
            "/users/{id}/messages/{id}",
        );
        check(&users.push_key("a").push_key("$b"), "/users/a/%24b", "/users/{id}/{id}");
        let root = offline().root().push("drive").push("root");
        check(&root.at("$a/$b"), "/drive/root:/%24a/%24b", "/drive/root:/{path}");
        let deep = root.at("a").push("versions").push_key("$ref");
        check(&deep, "/drive/root:/a:/versions('$ref')", "/drive/root:/{path}:/versions/{id}");
    }

    #[tokio::test]
    async fn keys_in_parentheses_are_sent_so_alone_and_in_a_batch() {
        const GET: Endpoint = Endpoint::get(&[]);
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/{id}").reply(Reply::json("{}"));
        let client = graph.client();
        let user = || -> Request<serde_json::Value> {
            Request::new(&client.root().push("users").push_key("$adele@contoso.com"), GET)
        };
        user().await.expect("a user");
        let mut batch = client.batch();
        let one = batch.add(user());
        batch.send().await.expect("answered").take(&one).expect("a user");
        let calls = graph.calls();
        assert_eq!(calls[0].url, "https://graph.microsoft.com/v1.0/users('$adele@contoso.com')");
        assert_eq!(calls[1].json()["requests"][0]["url"], "/users('$adele@contoso.com')");
        assert_eq!(calls[0].template.as_deref(), Some("/users/{id}"));
        let reference = Reference::from_id(&client, "users", "$a").expect("a good id");
        assert_eq!(reference.url(), "https://graph.microsoft.com/v1.0/users('$a')");
    }

    #[test]
    fn nothing_and_dot_segments_are_refused_wherever_they_would_stand() {
        for key in ["", ".", ".."] {
            assert!(offline().root().push("users").push_key(key).error.is_some(), "{key:?}");
        }
        let applications = offline().root().push("applications");
        for key in [Literal::from(""), Literal::bare(""), Literal::Null] {
            let path = applications.push_alternate_key(&[("a", 1.into()), ("appId", key)]);
            assert_eq!(path.error.as_deref(), Some("an empty key in /applications"));
        }
        check(
            &applications.push_call("find", &[("name", "".into())]),
            "/applications/find(name='')",
            "/applications/find(name={value})",
        );
    }

    #[test]
    fn mistakes_are_kept() {
        let path = offline().root().push("users").push_key("..").push("messages").push_key("");
        assert_eq!(path.error.as_deref(), Some("a key that is a dot segment in /users/"));
    }
}
