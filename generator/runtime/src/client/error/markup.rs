//! What people would read of an HTML or XML page. Proxies, gateways and storage services answer with such pages.

/// A tag without its brackets, or text between tags.
enum Piece<'t> {
    Tag(&'t str),
    Text(&'t str),
}

/// The text of the first element of this name, whatever its prefix.
pub(super) fn element(markup: &str, name: &str) -> Option<String> {
    let mut pieces = pieces(markup);
    let opens = |tag: &str| local_name(tag).eq_ignore_ascii_case(name) && !tag.ends_with('/');
    pieces.find(|piece| matches!(piece, Piece::Tag(tag) if opens(tag)))?;
    let inside = pieces.take_while(|piece| !matches!(piece, Piece::Tag(tag) if tag.starts_with('/')));
    let text = readable(inside);
    (!text.is_empty()).then_some(text)
}

/// All that is shown, words separated by single spaces.
pub(super) fn text(markup: &str) -> String {
    let mut hidden: Option<&str> = None;
    let shown = pieces(markup).filter(move |piece| {
        if let Piece::Tag(tag) = piece {
            let name = local_name(tag.trim_start_matches('/'));
            let opens = ["script", "style"].into_iter().find(|known| name.eq_ignore_ascii_case(known));
            hidden = opens.filter(|_| !tag.starts_with('/'));
        }
        hidden.is_none()
    });
    readable(shown)
}

fn readable<'t>(pieces: impl Iterator<Item = Piece<'t>>) -> String {
    let texts = pieces.filter_map(|piece| match piece {
        Piece::Text(text) => Some(decoded(text)),
        Piece::Tag(_) => None,
    });
    let joined = texts.collect::<Vec<_>>().join(" ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `message` of `m:message xml:lang="en"`.
fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

fn pieces(markup: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        while let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let (piece, after) = if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let (text, after) = data.split_once("]]>").unwrap_or((data, ""));
            (Piece::Text(text), after)
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            (Piece::Tag(tag), after)
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            (Piece::Text(&rest[..end]), &rest[end..])
        };
        let any = !rest.is_empty();
        rest = after;
        any.then_some(piece)
    })
}

/// The entities that every page has, and no others.
fn decoded(text: &str) -> String {
    let known =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " ")];
    let text = known.into_iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_people_do() {
        let page = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title><style>h1 { a: b }</style>\
                    <script>if (a < b) { alert('x') }</script></head>\r\n<body bgcolor=white><!-- <b>no</b> -->\
                    <h1>It&#39;s\n&lt;down&gt;&nbsp;&amp;lt;</h1></body></html>";
        assert_eq!(text(page), "502 Bad Gateway It's <down> &lt;");
        assert_eq!(text("plain"), "plain");
        assert_eq!(text("<html><h1>cut o"), "cut o");
        assert_eq!(text("a<b"), "a");
        assert_eq!(text("<script>a"), "");
        assert_eq!(text("<scripts>a"), "a");
        assert_eq!(text("<!-- a"), "");
    }

    #[test]
    fn elements_are_found_whatever_their_prefix() {
        let check = |markup: &str, expected: Option<&str>| {
            assert_eq!(element(markup, "message").as_deref(), expected, "{markup}");
        };
        check("<m:error><m:code>A</m:code><m:message xml:lang=\"en\">not <b>x</m:message>", Some("not x"));
        check("<Error><Message>a\n b</Message><Message>c</Message></Error>", Some("a b"));
        check("<Message><![CDATA[a<b]]></Message>", Some("a<b"));
        check("<Message/><x>a</x>", None);
        check("<Messages>a</Messages>", None);
        check("<message></message>", None);
    }
}
