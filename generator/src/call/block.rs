//! A pasted block, and `.http` files with several of them.
//!
//! ```text
//! @id = 0815
//! ### a name
//! GET https://graph.microsoft.com/v1.0/users/{{id}}
//!     ?$select=id
//! Prefer: return=minimal
//!
//! { .. }
//! ```

use super::request::{Content, Fault, HttpRequest, is_method};

/// The requests of a text.
pub(super) fn read(text: &str) -> Result<Vec<HttpRequest>, Fault> {
    let text = unfenced(text);
    let (variables, text) = variables(text);
    let text = filled(&text, &variables);
    let mut found = Vec::new();
    for part in parts(&text) {
        if let Some(request) = request(&part)? {
            found.push(request);
        }
    }
    if found.is_empty() {
        return Err(Fault(
            "there is no request: a method and a path are expected, `GET /me/messages`".to_owned(),
        ));
    }
    Ok(found)
}

/// Without the lines of a code block of Markdown around it.
fn unfenced(text: &str) -> &str {
    let Some(rest) = text.trim().strip_prefix("```") else { return text };
    let Some((_, rest)) = rest.split_once('\n') else { return text };
    rest.strip_suffix("```").unwrap_or(rest)
}

/// `@name = value`
fn variables(text: &str) -> (Vec<(String, String)>, String) {
    let mut found = Vec::new();
    let mut rest = String::with_capacity(text.len());
    for line in text.lines() {
        let defined = line.strip_prefix('@').and_then(|line| line.split_once('='));
        match defined {
            Some((name, value))
                if found.len() < 100
                    && name.trim().chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) =>
            {
                found.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    (found, rest)
}

/// With the values of variables; a value may name those before it. What would grow without bounds stays as it is.
fn filled(text: &str, variables: &[(String, String)]) -> String {
    let mut text = text.to_owned();
    for (name, value) in variables.iter().rev() {
        let uses = text.matches(&format!("{{{{{name}}}}}")).count();
        if text.len() + uses * value.len() <= super::request::MOST_BYTES {
            text = text.replace(&format!("{{{{{name}}}}}"), value);
        }
    }
    text
}

/// The texts between lines that begin with `###`.
fn parts(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines() {
        if line.starts_with("###") {
            found.push(String::new());
        } else if let Some(part) = found.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    found
}

fn request(part: &str) -> Result<Option<HttpRequest>, Fault> {
    let part = without_scripts(part);
    let mut lines = part.lines().skip_while(is_blank).peekable();
    let Some(first) = lines.peek() else { return Ok(None) };
    let (method, mut url) = if first.starts_with(':') {
        pseudo_headers(&mut lines)?
    } else {
        let (method, url) = request_line(first)?;
        let line = (method.to_owned(), url.to_owned());
        lines.next();
        line
    };
    // The query may go on below.
    while let Some(more) =
        lines.next_if(|line| line.starts_with([' ', '\t']) && line.trim_start().starts_with(['?', '&', '/']))
    {
        url.push_str(more.trim());
    }
    let mut headers = Vec::new();
    let mut body = Vec::new();
    for line in lines.by_ref() {
        if line.trim().is_empty() {
            break;
        }
        if is_comment(line) {
            continue;
        }
        match header(line) {
            Some(header) => headers.push(header),
            // A body that follows without a blank line.
            None if line.trim_start().starts_with(['{', '[', '"', '}']) => {
                body.push(line);
                break;
            }
            None => {
                return Err(Fault(format!(
                    "{} is neither a header nor set off as a body by a blank line",
                    super::words::shown(line.trim())
                )));
            }
        }
    }
    body.extend(lines);
    // What the example answers is not part of it.
    if let Some(end) = body.iter().position(|line| line.starts_with("HTTP/")) {
        body.truncate(end);
    }
    let text = body.join("\n");
    let content = match text.trim().strip_prefix("< ") {
        Some(name) if !name.contains('\n') => Content::File(name.trim().to_owned()),
        _ if text.trim().is_empty() => Content::None,
        _ => Content::Text(text.trim_end().to_owned()),
    };
    HttpRequest::new(Some(&method), &url, headers, content).map(Some)
}

/// Without what a client runs before and after the request: `< {% .. %}`, `> {% .. %}`.
fn without_scripts(part: &str) -> String {
    let mut kept = String::with_capacity(part.len());
    let mut within = false;
    for line in part.lines() {
        let start = line.trim_start();
        if within || start.starts_with("< {%") || start.starts_with("> {%") {
            within = !line.contains("%}");
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// `:method: GET`, or the name and the value in lines of their own, as browsers show a request of HTTP/2.
fn pseudo_headers<'p>(
    lines: &mut std::iter::Peekable<impl Iterator<Item = &'p str>>,
) -> Result<(String, String), Fault> {
    let mut found = std::collections::BTreeMap::new();
    while let Some(line) = lines.next_if(|line| line.starts_with(':')) {
        let (name, value) = line[1..].split_once(':').unwrap_or((&line[1..], ""));
        let value = match value.trim() {
            "" => lines.next().unwrap_or_default().trim(),
            value => value,
        };
        found.insert(name.trim(), value);
    }
    let get = |name: &str| found.get(name).copied().filter(|value| !value.is_empty());
    let path = get("path")
        .ok_or_else(|| Fault("half a request: among the pseudo-headers there is no `:path`".to_owned()))?;
    let scheme = get("scheme").unwrap_or("https");
    let host = get("authority").map_or_else(String::new, |host| format!("{scheme}://{host}"));
    Ok((get("method").unwrap_or("GET").to_owned(), format!("{host}{path}")))
}

fn is_blank(line: &&str) -> bool {
    line.trim().is_empty() || is_comment(line)
}

/// `# words`, `// words`; an empty path has no second slash.
fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("// ")
}

fn request_line(line: &str) -> Result<(&str, &str), Fault> {
    let line = line.trim();
    let line = match line.rsplit_once(char::is_whitespace) {
        Some((start, last)) if last.starts_with("HTTP/") => start.trim_end(),
        _ => line,
    };
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match rest.trim() {
        "" if is_method(first) => {
            Err(Fault(format!("half a request: {first} of what? A path is expected behind it")))
        }
        "" if first.contains('/') => Ok(("GET", first)),
        rest if is_method(first) => Ok((first, rest)),
        _ if first.starts_with('/') || first.contains("://") => Ok(("GET", line)),
        _ => Err(Fault(format!(
            "{} is not a request: a method and a path are expected, `GET /me/messages`",
            super::words::shown(line)
        ))),
    }
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let is_token =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    is_token.then(|| (name.to_owned(), value.trim().to_owned()))
}
