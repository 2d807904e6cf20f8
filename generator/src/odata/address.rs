//! Paths and queries as tokens, so that two spellings of one address are equal.
//!
//! In: the URL of a request line, of an example, or what a server received. Out: [`Token`]s and options. Knows nothing
//! of the reading of request lines, so that one can check the other.

use std::fmt;

use super::ApiVersion;

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// What stands between two slashes, decoded: a name or a key.
    Segment(String),
    /// A key in parentheses: `users('x')` has the same tokens as `users/x` but for this one.
    Key(String),
    /// Named values in parentheses: `range(address='A1')`; empty for `delta()`.
    Arguments(Vec<(String, Value)>),
    /// A path within the path: `root:/a/b:`.
    File(String),
}

/// A value in parentheses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Decoded, quotes taken off.
    pub text: String,
    /// It stood in quotes.
    pub quoted: bool,
}

impl Token {
    /// Whether it is a placeholder: `{id}`, `{id | userPrincipalName}`, `<id>`, `(id)`.
    pub fn is_placeholder(&self) -> bool {
        match self {
            Token::Segment(text) | Token::Key(text) => is_placeholder(text),
            Token::File(_) => true,
            Token::Arguments(_) => false,
        }
    }
}

impl Value {
    /// Whether it is a placeholder: `{start}`, `<start>`.
    pub fn is_placeholder(&self) -> bool {
        is_placeholder(&self.text)
    }
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches('\'');
    (text.starts_with('{') && text.ends_with('}')) || (text.starts_with('<') && text.ends_with('>'))
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Segment(text) => write!(f, "/{text}"),
            Token::Key(text) => write!(f, "('{text}')"),
            Token::File(path) => write!(f, ":/{path}:"),
            Token::Arguments(values) => {
                let texts: Vec<String> =
                    values.iter().map(|(name, value)| format!("{name}={}", value.text)).collect();
                write!(f, "({})", texts.join(","))
            }
        }
    }
}

/// What an address says below host and version.
pub fn below_service(address: &str) -> &str {
    let address = address.trim();
    let below_host = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    };
    below_version(below_host).1
}

/// The version that the start of a path names, and what stands below it.
pub fn below_version(rest: &str) -> (Option<ApiVersion>, &str) {
    let path = rest.trim_start_matches('/');
    for version in ApiVersion::ALL {
        let end = version.segment().len();
        let Some(start) = path.get(..end) else { continue };
        if start.eq_ignore_ascii_case(version.segment())
            && (path.len() == end || path[end..].starts_with(['/', '?']))
        {
            return (Some(version), &path[end..]);
        }
    }
    (None, rest)
}

/// Path and query of an address; host and version, if any, are gone already.
pub fn split(url: &str) -> (&str, &str) {
    let url =
        url.split_once('#').filter(|(_, after)| !after.contains(['\'', '@'])).map_or(url, |(url, _)| url);
    let mut depth = 0_usize;
    for (at, c) in url.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 => return (&url[..at], &url[at + 1..]),
            _ => {}
        }
    }
    (url, "")
}

/// The tokens of a path.
pub fn path(path: &str) -> Vec<Token> {
    let path = path.trim().replace("&lt;", "<").replace("&gt;", ">").replace('\\', "");
    let mut tokens = Vec::new();
    let mut file: Option<Vec<String>> = None;
    for segment in slices(&path) {
        let segment = segment.trim();
        if let Some(parts) = &mut file {
            let (text, ends) = segment.strip_suffix(':').map_or((segment, false), |text| (text, true));
            if !text.is_empty() {
                parts.push(decode(text));
            }
            if ends {
                push_file(&mut tokens, file.take());
            }
            continue;
        }
        if segment.is_empty() {
            continue;
        }
        match segment.strip_suffix(':') {
            Some(start) if !start.is_empty() => {
                push_segment(&mut tokens, start);
                file = Some(Vec::new());
            }
            Some(_) | None => push_segment(&mut tokens, segment),
        }
    }
    push_file(&mut tokens, file);
    tokens
}

/// `root:/` is the root itself.
fn push_file(tokens: &mut Vec<Token>, parts: Option<Vec<String>>) {
    tokens.extend(parts.filter(|parts| !parts.is_empty()).map(|parts| Token::File(parts.join("/"))));
}

/// The texts between slashes that stand in no quotes, parentheses or braces.
fn slices(path: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, c) in path.char_indices() {
        match c {
            '\'' if depth > 0 => quoted = !quoted,
            '(' | '{' | '<' if !quoted => depth += 1,
            ')' | '}' | '>' if !quoted => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                found.push(&path[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&path[start..]);
    found
}

fn push_segment(tokens: &mut Vec<Token>, segment: &str) {
    let called = segment.split_once('(').filter(|(name, _)| !name.is_empty() && !name.starts_with('{'));
    let Some((name, inner)) =
        called.and_then(|(name, rest)| Some((name, rest.trim_end().strip_suffix(')')?)))
    else {
        tokens.push(Token::Segment(decode(segment)));
        return;
    };
    tokens.push(Token::Segment(decode(name)));
    let parts = arguments(inner);
    tokens.push(match &parts[..] {
        [single] if named(single).is_none() => Token::Key(value(single).text),
        _ => Token::Arguments(
            parts
                .iter()
                .map(|part| named(part).unwrap_or(("", part)))
                .map(|(name, text)| (name.trim().to_owned(), value(text)))
                .collect(),
        ),
    });
}

fn named(part: &str) -> Option<(&str, &str)> {
    let (name, value) = part.split_once('=')?;
    let name = name.trim();
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-{}@".contains(c)))
        .then_some((name.trim_matches(['{', '}']), value))
}

/// The parts between commas that stand in no quotes, brackets or braces.
fn arguments(text: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted, mut depth) = (Vec::new(), 0, false, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.retain(|part| !part.is_empty());
    found
}

/// A value as it stands in parentheses or behind a name.
pub fn value(text: &str) -> Value {
    let text = decode(text.trim());
    match text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inner) => Value { text: inner.replace("''", "'"), quoted: true },
        None => Value { text, quoted: false },
    }
}

/// The options of a query, decoded, in order.
pub fn query(query: &str) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = Vec::new();
    for part in query.split('&').map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some((name, value)) => options.push((decode(name.trim()), decode(value))),
            // A bare `&` within a value cannot be told from one that separates; no option has no `=`.
            None => options.push((decode(part), String::new())),
        }
    }
    options
}

/// Whether `address` can be made from `template` by putting something in for its placeholders.
pub fn fits(template: &str, address: &str) -> bool {
    same(&path(template), &path(address))
}

/// Whether `address` fits the template but for the arguments of functions, which it leaves out.
pub fn fits_bare(template: &str, address: &str) -> bool {
    let mut tokens = path(template);
    tokens.retain(|token| !matches!(token, Token::Arguments(_)));
    same(&tokens, &path(address))
}

fn same(template: &[Token], address: &[Token]) -> bool {
    // `delta()` and `delta` are the same.
    let counts = |token: &&Token| !matches!(token, Token::Arguments(values) if values.is_empty());
    let (mut ours, mut theirs) = (template.iter().filter(counts), address.iter().filter(counts));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(our), Some(their)) if stands_for(our, their) => {}
            (Some(_) | None, _) => return false,
        }
    }
}

fn stands_for(template: &Token, token: &Token) -> bool {
    match (template, token) {
        (Token::File(_), Token::File(_)) => true,
        (Token::Segment(our) | Token::Key(our), Token::Segment(their) | Token::Key(their)) => {
            template.is_placeholder() || our.eq_ignore_ascii_case(their)
        }
        (Token::Arguments(ours), Token::Arguments(theirs)) => {
            let is_named = |name: &str| theirs.iter().any(|(their, _)| their.eq_ignore_ascii_case(name));
            ours.len() == theirs.len() && ours.iter().all(|(name, _)| is_named(name))
        }
        _ => false,
    }
}

/// Undoes percent-encoding; what is none stays.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// `/users/{id}/delta()` and `/users/{user-id}/delta` become the same text.
pub fn skeleton(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut within = false;
    for c in template.chars() {
        match c {
            '{' => {
                within = true;
                text.push_str("{}");
            }
            '}' => within = false,
            '\'' => {}
            c if !within => text.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    text.replace("()", "").trim_end_matches(['/', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = path(text).iter().map(ToString::to_string).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn paths_are_tokens() {
        check("/users/a%40b.c/messages/", &["/users", "/a@b.c", "/messages"]);
        check("/users('a')/x", &["/users", "('a')", "/x"]);
        check("/me/drive/root:/a/b c:/children", &["/me", "/drive", "/root", ":/a/b c:", "/children"]);
        check("/me/drive/root:/a", &["/me", "/drive", "/root", ":/a:"]);
        check("/w/range(address='A/1',n=2)/x()", &["/w", "/range", "(address=A/1,n=2)", "/x", "()"]);
        check("/a/{id | name/x}/19:x@y.z", &["/a", "/{id | name/x}", "/19:x@y.z"]);
        check("/a(x='it''s')", &["/a", "(x=it's)"]);
    }

    #[test]
    fn addresses_fit_templates() {
        let check = |template, address, expected| {
            assert_eq!(fits(template, address), expected, "{template} {address}");
        };
        check("/users/{id}", "/users/{user-id}", true);
        check("/users/{id}", "/Users/4711", true);
        check("/users/{id}", "/users('4711')", true);
        check("/users/{id}", "/users", false);
        check("/users/{id}", "/users/", false);
        check("/users/{id}", "/users/1/2", false);
        check("/users/{id}", "/groups/1", false);
        check("/a/b(c={c})", "/a/b(c={x})", true);
        check("/a/b(c='{c}',d={d})", "/a/b(D=5,c='x/y')", true);
        check("/a/b(c={c})", "/a/b(d=1)", false);
        check("/a/b(c={c})", "/a/b", false);
        check("/a/delta", "/a/delta()", true);
        check("/me/drive/root:/{item-path}:/content", "/me/drive/root:/a/b.txt:/content", true);
        check("/me/drive/root:/{item-path}", "/me/drive/root/children", false);
        check("/a}}{", "/a", false);
        assert!(fits_bare("/a/b(c={c})/d", "/a/b/d") && !fits_bare("/a/b(c={c})", "/a/b(d=1)"));
    }

    #[test]
    fn what_stands_below_the_version() {
        let check = |address, expected| assert_eq!(below_service(address), expected, "{address}");
        check("https://graph.microsoft.com/v1.0/me", "/me");
        check("https://graph.microsoft.com", "");
        check("/beta/me?$top=1", "/me?$top=1");
        check("v1.0/users", "/users");
        check("betas/1", "betas/1");
    }

    #[test]
    fn queries_are_options() {
        let (path, options) = split("/a?$filter=x%20eq%20'?'&b=c");
        assert_eq!(path, "/a");
        assert_eq!(query(options), [("$filter".into(), "x eq '?'".into()), ("b".to_owned(), "c".to_owned())]);
    }
}
