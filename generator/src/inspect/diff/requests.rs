//! What is said of requests: that they are documented, what is sent and received, who may call them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::requests::{body, codes, response};
use super::super::thing::Thing;
use super::super::words::{action, clouds, permissions, type_text};
use super::change::{Class, Recorder, What};
use super::types::{facts, pair};
use crate::odata::{QueryOption, QueryOptions, shape};
use crate::schema::{Header, Parameter, Request, RequestBody, Schema};

/// Requests by method and shape of the path: how placeholders are called is no part of the request.
pub(super) fn requests(cx: &mut Recorder, old: &Schema, new: &Schema) {
    let (old, new) = (by_shape(old), by_shape(new));
    for (_, old, new) in pair(&old, &new) {
        match (old.map_or(&[][..], Vec::as_slice), new.map_or(&[][..], Vec::as_slice)) {
            ([], []) => {}
            ([old, ..], []) => cx.say(Class::Documentation, (Thing::Request, &subject(old)), What::Removed),
            ([], [new, ..]) => cx.say(Class::Documentation, (Thing::Request, &subject(new)), What::Added),
            ([old], [new]) => request(cx, old, new),
            (old, new) => described_by_several(cx, old, new),
        }
    }
}

fn by_shape(schema: &Schema) -> BTreeMap<(&'static str, String), Vec<&Request>> {
    let mut all: BTreeMap<_, Vec<&Request>> = BTreeMap::new();
    for request in &schema.requests {
        all.entry((request.method.as_str(), shape(&request.template))).or_default().push(request);
    }
    all
}

fn subject(request: &Request) -> String {
    format!("{} {}", request.method.as_str(), request.template)
}

/// A request that several pages describe: pages are compared each with itself.
fn described_by_several(cx: &mut Recorder, old: &[&Request], new: &[&Request]) {
    let by_page = |requests: &[&Request]| {
        requests.iter().map(|request| (request.page.clone(), (*request).clone())).collect::<BTreeMap<_, _>>()
    };
    let subject = new.first().map_or_else(String::new, |request| subject(request));
    let (old, new) = (by_page(old), by_page(new));
    for (page, old, new) in pair(&old, &new) {
        let described = |by: bool| if by { "describes it" } else { "does not describe it" }.to_owned();
        match (old, new) {
            (Some(old), Some(new)) => request(cx, old, new),
            (old, new) => {
                let changed = (described(old.is_some()), described(new.is_some()));
                cx.compare(
                    Class::Documentation,
                    (Thing::Request, &subject),
                    &format!("page {page}"),
                    changed,
                );
            }
        }
    }
}

fn request(cx: &mut Recorder, old: &Request, new: &Request) {
    let name = subject(new);
    let of = (Thing::Request, name.as_str());
    let pair_of = |text: fn(&Request) -> String| (text(old), text(new));
    let said = Class::Documentation;
    cx.compare(said, of, "does", pair_of(|request| action(request.action).to_owned()));
    cx.compare(said, of, "sends", pair_of(|request| body(&request.body)));
    cx.compare(said, of, "receives", pair_of(|request| response(&request.response)));
    cx.compare_flag(of, "path understood", (old.resolved, new.resolved));
    cx.compare_flag(of, "goes on after the answer", {
        (old.response.long_running, new.response.long_running)
    });
    cx.compare(said, of, "status codes", pair_of(|request| codes(&request.response)));
    cx.compare(said, of, "title", pair_of(|request| request.title.clone()));
    cx.compare(said, of, "query", pair_of(|request| or_not_stated(request.query.clone())));
    cx.compare(said, of, "clouds", pair_of(|request| or_not_stated(request.clouds.map(clouds))));
    cx.compare_flag(of, "deprecated", (old.deprecated, new.deprecated));
    texts(cx, Class::Permissions, of, &permissions_by_caller(old), &permissions_by_caller(new));
    texts(cx, said, of, &headers(old), &headers(new));
    query_options(cx, of, &old.query_options, &new.query_options);
    for (parameter_name, old, new) in pair(&old.query_parameters, &new.query_parameters) {
        parameter(cx, &format!("{name}: {parameter_name}"), old, new);
    }
    if let (RequestBody::Parameters(old), RequestBody::Parameters(new)) = (&old.body, &new.body) {
        for (parameter_name, old, new) in pair(old, new) {
            parameter(cx, &format!("{name}: {parameter_name}"), old, new);
        }
    }
}

fn or_not_stated(text: Option<String>) -> String {
    text.unwrap_or_else(|| "not stated".to_owned())
}

/// Compares what is only said, label by label.
fn texts(
    cx: &mut Recorder,
    class: Class,
    of: (Thing, &str),
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) {
    for (label, old, new) in pair(old, new) {
        cx.compare(class, of, label, (or_not_stated(old.cloned()), or_not_stated(new.cloned())));
    }
}

fn permissions_by_caller(request: &Request) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for table in &request.permissions.tables {
        let scope = table.limit().map_or_else(String::new, |limit| format!(" ({limit})"));
        for (caller, needed) in permissions(table) {
            all.insert(format!("permissions, {caller}{scope}"), needed);
        }
    }
    all
}

fn headers(request: &Request) -> BTreeMap<String, String> {
    let value = |header: &Header| {
        let required =
            header.required.map(|required| if required { "required" } else { "optional" }.to_owned());
        let parts: Vec<String> = header.value.clone().into_iter().chain(required).collect();
        if parts.is_empty() { "named".to_owned() } else { parts.join(", ") }
    };
    request.headers.iter().map(|header| (format!("header {}", header.name), value(header))).collect()
}

/// A parameter is an argument or a field, which code feels; whether it has to be given to the service is only said.
fn parameter(cx: &mut Recorder, subject: &str, old: Option<&Parameter>, new: Option<&Parameter>) {
    let of = (Thing::Parameter, subject);
    match (old, new) {
        (Some(old), Some(new)) => {
            cx.compare(Class::Documentation, of, "type", (type_text(&old.ty), type_text(&new.ty)));
            let is_required = |parameter: &Parameter| parameter.required == Some(true);
            cx.compare_flag(of, "required", (is_required(old), is_required(new)));
            facts(cx, of, &old.facts, &new.facts);
        }
        (Some(_), None) => cx.say(Class::Documentation, of, What::Removed),
        (None, Some(_)) => cx.say(Class::Documentation, of, What::Added),
        (None, None) => {}
    }
}

/// No signature shows which options a page names: all or none are offered.
fn query_options(cx: &mut Recorder, of: (Thing, &str), old: &QueryOptions, new: &QueryOptions) {
    let named = |options: &QueryOptions| {
        options.supported.iter().chain(&options.unsupported).copied().collect::<BTreeSet<QueryOption>>()
    };
    let allows = |options: &QueryOptions, option: QueryOption| match options.states(option) {
        Some(works) => works,
        None => options.general == Some(true),
    };
    let general = |options: &QueryOptions| {
        match options.general {
            Some(true) => "supported",
            Some(false) => "not supported",
            None => "not stated",
        }
        .to_owned()
    };
    cx.compare(Class::Documentation, of, "query options", (general(old), general(new)));
    for option in named(old).union(&named(new)) {
        let (before, after) = (allows(old, *option), allows(new, *option));
        let word = |allowed: bool| if allowed { "supported" } else { "not stated" }.to_owned();
        cx.compare(Class::Documentation, of, &format!("${}", option.name()), (word(before), word(after)));
    }
}
