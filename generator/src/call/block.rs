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
//!
//! In: a text with requests. Out: the requests, or why one of them is none.

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
    let rest: Vec<&str> = lines.collect();
    let (headers, mut body) = below_request_line(&rest)?;
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

/// Headers in their order.
type Headers = Vec<(String, String)>;

/// The headers, and the lines of the body.
fn below_request_line<'p>(lines: &[&'p str]) -> Result<(Headers, Vec<&'p str>), Fault> {
    let mut lines = without_gap(lines).iter().copied().peekable();
    let mut headers = Vec::new();
    while let Some(line) = lines.next_if(|line| !begins_body(line)) {
        if line.trim().is_empty() {
            break;
        }
        if is_comment(line) {
            continue;
        }
        headers.push(header(line).ok_or_else(|| {
            Fault(format!(
                "{} is neither a header nor set off as a body by a blank line",
                super::words::shown(line.trim())
            ))
        })?);
    }
    Ok((headers, lines.collect()))
}

/// Without the blank lines that some pages have between the request line and the headers. Without headers, they set off
/// the body.
fn without_gap<'l, 'p>(lines: &'l [&'p str]) -> &'l [&'p str] {
    let gap = lines.iter().take_while(|line| is_blank(line)).count();
    let below = &lines[gap..];
    let ends = |line: &&str| line.trim().is_empty() || begins_body(line);
    let block = &below[..below.iter().position(ends).unwrap_or(below.len())];
    let is_header = |line: &&str| {
        // `https://..` is an address.
        header(line).is_some_and(|(_, value)| !value.starts_with("//"))
    };
    let are_headers = !block.is_empty() && block.iter().all(|line| is_comment(line) || is_header(line));
    if are_headers { below } else { lines }
}

/// Whether JSON begins here, which follows headers without a blank line, too.
fn begins_body(line: &str) -> bool {
    line.trim_start().starts_with(['{', '[', '"', '}'])
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::read::requests;
    use super::super::request::Body;

    #[test]
    fn a_blank_line_may_set_off_the_headers() {
        let check = |text: &str, headers: &[(&str, &str)], body: &Body| {
            for text in [text.to_owned(), text.replace('\n', "\r\n")] {
                let found = requests(&text).unwrap_or_else(|error| panic!("{text}: {error}")).remove(0);
                let told: Vec<(&str, &str)> =
                    found.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                assert_eq!((&told[..], &found.body), (headers, body), "{text}");
            }
        };
        let json = [("Content-type", "application/json"), ("Content-length", "9")];
        let object = Body::Json(json!({ "skip": 4 }));
        let text = |text: &str| Body::Text(text.to_owned());
        let block = "POST /me/x\n\nContent-type: application/json\nContent-length: 9\n";
        check(&format!("{block}\n{{\"skip\":4}}"), &json, &object);
        check(&format!("{}\n\n{{\n\"skip\":\n\n4}}\n", block.replace("\n\n", "\n \n\n")), &json, &object);
        check(&format!("{block}{{\"skip\":4}}"), &json, &object);
        check(&format!("``` http\n{block}\n{{\"skip\":4}}\n```\n"), &json, &object);
        check(&format!("{block}\nHTTP/1.1 200 OK\nContent-type: a/b\n\n{{}}"), &json, &Body::None);
        check("GET /me/x\n\nAccept: a/b\n", &[("Accept", "a/b")], &Body::None);
        check("GET /me/x\n\n# why\nAccept: a/b", &[("Accept", "a/b")], &Body::None);
        check("PUT /me/x\nX-A: b\n\nNote: c", &[("X-A", "b")], &text("Note: c"));
        check("PUT /me/x\n\nX-A: b\n\nNote: c", &[("X-A", "b")], &text("Note: c"));
        check("PUT /me/x\n\nNote: c\nplain", &[], &text("Note: c\nplain"));
        check("PUT /me/x\n\nhttps://a.b/c", &[], &text("https://a.b/c"));
        check("POST /me/x\n\n{\"skip\":\n4}", &[], &object);
        check("GET /me/x\n\nHTTP/1.1 200 OK\nA: b\n", &[], &Body::None);
    }
}
