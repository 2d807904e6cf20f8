//! Rules of the mock: which requests they take, and what is left of their replies.

use std::collections::VecDeque;

use azure_core::http::Method;

use super::{Fault, MockGraph, Reply, SeenCall};

/// A rule that was just made, to be given its replies. Without any it answers 204.
#[derive(Debug)]
pub struct Rule {
    graph: MockGraph,
    index: usize,
}

impl Rule {
    pub(crate) fn new(graph: MockGraph, index: usize) -> Self {
        Self { graph, index }
    }

    fn add(self, times: usize, reply: Reply) -> Self {
        if let Some(state) = self.graph.lock().rules.get_mut(self.index) {
            state.replies.extend(std::iter::repeat_n(reply, times));
        }
        self
    }

    /// One more reply. Replies are given in order; the last one stays.
    #[expect(clippy::return_self_not_must_use, reason = "a rule is complete after every call")]
    pub fn reply(self, reply: Reply) -> Self {
        self.add(1, reply)
    }

    /// A fault, so many times in a row.
    #[expect(clippy::return_self_not_must_use, reason = "a rule is complete after every call")]
    pub fn fault(self, times: usize, fault: Fault) -> Self {
        self.add(times, Reply::fault(fault))
    }

    /// Made from the request.
    #[expect(clippy::return_self_not_must_use, reason = "a rule is complete after every call")]
    pub fn made(self, make: impl Fn(&SeenCall) -> Reply + Send + Sync + 'static) -> Self {
        self.add(1, Reply::made(make))
    }

    /// Makes the last reply not stay: when all are given, the rule takes no more requests.
    pub fn then_nothing(self) {
        if let Some(state) = self.graph.lock().rules.get_mut(self.index) {
            state.ends = true;
        }
    }
}

/// A rule and what is left of it.
pub(crate) struct State {
    method: Method,
    pub(crate) template: String,
    replies: VecDeque<Reply>,
    ends: bool,
    used_up: bool,
}

impl State {
    pub(crate) fn new(method: Method, template: &str) -> Self {
        Self { method, template: template.to_owned(), replies: VecDeque::new(), ends: false, used_up: false }
    }

    pub(crate) fn takes(&self, call: &SeenCall) -> bool {
        !self.used_up && self.method == call.method && fits(&self.template, &call.path)
    }

    pub(crate) fn next(&mut self) -> Reply {
        if self.replies.len() > 1 || self.ends {
            let reply = self.replies.pop_front();
            self.used_up = self.ends && self.replies.is_empty();
            return reply.unwrap_or_else(|| Reply::status(204));
        }
        self.replies.front().cloned().unwrap_or_else(|| Reply::status(204))
    }
}

/// Whether a path is of a template. A placeholder takes anything but a slash; after `:/` it takes slashes too. A key in
/// parentheses (`users('$x')`) is the same as one behind a slash.
pub(crate) fn fits(template: &str, path: &str) -> bool {
    fits_as_written(template, path)
        || path.contains("('") && fits_as_written(template, &path.replace("('", "/").replace("')", ""))
}

fn fits_as_written(template: &str, path: &str) -> bool {
    let Some(open) = template.find('{') else {
        return template.trim_end_matches("()").eq_ignore_ascii_case(path.trim_end_matches("()"));
    };
    let (before, rest) = (&template[..open], &template[open..]);
    let after = rest.find('}').map_or("", |close| &rest[close + 1..]);
    let starts = path.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before));
    if !starts {
        return false;
    }
    let tail = &path[before.len()..];
    let whole_path = before.ends_with(":/");
    tail.char_indices()
        .take_while(|(_, c)| whole_path || *c != '/')
        .any(|(i, c)| fits_as_written(after, &tail[i + c.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, path: &str, expected: bool) {
        assert_eq!(fits(template, path), expected, "{template} {path}");
    }

    #[test]
    fn templates_fit_paths() {
        check("/users/{id}", "/users/a%2Fb", true);
        check("/users/{id}", "/users/a/messages", false);
        check("/users/{id}/messages", "/users/a/messages", true);
        check("/users/{id}", "/users/", false);
        check("/applications(appId='{id}')", "/applications(appId='x')", true);
        check("/drive/root:/{path}:/children", "/drive/root:/a/b:/children", true);
        check("/drive/root:/{path}", "/drive/root:/a/b", true);
        check("/users/delta", "/users/delta()", true);
        check("/users/{id}", "/users('$adele')", true);
        check("/users/{id}/messages/{id}", "/users('$adele')/messages/1", true);
        check("/users/{id}", "/users('$adele')/messages", false);
        check("/a/{b}/{c}", "/a/x/y", true);
        check("/a/{b}/{c}", "/a/x", false);
    }
}
