//! A `curl` line, as people write it and as browsers copy it.
//!
//! In: words of a shell. Out: a request. Options that say nothing about the request are left out.

mod options;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::request::{Content, Fault, HttpRequest};
use options::{Effect, effect_of_letter, effect_of_name};

/// Whether a text is a call of curl.
pub(super) fn is_curl(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches("$ ").trim_start();
    ["curl ", "curl.exe ", "curl\t", "curl\n", "curl\\\n"].iter().any(|start| text.starts_with(start))
        || text.trim() == "curl"
}

#[derive(Default)]
struct Said {
    method: Option<String>,
    url: Option<String>,
    headers: Vec<(String, String)>,
    data: Vec<String>,
    query: Vec<String>,
    file: Option<String>,
    /// Parts of a form: name, media type, text.
    form: Vec<(String, Option<String>, String)>,
    in_query: bool,
    uploads: bool,
}

/// The request of a line.
pub(super) fn read(text: &str) -> Result<HttpRequest, Fault> {
    let words = words(text)?;
    let mut said = Said::default();
    let mut rest = words.into_iter().skip_while(|word| word == "$").skip(1);
    while let Some(word) = rest.next() {
        option(&mut said, word, &mut rest)?;
    }
    let mut url = said.url.ok_or_else(|| Fault("half a request: the curl line has no URL".to_owned()))?;
    if said.in_query && said.file.is_none() {
        said.query.append(&mut said.data);
    }
    if !said.query.is_empty() {
        url = format!("{url}{}{}", if url.contains('?') { "&" } else { "?" }, said.query.join("&"));
    }
    let data = said.data.join("&");
    if !said.form.is_empty() {
        let (media_type, text) = form(&said.form);
        said.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        said.headers.push(("Content-Type".to_owned(), media_type));
        return HttpRequest::new(said.method.as_deref(), &url, said.headers, Content::Text(text));
    }
    let content = match said.file {
        Some(name) => Content::File(name),
        None if said.data.is_empty() => Content::None,
        None => Content::Text(data),
    };
    let method = said.method.or_else(|| said.uploads.then(|| "PUT".to_owned()));
    HttpRequest::new(method.as_deref(), &url, said.headers, content)
}

/// `name=text;type=text/html`
fn part_of(part: &str) -> Result<(String, Option<String>, String), Fault> {
    let (name, value) = part.split_once('=').ok_or_else(|| {
        Fault(format!("half a request: {} is not a part of a form", super::words::shown(part)))
    })?;
    if value.starts_with(['@', '<']) {
        return Err(Fault(format!(
            "the part {} of the form is read from a file, which is not translated: paste the request with its body",
            super::words::shown(name)
        )));
    }
    let (text, media_type) = match value.rsplit_once(";type=") {
        Some((text, media_type)) => (text, Some(media_type.trim().to_owned())),
        None => (value, None),
    };
    Ok((name.to_owned(), media_type, text.to_owned()))
}

/// The media type and the text of a form of several parts.
fn form(parts: &[(String, Option<String>, String)]) -> (String, String) {
    // A line that no part has.
    let mut boundary = "part-of-the-form".to_owned();
    while parts.iter().any(|(_, _, text)| text.contains(&boundary)) {
        boundary.push('-');
    }
    let mut text = String::new();
    for (name, media_type, content) in parts {
        let name = name.replace('"', "%22");
        text.extend(["--", &boundary, "\r\nContent-Disposition: form-data; name=\"", &name, "\"\r\n"]);
        if let Some(media_type) = media_type {
            text.extend(["Content-Type: ", media_type, "\r\n"]);
        }
        text.extend(["\r\n", content, "\r\n"]);
    }
    text.extend(["--", &boundary, "--\r\n"]);
    (format!("multipart/form-data; boundary={boundary}"), text)
}

fn option(said: &mut Said, word: String, rest: &mut impl Iterator<Item = String>) -> Result<(), Fault> {
    let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
        return said.take_url(word);
    };
    let unknown = |option: &str| {
        Fault(format!("{} is not an option of curl that is known here", super::words::shown(option)))
    };
    if let Some(long) = letters.strip_prefix('-') {
        let (name, given) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let option = format!("--{name}");
        let effect = effect_of_name(name).ok_or_else(|| unknown(&option))?;
        return apply(said, effect, &mut Value { option: &option, given, rest });
    }
    for (at, letter) in letters.char_indices() {
        let option = format!("-{letter}");
        let effect = effect_of_letter(letter).ok_or_else(|| unknown(&option))?;
        let behind = &letters[at + letter.len_utf8()..];
        let given = (!behind.is_empty()).then_some(behind);
        apply(said, effect, &mut Value { option: &option, given, rest: &mut *rest })?;
        if !matches!(effect, Effect::None | Effect::InQuery | Effect::Head) {
            break;
        }
    }
    Ok(())
}

/// The value of an option: behind it in its word, or the next word.
struct Value<'v, I> {
    option: &'v str,
    given: Option<&'v str>,
    rest: &'v mut I,
}

impl<I: Iterator<Item = String>> Value<'_, I> {
    fn take(&mut self) -> Result<String, Fault> {
        let value = self.given.take().map(str::to_owned).or_else(|| self.rest.next());
        value.ok_or_else(|| Fault(format!("half a request: `{}` of curl wants a value", self.option)))
    }
}

fn apply(
    said: &mut Said,
    effect: Effect,
    value: &mut Value<'_, impl Iterator<Item = String>>,
) -> Result<(), Fault> {
    match effect {
        Effect::None => {}
        Effect::Ignored => drop(value.take()?),
        Effect::Method => said.method = Some(value.take()?),
        Effect::Url => said.take_url(value.take()?)?,
        Effect::Header => said.header(&value.take()?),
        Effect::Data => said.data(value.take()?)?,
        Effect::Raw => said.data.push(value.take()?),
        Effect::Encoded => said.data.push(encoded(&value.take()?)?),
        Effect::Json => {
            said.data(value.take()?)?;
            said.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        Effect::File => {
            said.file = Some(value.take()?);
            said.uploads = true;
        }
        Effect::Form => said.form.push(part_of(&value.take()?)?),
        Effect::FormText => {
            let part = value.take()?;
            let (name, value) = part.split_once('=').unwrap_or((&part, ""));
            said.form.push((name.to_owned(), None, value.to_owned()));
        }
        Effect::Query => {
            let part = value.take()?;
            // A plus says that it is encoded already.
            said.query
                .push(part.strip_prefix('+').map_or_else(|| encoded(&part), |part| Ok(part.to_owned()))?);
        }
        Effect::InQuery => said.in_query = true,
        Effect::Head => said.method = Some("HEAD".to_owned()),
        Effect::Range => said.headers.push(("Range".to_owned(), format!("bytes={}", value.take()?))),
    }
    Ok(())
}

impl Said {
    fn take_url(&mut self, url: String) -> Result<(), Fault> {
        if let Some(known) = &self.url {
            let [known, url] = [known, &url].map(|url| super::words::shown(url));
            let why =
                format!("the curl line has several URLs, {known} and {url}: paste one request at a time");
            return Err(Fault(why));
        }
        self.url = Some(url);
        Ok(())
    }

    /// `:authority: x` belongs to the transport, `Accept:` takes a header away.
    fn header(&mut self, header: &str) {
        if let Some((name, value)) = header.split_once(':')
            && !name.trim().is_empty()
            && !value.trim().is_empty()
        {
            self.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }

    fn data(&mut self, value: String) -> Result<(), Fault> {
        match value.strip_prefix('@') {
            Some("-") => {
                let why = "half a request: the curl line reads its body from standard input";
                return Err(Fault(why.to_owned()));
            }
            Some(file) => self.file = Some(file.to_owned()),
            None => self.data.push(value),
        }
        Ok(())
    }
}

/// `name=value`, `=value` or `value`, with the value encoded as curl does.
fn encoded(part: &str) -> Result<String, Fault> {
    if let Some((_, file)) = part.split_once('@').filter(|(name, _)| !name.contains('=')) {
        let file = super::words::shown(file);
        return Err(Fault(format!(
            "the value is read from the file {file}, which is not translated: paste the request with its body"
        )));
    }
    let (name, value) = part.split_once('=').unwrap_or(("", part));
    let value = utf8_percent_encode(value, UNRESERVED);
    Ok(if name.is_empty() { value.to_string() } else { format!("{name}={value}") })
}

/// What curl leaves as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The words of a line, as a shell takes it apart.
fn words(text: &str) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    let mut word: Option<String> = None;
    let text = joined(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => found.extend(word.take()),
            '\\' => match chars.next() {
                Some('\n') | None => {}
                Some(next) => word.get_or_insert_default().push(next),
            },
            '\'' => quoted(&mut chars, '\'', false, word.get_or_insert_default())?,
            '"' => quoted(&mut chars, '"', true, word.get_or_insert_default())?,
            '$' if chars.peek() == Some(&'\'') && word.is_none() => {
                chars.next();
                ansi(&mut chars, word.get_or_insert_default())?;
            }
            // What another command does with the answer.
            '|' | ';' | '>' if word.is_none() => break,
            c => word.get_or_insert_default().push(c),
        }
    }
    found.extend(word);
    Ok(found)
}

/// With the lines joined that cmd and `PowerShell` continue, and without the signs by which cmd takes a character as it is.
fn joined(text: &str) -> String {
    let text = text.replace("`\n", " ");
    if !text.contains("^\n") && !text.contains("^\"") {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '^' => match chars.next() {
                Some('\n') => joined.push(' '),
                next => joined.extend(next),
            },
            c => joined.push(c),
        }
    }
    joined
}

type Chars<'c> = std::iter::Peekable<std::str::Chars<'c>>;

fn unclosed() -> Fault {
    Fault("half a request: a quotation mark of the curl line is not closed".to_owned())
}

fn quoted(chars: &mut Chars<'_>, end: char, escapes: bool, word: &mut String) -> Result<(), Fault> {
    loop {
        match chars.next().ok_or_else(unclosed)? {
            c if c == end => return Ok(()),
            '\\' if escapes => match chars.next().ok_or_else(unclosed)? {
                '\n' => {}
                c @ ('"' | '\\' | '$' | '`') => word.push(c),
                c => word.extend(['\\', c]),
            },
            c => word.push(c),
        }
    }
}

/// `$'it\'s'`
fn ansi(chars: &mut Chars<'_>, word: &mut String) -> Result<(), Fault> {
    loop {
        match chars.next().ok_or_else(unclosed)? {
            '\'' => return Ok(()),
            '\\' => match chars.next().ok_or_else(unclosed)? {
                'n' => word.push('\n'),
                't' => word.push('\t'),
                'r' => word.push('\r'),
                'u' => {
                    let digits: String =
                        (0..4).map_while(|_| chars.next_if(char::is_ascii_hexdigit)).collect();
                    let found = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    word.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                c => word.push(c),
            },
            c => word.push(c),
        }
    }
}
