//! Path templates as people compare and select them.

use globset::{GlobBuilder, GlobMatcher};

/// A template in lower case with its placeholders made equal: `/users/{}/messages`. Two templates of one shape are the
/// same path.
pub fn shape(template: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for character in template.chars() {
        match character {
            '{' => {
                depth += 1;
                if depth == 1 {
                    text.push_str("{}");
                }
            }
            '}' => depth = depth.saturating_sub(1),
            character if depth == 0 => text.extend(character.to_lowercase()),
            _ => {}
        }
    }
    text
}

/// Which paths are meant: `*` stands for one segment or a part of one, `**` for any number of segments, `{a,b}` for a
/// choice. Letter case is of no account, and placeholders match each other, whatever they are called. A path without
/// wildcards stands for itself and everything below it.
#[derive(Debug, Clone)]
pub struct PathGlob {
    text: String,
    matchers: Vec<GlobMatcher>,
}

impl PathGlob {
    /// Understands `text`.
    pub fn new(text: &str) -> Result<Self, BadGlob> {
        let glob = text.trim().trim_end_matches('/');
        let slash = if glob.starts_with('/') { "" } else { "/" };
        let pattern = format!("{slash}{}", with_equal_placeholders(glob));
        let mut patterns = Vec::new();
        if let Some(above) = pattern.strip_suffix("/**") {
            // Any number of segments may be none.
            patterns.push(above.to_owned());
        } else if !glob.contains(['*', '?', '[']) {
            patterns.push(format!("{pattern}/**"));
        }
        patterns.push(pattern);
        let matcher = |pattern: &String| {
            let glob = GlobBuilder::new(pattern).literal_separator(true).case_insensitive(true).build();
            glob.map(|glob| glob.compile_matcher())
                .map_err(|error| BadGlob { text: text.to_owned(), reason: error.kind().to_string() })
        };
        let matchers = patterns.iter().map(matcher).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), matchers })
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a template is meant.
    pub fn matches(&self, template: &str) -> bool {
        let shape = shape(template);
        self.matchers.iter().any(|matcher| matcher.is_match(&shape))
    }
}

/// `{id}` in a glob would mean the letters `id`; people mean the placeholder. A list stays a choice.
fn with_equal_placeholders(glob: &str) -> String {
    let mut text = String::new();
    let mut rest = glob;
    while let Some((before, inner, after)) = braces(rest) {
        text.push_str(before);
        if inner.contains(',') {
            text.extend(["{", inner, "}"]);
        } else {
            text.push_str("[{][}]");
        }
        rest = after;
    }
    text + rest
}

/// The text before, in and after the first pair of braces.
fn braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inner, after) = rest.split_once('}')?;
    Some((before, inner, after))
}

/// A glob that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a glob: {reason}")]
pub struct BadGlob {
    text: String,
    reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(glob: &str, matching: &[&str], other: &[&str]) {
        let found = PathGlob::new(glob).expect("a glob");
        for template in matching {
            assert!(found.matches(template), "{glob} means {template}");
        }
        for template in other {
            assert!(!found.matches(template), "{glob} does not mean {template}");
        }
    }

    #[test]
    fn placeholders_are_equal() {
        let check = |template, expected: &str| assert_eq!(shape(template), expected);
        check("/Users/{id}/x(a={a})", "/users/{}/x(a={})");
        check("/a}{b", "/a{}");
    }

    #[test]
    fn a_plain_path_has_everything_below() {
        let below = ["/users", "/users/{id}", "/users/{id}/messages/{id}"];
        check("/users", &below, &["/usersettings", "/me/users"]);
        check("users/", &below, &["/groups"]);
        check("/Users/{user-id}", &["/users/{id}", "/users/{id}/messages"], &["/users", "/users/delta"]);
        check("/x(a={b})", &["/x(a={value})", "/X(a={value})/y"], &["/x"]);
    }

    #[test]
    fn a_star_stays_within_its_segment() {
        check("/users/*", &["/users/{id}", "/users/delta"], &["/users", "/users/{id}/messages"]);
        check("/users/{id}/m*", &["/users/{id}/messages"], &["/users/{id}/memberOf/{id}", "/users/{id}"]);
        check("*/messages", &["/me/messages"], &["/me/messages/{id}", "/users/{id}/messages"]);
    }

    #[test]
    fn two_stars_stand_for_any_number_of_segments() {
        check("/users/**", &["/users", "/users/{id}", "/users/{id}/messages"], &["/usersettings", "/me"]);
        check("**/messages", &["/me/messages", "/users/{id}/messages"], &["/me/messages/{id}"]);
        check("/users/**/messages", &["/users/messages", "/users/{id}/messages"], &["/me/messages"]);
        check("/**", &["/users", "/me/messages"], &[]);
    }

    #[test]
    fn braces_with_a_comma_are_a_choice() {
        check("/{me,groups}/**", &["/me/messages", "/groups"], &["/users"]);
        check("/{me,groups}", &["/me", "/groups/{id}"], &["/users"]);
    }

    #[test]
    fn what_is_not_a_glob_says_why() {
        let error = PathGlob::new("/a[").expect_err("an open bracket");
        assert!(error.to_string().starts_with("`/a[` is not a glob: "), "{error}");
    }
}
