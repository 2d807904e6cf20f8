//! Request lines to path templates: placeholders of every style become `{x}`, query and host go, steps come apart.
//!
//! In: the URL of a request line, as printed. Out: a [`PathTemplate`]: the normalised text and its [`PathStep`]s. What a step
//! means is told by the types that paths are followed through; here it is only form.

/// A request path, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate {
    /// Leading slash, `{placeholders}`, no query.
    pub text: String,
    /// What stood behind the question mark.
    pub query: Option<String>,
    /// The path between the slashes.
    pub steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    /// As in the template.
    pub text: String,
    /// Its form.
    pub form: StepForm,
}

/// The forms of path steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepForm {
    /// `messages`, `microsoft.graph.user`, `delta()`, `range(address='{address}')`, `applications(appId='{appId}')`.
    Name {
        /// The name, qualified where it is printed so.
        name: String,
        /// What stands in parentheses behind it; absent without parentheses.
        arguments: Option<Vec<Argument>>,
    },
    /// `{id}`: the words within.
    Key(String),
    /// `{property name}`: stands for the name of a member.
    Member(String),
    /// `:/{path}:`
    Address,
    /// `$ref`, `$value`, `$count`
    System(String),
}

/// An argument of a function or a named key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Name; empty for a bare value.
    pub name: String,
    /// Whether the value stands in quotes, as texts do.
    pub quoted: bool,
    /// The value as printed.
    pub value: String,
}

impl Argument {
    /// The words of the placeholder that stands for the value.
    pub fn placeholder(&self) -> Option<&str> {
        self.bare().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
    }

    /// The value without quotes.
    fn bare(&self) -> &str {
        self.value.trim_matches('\'')
    }

    /// Its name and the words of its placeholder, or what stands for both.
    fn words(&self) -> impl Iterator<Item = &str> {
        let value = self.placeholder().unwrap_or(if self.name.is_empty() { self.bare() } else { "" });
        std::iter::once(self.name.as_str()).chain(value.split('|')).filter(|word| !word.is_empty())
    }
}

/// So many slashes a path may have: real ones have up to 15, and what follows a path goes down step by step.
const STEPS: usize = 100;

impl PathTemplate {
    /// Takes a printed URL apart; `None` where it holds no path, or one of more than [`STEPS`].
    pub fn parse(url: &str) -> Option<Self> {
        let url = braces(url.trim());
        let url = url.split(" HTTP/").next().unwrap_or_default().trim();
        let (path, query) = split_query(url);
        if path.matches('/').count() > STEPS {
            return None;
        }
        let mut texts = split_steps(path.trim());
        texts.retain(|text| !matches!(text.as_str(), "" | "..." | "…" | "~"));
        let texts = join_addresses(join_keys(texts));
        if texts.is_empty() {
            return None;
        }
        let steps: Vec<PathStep> = texts.into_iter().map(step).collect();
        Some(Self { text: text(&steps), query, steps })
    }

    /// What stands in parentheses behind its names.
    pub fn arguments(&self) -> impl Iterator<Item = &Argument> {
        let of_steps = self.steps.iter().map(|step| match &step.form {
            StepForm::Name { arguments, .. } => arguments.as_deref().unwrap_or_default(),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => &[],
        });
        of_steps.flatten()
    }

    /// The words of all placeholders, and the names of arguments.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let placeholders = self.steps.iter().flat_map(|step| match &step.form {
            StepForm::Key(words) | StepForm::Member(words) => words.split('|').collect(),
            StepForm::Address => step.text.split(['/', ':', '{', '}', '|']).collect(),
            StepForm::Name { .. } | StepForm::System(_) => Vec::new(),
        });
        placeholders.filter(|word| !word.is_empty()).chain(self.arguments().flat_map(Argument::words))
    }

    /// Whether one of its placeholders is called so, more or less: `id` and `{user-id}`.
    pub fn names_placeholder(&self, name: &str) -> bool {
        let name = letters(name);
        self.steps.iter().any(|step| match &step.form {
            StepForm::Key(words) | StepForm::Member(words) => words.split('|').map(letters).any(|word| {
                !word.is_empty() && (word.ends_with(name.as_str()) || name.ends_with(word.as_str()))
            }),
            // A path within the path is all placeholders.
            StepForm::Address => letters(&step.text).contains(name.as_str()),
            StepForm::Name { .. } | StepForm::System(_) => false,
        })
    }

    /// The path with placeholders for all that looks like an id: `/barns('4')/doors/7` -> `/barns/{id}/doors/{id}`.
    pub fn without_ids(&self) -> String {
        let is_word = |name: &str| name.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
        let steps = self.steps.iter().map(|step| match &step.form {
            StepForm::Name { name, arguments: None } if is_word(name) => format!("/{name}"),
            StepForm::Name { name, arguments: Some(keys) } if is_word(name) && keys.is_empty() => {
                format!("/{name}()")
            }
            StepForm::Name { name, arguments: Some(_) } if is_word(name) => format!("/{name}/{{id}}"),
            StepForm::Name { .. } | StepForm::Key(_) | StepForm::Member(_) => "/{id}".to_owned(),
            StepForm::Address => ":/{path}:".to_owned(),
            StepForm::System(name) => format!("/{name}"),
        });
        steps.collect()
    }

    /// The same path with a name in place of a step.
    #[must_use]
    pub fn with_name(&self, at: usize, name: &str) -> Self {
        let mut steps = self.steps.clone();
        steps[at] = step(name.to_owned());
        Self { text: text(&steps), query: self.query.clone(), steps }
    }
}

impl StepForm {
    /// The name of the step, without a namespace.
    pub fn name(&self) -> Option<&str> {
        match self {
            StepForm::Name { name, .. } => Some(name.rsplit('.').next().unwrap_or(name)),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
        }
    }
}

fn text(steps: &[PathStep]) -> String {
    let slash = |step: &PathStep| if step.form == StepForm::Address { "" } else { "/" };
    steps.iter().flat_map(|step| [slash(step), step.text.as_str()]).collect()
}

/// `<x>` is written `{x}`, spaces around alternatives go, entities and escapes are undone.
fn braces(url: &str) -> String {
    let url =
        url.replace("&lt;", "<").replace("&gt;", ">").replace('\\', "").replace("{{", "{").replace("}}", "}");
    let url = url.replace('<', "{").replace('>', "}").replace(['\u{2018}', '\u{2019}'], "'");
    let mut text = String::with_capacity(url.len());
    let mut within = false;
    for c in url.chars() {
        match c {
            '{' | ' ' if within => {}
            '}' if !within => {}
            '{' | '}' => {
                within = c == '{';
                text.push(c);
            }
            '/' if within => {
                within = false;
                text.push_str("}/");
            }
            c => text.push(c),
        }
    }
    if within {
        text.push('}');
    }
    text
}

fn split_query(url: &str) -> (&str, Option<String>) {
    match url.split_once('?') {
        Some((path, query)) => (path, Some(query.trim().to_owned()).filter(|query| !query.is_empty())),
        None => (url, None),
    }
}

/// Parts between slashes, which may stand within quotes and parentheses; a parenthesis that is never closed ends
/// with its step.
fn split_steps(path: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut depth = 0_usize;
    let last_close = path.rfind(')').unwrap_or_default();
    for (at, c) in path.char_indices() {
        let part = steps.last_mut().expect("there is one from the start");
        match c {
            '/' if depth == 0 => steps.push(String::new()),
            '/' if at > last_close => {
                part.extend(std::iter::repeat_n(')', depth));
                depth = 0;
                steps.push(String::new());
            }
            '(' => {
                depth += 1;
                part.push(c);
            }
            ')' => {
                depth = depth.saturating_sub(1);
                part.push(c);
            }
            c => part.push(c),
        }
    }
    steps.into_iter().map(|step| step.trim().to_owned()).collect()
}

/// `groups`, `(name='{name}')` -> `groups(name='{name}')`: named keys are no step of their own.
fn join_keys(texts: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for text in texts {
        let is_keys = text.starts_with('(') && text.ends_with(')') && text.contains('=');
        match joined.last_mut() {
            Some(before) if is_keys && !before.ends_with([')', '}', ':']) => before.push_str(&text),
            Some(_) | None => joined.push(text),
        }
    }
    joined
}

/// `root:`, `{a}`, `{b}:` -> `root`, `:/{a}/{b}:`.
fn join_addresses(texts: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    for text in texts {
        match open.take() {
            Some(address) => {
                let address = format!("{address}/{text}");
                if text.ends_with(':') {
                    joined.push(address);
                } else {
                    open = Some(address);
                }
            }
            None => match text.strip_suffix(':') {
                Some(start) if !start.is_empty() => {
                    joined.push(start.to_owned());
                    open = Some(":".to_owned());
                }
                Some(_) | None => joined.push(text),
            },
        }
    }
    joined.extend(open.filter(|address| address.len() > 1));
    joined
}

fn step(text: String) -> PathStep {
    let form = form(&text);
    let text = match &form {
        StepForm::Key(name) | StepForm::Member(name) => format!("{{{name}}}"),
        StepForm::Name { .. } | StepForm::Address | StepForm::System(_) => text,
    };
    PathStep { text, form }
}

/// A placeholder by the words within.
fn placeholder(words: String) -> StepForm {
    match letters(&words).as_str() {
        "property" | "propertyname" => StepForm::Member(words),
        _ => StepForm::Key(words),
    }
}

/// The letters and digits of a text in lower case: spellings of one name differ in everything else.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn form(text: &str) -> StepForm {
    if text.starts_with(":/") {
        return StepForm::Address;
    }
    if text.starts_with('$') {
        return StepForm::System(text.to_owned());
    }
    let inner = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(name) = inner('{', '}').filter(|name| !name.contains('{')).or_else(|| inner('(', ')')) {
        return placeholder(name.trim_matches(['{', '}', '\'']).to_owned());
    }
    match text.split_once('(') {
        Some((name, arguments)) => StepForm::Name {
            name: name.trim().to_owned(),
            arguments: Some(split_arguments(arguments.trim_end_matches(')'))),
        },
        None if text.contains('{') => StepForm::Key(text.replace(['{', '}'], "")),
        None => StepForm::Name { name: text.to_owned(), arguments: None },
    }
}

fn split_arguments(text: &str) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut quoted = false;
    let mut part = String::new();
    for c in text.chars().chain([',']) {
        match c {
            '\'' => {
                quoted = !quoted;
                part.push(c);
            }
            ',' if !quoted => {
                arguments.extend(argument(&part));
                part.clear();
            }
            c => part.push(c),
        }
    }
    arguments.extend(argument(part.trim_end_matches(',')));
    arguments
}

fn argument(text: &str) -> Option<Argument> {
    let text = text.trim();
    let (name, value) = text.split_once('=').unwrap_or(("", text));
    let quoted = value.trim().starts_with('\'');
    let name = name.trim().trim_matches(['{', '}', '@']).to_owned();
    (!text.is_empty()).then(|| Argument { name, quoted, value: value.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps as one line: names bare, `{x}` keys, `()` arguments, `:` addresses.
    fn check(url: &str, text: &str, forms: &str) {
        let template = PathTemplate::parse(url).expect("a path");
        let line: Vec<String> = template
            .steps
            .iter()
            .map(|step| match &step.form {
                StepForm::Name { name, arguments: None } | StepForm::System(name) => name.clone(),
                StepForm::Name { name, arguments: Some(arguments) } => {
                    let mark = |quoted| if quoted { "'" } else { "" };
                    let arguments = arguments.iter().map(|a| a.name.clone() + mark(a.quoted));
                    let arguments: Vec<String> = arguments.collect();
                    format!("{name}({})", arguments.join(","))
                }
                StepForm::Key(name) => format!("{{{name}}}"),
                StepForm::Member(name) => format!("{{.{name}}}"),
                StepForm::Address => ":".to_owned(),
            })
            .collect();
        assert_eq!((template.text.as_str(), line.join(" ").as_str()), (text, forms));
    }

    #[test]
    fn names_of_members_are_no_keys() {
        check("/a/{property name}", "/a/{propertyname}", "a {.propertyname}");
        check("/a/{property-name}", "/a/{property-name}", "a {.property-name}");
        check("/a/{property-id}", "/a/{property-id}", "a {property-id}");
    }

    #[test]
    fn placeholders_of_every_style_are_keys() {
        check(
            "/users/{id | userPrincipalName}/x",
            "/users/{id|userPrincipalName}/x",
            "users {id|userPrincipalName} x",
        );
        check("/teams/(team-id)/x/", "/teams/{team-id}/x", "teams {team-id} x");
        check("teams/<team-id>/x", "/teams/{team-id}/x", "teams {team-id} x");
        check("/a/{id/b", "/a/{id}/b", "a {id} b");
    }

    #[test]
    fn arguments_tell_texts() {
        check("/r/f(period='{p}',top={n})", "/r/f(period='{p}',top={n})", "r f(period',top)");
        check("/t/delta()", "/t/delta()", "t delta()");
        check("/a/(k='{k}')/b", "/a(k='{k}')/b", "a(k') b");
        check("/w/range(address='<a>'/row", "/w/range(address='{a}')/row", "w range(address') row");
        check("/x(k='a/b')/y", "/x(k='a/b')/y", "x(k') y");
    }

    #[test]
    fn paths_within_paths_are_one_step() {
        check(
            "/me/drive/root:/{path}:/children",
            "/me/drive/root:/{path}:/children",
            "me drive root : children",
        );
        check("/d/items/{id}:/{a}/{b}", "/d/items/{id}:/{a}/{b}", "d items {id} :");
        check("/me/drive/root:/", "/me/drive/root", "me drive root");
    }

    #[test]
    fn query_and_elided_steps_go() {
        let template = PathTemplate::parse("/a/.../b?$select=x HTTP/1.1").expect("a path");
        assert_eq!((template.text.as_str(), template.query.as_deref()), ("/a/b", Some("$select=x")));
        assert_eq!(PathTemplate::parse("  / "), None);
    }

    #[test]
    fn arguments_and_placeholders_have_words() {
        let words = |path: &str| -> Vec<String> {
            let template = PathTemplate::parse(path).expect("a path");
            template.words().map(str::to_owned).collect()
        };
        assert_eq!(words("/reports/get(period='{x}',date={d})?$top=1"), ["period", "x", "date", "d"]);
        assert_eq!(
            words("/users/{id | userPrincipalName}/range({address})"),
            ["id", "userPrincipalName", "address"]
        );
        assert_eq!(words("/drives/{id}/root:/{item-path}:/x"), ["id", "item-path"]);
        let template = PathTemplate::parse("/drives/{id}/root:/{path}:/x").expect("a path");
        assert_eq!(template.arguments().count(), 0);
    }
}
