//! Comments of methods that make requests: who may make one, where, with what, and what comes back.
//!
//! Paths of one method may have different pages. What most paths have in common is said first and without a place; what
//! differs names the paths it is about.

use std::cmp::Reverse;

use super::permissions;
use super::text::{Paragraphs, code, some_of, type_link, whole};
use crate::odata::{ApiVersion, Caller, Clouds, Method, PermissionTable, QueryOption};
use crate::sdk::{CallKind, Doc, Documented, Header, ItemType, MethodFacts, Output, Scalar, ValueType};

/// So many paths are named; the others are counted.
const MOST_PATHS: usize = 3;

/// So many different statements about one thing are said; the others are data of the request.
const MOST_STATEMENTS: usize = 4;

/// Headers that the client sends by itself, whatever a page says of them.
const OF_THE_CLIENT: [&str; 3] = ["Authorization", "Accept", "Content-Type"];

/// What is known about a method.
pub(in crate::lower) struct MethodDoc<'m> {
    pub(in crate::lower) api: ApiVersion,
    /// What it does, as Markdown.
    pub(in crate::lower) title: String,
    /// What the page says about it.
    pub(in crate::lower) prose: Option<&'m String>,
    /// Sentences about arguments and body.
    pub(in crate::lower) sent: Vec<String>,
    pub(in crate::lower) answer: Answer<'m>,
    pub(in crate::lower) facts: &'m MethodFacts,
    /// Address of the page.
    pub(in crate::lower) page: Option<String>,
}

/// What comes back.
pub(in crate::lower) struct Answer<'m> {
    pub(in crate::lower) kind: CallKind,
    pub(in crate::lower) output: &'m Output,
    /// Status codes of success.
    pub(in crate::lower) codes: Vec<u16>,
}

impl MethodDoc<'_> {
    /// The comment.
    pub(in crate::lower) fn done(&self) -> Doc {
        let documented = &self.facts.documented;
        let verb = self.facts.method.as_str();
        let mut doc = Paragraphs::default();
        let all: Vec<&Documented> = documented.iter().collect();
        let mut paths = paths(&all);
        if let Some(first) = paths.strip_prefix('`') {
            paths = format!("`{verb} {first}");
        }
        let title = if self.title.is_empty() { paths } else { format!("{}: {paths}.", self.title) };
        doc.text(&title).prose(self.prose).text(&self.sent.join(" ")).text(&self.answer.text(self.api));
        self.permissions(&mut doc);
        let mut facts = clouds(documented);
        facts.extend(headers(documented));
        if self.facts.method == Method::Get {
            facts.extend(options(documented));
        }
        doc.text(&facts.join(" ")).link(self.page.clone()).done()
    }

    fn permissions(&self, doc: &mut Paragraphs) {
        let mut groups = grouped(&self.facts.documented, |documented| {
            let sure = &documented.permissions;
            (sure, documented.limited.iter().filter(|table| adds_to(sure, table)).collect::<Vec<_>>())
        });
        groups.retain(|group| group.fact.0.is_stated() || !group.fact.1.is_empty());
        for (at, group) in groups.iter().take(MOST_STATEMENTS).enumerate() {
            let place = group.place(at);
            let (sure, limited) = &group.fact;
            for table in std::iter::once(sure).chain(limited).filter(|table| table.is_stated()) {
                doc.text(&permissions::heading(&place, table)).list(permissions::lines(table));
            }
        }
        let more: usize = groups.iter().skip(MOST_STATEMENTS).map(|group| group.paths.len()).sum();
        if more > 0 {
            doc.text(&format!(
                "There are others on {more} more of its paths: `permissions()` of a request tells them."
            ));
        }
    }
}

/// Whether a table states something else of a caller than what holds for sure.
fn adds_to(sure: &PermissionTable, limited: &PermissionTable) -> bool {
    Caller::ALL.into_iter().any(|caller| {
        let grant = limited.grant(caller);
        grant.is_stated() && grant != sure.grant(caller)
    })
}

/// A statement, and the paths it is about, the shortest first.
struct Group<'d, F> {
    fact: F,
    paths: Vec<&'d Documented>,
}

impl<F> Group<'_, F> {
    /// Where it holds, if not on most paths.
    fn place(&self, at: usize) -> String {
        if at == 0 { String::new() } else { format!(" on {}", paths(&self.paths)) }
    }
}

/// The statements about all paths: that of most paths first.
fn grouped<'d, F: PartialEq>(
    documented: &'d [Documented],
    fact: impl Fn(&'d Documented) -> F,
) -> Vec<Group<'d, F>> {
    let mut groups: Vec<Group<'d, F>> = Vec::new();
    for documented in documented {
        let fact = fact(documented);
        match groups.iter_mut().find(|group| group.fact == fact) {
            Some(group) => group.paths.push(documented),
            None => groups.push(Group { fact, paths: vec![documented] }),
        }
    }
    // The templates are in order, and sorting keeps it where all else is equal.
    groups.sort_by_key(|group| {
        (Reverse(group.paths.len()), group.paths.first().map(|path| path.template.len()))
    });
    groups
}

/// `/me/drive`, `/users/{id}/drive` and 2 more
fn paths(documented: &[&Documented]) -> String {
    let mut templates: Vec<&str> = documented.iter().map(|documented| documented.template.as_str()).collect();
    templates.sort_by_key(|template| (template.len(), *template));
    some_of(templates.into_iter().map(whole), MOST_PATHS)
}

/// A sentence a statement: `say` is told where it holds, and may have nothing to say.
fn statements<F>(groups: &[Group<'_, F>], say: impl Fn(&F, &str) -> Option<String>) -> Vec<String> {
    let groups = groups.iter().take(MOST_STATEMENTS).enumerate();
    groups.filter_map(|(at, group)| say(&group.fact, &group.place(at))).collect()
}

fn clouds(documented: &[Documented]) -> Vec<String> {
    let mut groups = grouped(documented, |documented| documented.clouds);
    groups.retain(|group| group.fact.is_some());
    statements(&groups, |clouds, place| {
        let lacking: Vec<&str> = clouds
            .iter()
            .copied()
            .flat_map(Clouds::named)
            .filter(|(_, there)| !there)
            .map(|(name, _)| name)
            .collect();
        match (lacking.is_empty(), place.is_empty()) {
            (true, true) => None,
            (true, false) => Some(format!("In all clouds{place}.")),
            (false, _) => Some(format!("Not in the clouds{place}: {}.", lacking.join(", "))),
        }
    })
}

fn headers(documented: &[Documented]) -> Vec<String> {
    let said = |header: &&Header| !OF_THE_CLIENT.iter().any(|own| header.name.eq_ignore_ascii_case(own));
    let mut groups =
        grouped(documented, |documented| documented.headers.iter().filter(said).collect::<Vec<_>>());
    groups.retain(|group| !group.fact.is_empty());
    statements(&groups, |headers, place| {
        let named = |required: bool| {
            let named = headers.iter().filter(|header| (header.required == Some(true)) == required);
            named.map(|header| header_text(header)).collect::<Vec<_>>().join(", ")
        };
        let kinds = [("Required headers", named(true)), ("Headers", named(false))];
        let said = kinds.into_iter().filter(|(_, named)| !named.is_empty());
        let said: Vec<String> = said.map(|(kind, named)| format!("{kind}{place}: {named}.")).collect();
        (!said.is_empty()).then(|| said.join(" "))
    })
}

/// `Prefer: return=minimal`
fn header_text(header: &Header) -> String {
    match header.value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
        Some(value) => code(&format!("{}: {value}", header.name)),
        None => code(&header.name),
    }
}

fn options(documented: &[Documented]) -> Vec<String> {
    let mut groups = grouped(documented, |documented| (documented.options, &documented.named_options));
    groups.retain(|group| group.fact.0.is_some() || !group.fact.1.is_empty());
    statements(&groups, |(general, named), place| {
        let those = |works: bool| {
            let those = named.iter().filter(|(_, stated)| *stated == works);
            let text = |option: QueryOption| format!("`${}`", option.name());
            those.map(|(option, _)| text(*option)).collect::<Vec<_>>().join(", ")
        };
        let mut said = Vec::new();
        match general {
            Some(false) => said.push(format!("Takes no query options{place}.")),
            Some(true) if named.is_empty() => said.push(format!("Takes query options{place}.")),
            Some(true) | None => {}
        }
        let kinds = [("Query options", those(true)), ("Not supported", those(false))];
        let listed = kinds.into_iter().filter(|(_, those)| !those.is_empty());
        said.extend(listed.map(|(kind, those)| format!("{kind}{place}: {those}.")));
        (!said.is_empty()).then(|| said.join(" "))
    })
}

impl Answer<'_> {
    fn text(&self, api: ApiVersion) -> String {
        let codes: Vec<String> = self.codes.iter().map(|code| format!("`{code}`")).collect();
        let codes = if codes.is_empty() { String::new() } else { format!(" {}", codes.join(" or ")) };
        let value = match self.output {
            Output::Nothing => None,
            Output::Binary => Some("bytes".to_owned()),
            Output::Value(ty) | Output::Optional(ty) => Some(value(api, ty)),
        };
        let Some(value) = value else {
            return if self.kind == CallKind::LongRunning {
                format!("Answers{codes} at once, and goes on until its operation has ended.")
            } else {
                format!("Answers{codes} with nothing.")
            };
        };
        match self.kind {
            CallKind::LongRunning => {
                format!("Answers{codes} at once, and with {value} when its operation has ended.")
            }
            CallKind::List | CallKind::FixedList | CallKind::WriteList => {
                format!("Answers{codes} with pages of {}.", self.item(api))
            }
            CallKind::Delta => format!(
                "Answers{codes} with pages of what changed of {}, and at the end with the state to go on from.",
                self.item(api)
            ),
            CallKind::Count => format!("Answers{codes} with how many there are."),
            CallKind::Get | CallKind::Fixed | CallKind::Download | CallKind::Write | CallKind::Upsert => {
                let nothing = if matches!(self.output, Output::Optional(_)) { " or nothing" } else { "" };
                format!("Answers{codes} with {value}{nothing}.")
            }
        }
    }

    fn item(&self, api: ApiVersion) -> String {
        match self.output {
            Output::Value(ty) | Output::Optional(ty) => item(api, &ty.item),
            Output::Binary | Output::Nothing => String::new(),
        }
    }
}

fn value(api: ApiVersion, ty: &ValueType) -> String {
    let item = item(api, &ty.item);
    if ty.collection { format!("a list of {item}") } else { item }
}

/// In the words of a reader: a link where there is a type.
fn item(api: ApiVersion, ty: &ItemType) -> String {
    match ty {
        ItemType::Model(path) | ItemType::Enum(path) | ItemType::Flags(path) => {
            type_link(api, "models", path)
        }
        ItemType::Scalar(scalar) => match scalar {
            Scalar::String => "text",
            Scalar::Bool => "`true` or `false`",
            Scalar::I32 | Scalar::I64 | Scalar::F64 | Scalar::Decimal => "a number",
            Scalar::Guid => "a GUID",
            Scalar::DateTimeOffset | Scalar::TimeOfDay => "a time",
            Scalar::Date => "a date",
            Scalar::Duration => "a duration",
            Scalar::Binary | Scalar::Stream => "bytes",
            Scalar::Value => "JSON of no documented type",
        }
        .to_owned(),
    }
}
