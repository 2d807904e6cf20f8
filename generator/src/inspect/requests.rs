//! How requests are written for people.

use super::words::type_text;
use crate::odata::{Primitive, QueryOption, QueryOptions};
use crate::schema::{RequestBody, Response, TypeName};

/// What the page says about query options; empty where it says nothing.
pub(super) fn query_options(options: &QueryOptions) -> String {
    let names = |options: &[QueryOption]| {
        options.iter().map(|option| format!("${}", option.name())).collect::<Vec<_>>().join(", ")
    };
    let general = options.general.map(|works| if works { "supported in general" } else { "not supported" });
    let supported = (!options.supported.is_empty()).then(|| names(&options.supported));
    let not = (!options.unsupported.is_empty()).then(|| format!("not {}", names(&options.unsupported)));
    [general.map(str::to_owned), supported, not].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What is sent.
pub(super) fn body(body: &RequestBody) -> String {
    match body {
        RequestBody::None => "nothing".to_owned(),
        RequestBody::Instance(ty) => type_text(ty),
        RequestBody::Parameters(_) => "parameters".to_owned(),
        RequestBody::Binary(media_type) => format!("bytes ({media_type})"),
        RequestBody::Reference => "a reference".to_owned(),
        RequestBody::Untyped => "JSON without a stated type".to_owned(),
    }
}

/// What comes back.
pub(super) fn response(response: &Response) -> String {
    match &response.ty {
        // Those of a report, whose type a page names too.
        _ if response.binary => "bytes".to_owned(),
        Some(ty) if ty.name == TypeName::Primitive(Primitive::Stream) => "bytes".to_owned(),
        Some(ty) => type_text(ty),
        None => "nothing".to_owned(),
    }
}

/// Status codes of success.
pub(super) fn codes(response: &Response) -> String {
    response.codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
