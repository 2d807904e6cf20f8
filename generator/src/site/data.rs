//! What the page knows: every request with its method, its code, and what is documented about it.
//!
//! In: versions of the crate. Out: JSON without `<`, each text once: rows hold numbers of texts.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::call::index::{Index, Place};
use crate::call::request::{Body, HttpRequest};
use crate::call::{answers_of, rust_name_of, translate};
use crate::odata::{Caller, Clouds, Grant, Method};
use crate::page::Page;
use crate::sdk::{Body as Sends, Call, CallKind, Documented, REMOVED};

/// Raised when a column changes its meaning or goes.
const FORMAT_VERSION: u32 = 1;

/// Texts by number.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    known: HashMap<String, usize>,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        self.all.push(text.to_owned());
        self.known.insert(text.to_owned(), self.all.len() - 1);
        self.all.len() - 1
    }
}

/// The data as JSON that can stand in a page.
pub(super) fn json(indices: &[Index<'_>], pages: &[Page]) -> String {
    let mut texts = Texts::default();
    let areas: BTreeMap<(&str, &str), &str> = pages
        .iter()
        .filter_map(|page| Some(((page.version.segment(), page.slug.as_str()), page.product.as_deref()?)))
        .collect();
    let mut rows = Vec::new();
    for index in indices {
        for place in index.places() {
            for call in &place.requests.calls {
                for documented in &call.facts.documented {
                    let area =
                        areas.get(&(index.version.segment, documented.page.as_str())).copied().unwrap_or("");
                    rows.push(row(&mut texts, index, (place, call, documented), area));
                }
            }
        }
    }
    let document = json!({ "version": FORMAT_VERSION, "texts": texts.all, "rows": rows });
    // In a script element, `<` could begin its end.
    document.to_string().replace('<', "\\u003c")
}

/// One request: the columns in the order in which the script reads them.
fn row(
    texts: &mut Texts,
    index: &Index<'_>,
    (place, call, documented): (Place<'_>, &Call, &Documented),
    area: &str,
) -> Value {
    let method = call.facts.method;
    let request = HttpRequest {
        method,
        version: None,
        cloud: None,
        path: documented.template.clone(),
        query: String::new(),
        headers: Vec::new(),
        body: Body::None,
    };
    let translation = translate(index, &request, &documented.page);
    let code = format!("{}\n\n{}", translation.imports.join("\n"), translation.code);
    let grants = Caller::ALL.map(|caller| texts.number(&grant(documented.permissions.grant(caller))));
    let limited: Vec<Value> = documented
        .limited
        .iter()
        .map(|table| {
            let grants = Caller::ALL.map(|caller| texts.number(&grant(table.grant(caller))));
            json!([texts.number(&table.limit().unwrap_or_default()), grants])
        })
        .collect();
    let columns = [
        index.version.segment,
        method.as_str(),
        &documented.template,
        &documented.title,
        &documented.page,
        &rust_name_of(index, place, call),
        code.trim(),
        &answers_of(index, call),
        kind(call, method),
        &area.to_lowercase(),
        &parameters(index, place, call),
        &documented.headers.iter().map(|header| header.name.as_str()).collect::<Vec<_>>().join(", "),
    ];
    let columns = columns.map(|text| texts.number(text));
    json!([columns, grants, clouds(documented.clouds), u8::from(call.deprecated), limited])
}

/// Alternatives between bars, permissions that are needed together between pluses; empty where nothing is stated.
fn grant(grant: &Grant) -> String {
    match grant.groups() {
        None => String::new(),
        Some([]) => "-".to_owned(),
        Some(groups) => groups.iter().map(|group| group.join(" + ")).collect::<Vec<_>>().join(" | "),
    }
}

/// A bit a cloud, and one that says that the page states them.
fn clouds(clouds: Option<Clouds>) -> u8 {
    let Some(clouds) = clouds else { return 0 };
    [clouds.global, clouds.us_government_l4, clouds.us_government_l5, clouds.china]
        .iter()
        .enumerate()
        .fold(16, |bits, (at, there)| bits | u8::from(*there) << at)
}

fn kind(call: &Call, method: Method) -> &'static str {
    match (call.kind, method) {
        (CallKind::Get | CallKind::Fixed, _) => "read one",
        (CallKind::List | CallKind::FixedList, _) => "list",
        (CallKind::Delta, _) => "changes",
        (CallKind::Count, _) => "count",
        (CallKind::Download, _) => "download",
        (CallKind::LongRunning, _) => "long-running",
        (_, Method::Patch) => "update",
        (_, Method::Put) => "replace or upload",
        (_, Method::Delete) => "delete",
        (_, Method::Get | Method::Post) => "create or call",
    }
}

/// What is given to a request beside keys: what is sent, and the query.
fn parameters(index: &Index<'_>, place: Place<'_>, call: &Call) -> String {
    let mut found: Vec<String> =
        call.query.iter().map(|argument| format!("{} (query)", argument.wire)).collect();
    found.extend(
        place.requests.setters.iter().map(|setter| format!("{} (query, optional)", setter.argument.wire)),
    );
    if call.body == Sends::ReferenceInQuery {
        found.push(format!("{REMOVED} (query)"));
    }
    let structure = match &call.body {
        Sends::Model(path) | Sends::Patch(path) => {
            index.structure(path).map(|found| found.wire.trim_start_matches('#').to_owned())
        }
        Sends::Parameters(path) => index.parameters(path).map(|found| {
            found.fields.iter().map(|field| field.token.wire.as_str()).collect::<Vec<_>>().join(", ")
        }),
        Sends::Binary(media) => Some(media.clone()),
        Sends::Reference => Some("@odata.id".to_owned()),
        Sends::Value(_) | Sends::Untyped => Some("JSON".to_owned()),
        Sends::ReferenceInQuery | Sends::None => None,
    };
    found.extend(structure.filter(|text| !text.is_empty()).map(|text| format!("{text} (body)")));
    found.join(", ")
}
