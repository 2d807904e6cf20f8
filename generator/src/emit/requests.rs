//! Request types: a path prefix with `#[inline]` methods that make requests or lengthen the path.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::documented;
use super::imports::{Imports, Origin};
use super::tokens::{doc, ident};
use super::values::{self, Qualified};
use crate::file::{Item, Source};
use crate::names::ModIdent;
use crate::sdk::{
    Argument, Body, Call, CallKind, Folder, ItemType, Output, Push, REMOVED, Requests, RequestsFile, Scalar,
    Setter, Step, TypePath, ValueType, Version,
};

/// The file of a type's requests.
pub(super) fn file(version: &Version, folder: &Folder<RequestsFile>, file: &RequestsFile) -> Source {
    let mut imports = Imports::default();
    let mut items = Vec::new();
    for item in &file.items {
        imports.add(Origin::Client, "Path");
        items.push(Item::Tokens(request_type(item)));
        items.push(Item::Tokens(methods(item, &Names::inside(&folder.path), &mut imports)));
    }
    let own: BTreeSet<&str> = file.items.iter().map(|item| item.ident.as_str()).collect();
    imports.leave_out(Origin::Parent, &own);
    let mut all = imports.items(version);
    all.extend(items);
    Source { doc: Vec::new(), items: all }
}

/// Where a file stands, to spell other request types.
pub(super) struct Names<'a> {
    own: Option<&'a [ModIdent]>,
}

impl<'a> Names<'a> {
    /// For a file of the namespace `own`.
    pub(super) fn inside(own: &'a [ModIdent]) -> Self {
        Self { own: Some(own) }
    }

    /// For a file outside of `requests`.
    pub(super) fn outside() -> Self {
        Self { own: None }
    }

    fn spell(&self, path: &TypePath, imports: &mut Imports<'_>) -> TokenStream {
        if self.own == Some(path.modules.as_slice()) {
            imports.add(Origin::Parent, path.ident.as_str());
            let name = ident(path.ident.as_str());
            return quote! { #name };
        }
        imports.add(Origin::Version, "requests");
        values::qualified("requests", path)
    }
}

/// ```text
/// /// Requests to one `deviceConfiguration`.
/// #[derive(Clone, Debug)]
/// #[must_use = "a path sends nothing"]
/// pub struct DeviceConfigurationRequests {
///     path: Path,
/// }
/// ```
fn request_type(item: &Requests) -> TokenStream {
    let docs = doc(&item.doc);
    let name = ident(item.ident.as_str());
    quote! { #docs #[derive(Clone, Debug)] #[must_use = "a path sends nothing"] pub struct #name { path: Path } }
}

/// ```text
/// impl DeviceConfigurationRequests {
///     /// Requests below `path`.
///     #[inline]
///     pub const fn new(path: Path) -> Self { Self { path } }
///     ..
/// }
/// ```
fn methods(item: &Requests, names: &Names<'_>, imports: &mut Imports<'_>) -> TokenStream {
    let name = ident(item.ident.as_str());
    let (steps, calls) = bodies(item, &quote! { self.path }, names, imports);
    let setters: Vec<TokenStream> = item.setters.iter().map(|setter| self::setter(setter, imports)).collect();
    quote! {
        impl #name {
            /// Requests below `path`.
            #[inline]
            pub fn new(path: Path) -> Self { Self { path } }
            #(#steps)*
            #(#setters)*
            #(#calls)*
        }
    }
}

/// Steps and calls as methods, for request types and for the client.
pub(super) fn bodies(
    item: &Requests,
    path: &TokenStream,
    names: &Names<'_>,
    imports: &mut Imports<'_>,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let steps = item.steps.iter().map(|step| self::step(step, path, names, imports)).collect();
    let calls = item.calls.iter().map(|call| self::call(call, path, imports)).collect();
    (steps, calls)
}

/// ```text
/// #[inline]
/// pub fn assignments(&self) -> DeviceConfigurationAssignmentCollectionRequests {
///     DeviceConfigurationAssignmentCollectionRequests::new(self.path.push("assignments"))
/// }
/// ```
fn step(step: &Step, path: &TokenStream, names: &Names<'_>, imports: &mut Imports<'_>) -> TokenStream {
    let docs = doc(&step.doc);
    let name = ident(step.ident.as_str());
    let to = names.spell(&step.to, imports);
    let (parameters, pushed) = push(&step.push, path, imports);
    quote! {
        #docs
        #[inline]
        pub fn #name(&self #(, #parameters)*) -> #to { #to::new(#pushed) }
    }
}

/// ```text
/// #[inline]
/// pub fn vehicle(&self, vehicle: impl AsRef<str>) -> Self {
///     Self { path: self.path.with_query("vehicle", vehicle.as_ref()) }
/// }
/// ```
fn setter(setter: &Setter, imports: &mut Imports<'_>) -> TokenStream {
    let docs = doc(&setter.doc);
    let (name, wire) = (ident(setter.ident.as_str()), &setter.argument.wire);
    let (parameter, value) = query_argument(&setter.argument, imports);
    quote! {
        #docs
        #[inline]
        pub fn #name(&self, #parameter) -> Self { Self { path: self.path.with_query(#wire, #value) } }
    }
}

/// A parameter for a value in the query, and the value as its text.
fn query_argument(argument: &Argument, imports: &mut Imports<'_>) -> (TokenStream, TokenStream) {
    let name = ident(argument.ident.as_str());
    let text = || (quote! { #name: impl AsRef<str> }, quote! { #name.as_ref() });
    if argument.ty.collection {
        return text();
    }
    match &argument.ty.item {
        ItemType::Scalar(Scalar::String | Scalar::Stream | Scalar::Value | Scalar::Binary)
        | ItemType::Model(_) => text(),
        ItemType::Scalar(scalar @ (Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64)) => {
            let ty = ident(scalar.name());
            (quote! { #name: #ty }, quote! { #name.to_string() })
        }
        item @ (ItemType::Enum(_)
        | ItemType::Flags(_)
        | ItemType::Scalar(
            Scalar::Decimal
            | Scalar::Guid
            | Scalar::DateTimeOffset
            | Scalar::Date
            | Scalar::TimeOfDay
            | Scalar::Duration,
        )) => {
            imports.value(item);
            let ty = values::item(item, &Qualified("models"));
            (quote! { #name: &#ty }, quote! { #name.to_string() })
        }
    }
}

/// The path after a push, and the parameters it takes.
fn push(push: &Push, path: &TokenStream, imports: &mut Imports<'_>) -> (Vec<TokenStream>, TokenStream) {
    match push {
        Push::Nothing => (Vec::new(), quote! { #path.clone() }),
        Push::Segments(segments) => (Vec::new(), quote! { #path #(.push(#segments))* }),
        Push::Key => (vec![quote! { key: impl AsRef<str> }], quote! { #path.push_key(key) }),
        Push::FilePath => (vec![quote! { path: impl AsRef<str> }], quote! { #path.at(path) }),
        Push::NamedKeys(arguments) => {
            let (parameters, values) = self::arguments(arguments, imports);
            (parameters, quote! { #path.push_alternate_key(&[#(#values),*]) })
        }
        Push::Call { segment, arguments } => {
            let (parameters, values) = self::arguments(arguments, imports);
            (parameters, quote! { #path.push_call(#segment, &[#(#values),*]) })
        }
    }
}

/// Parameters, and `("name", name.into())` each.
fn arguments(arguments: &[Argument], imports: &mut Imports<'_>) -> (Vec<TokenStream>, Vec<TokenStream>) {
    arguments.iter().map(|argument| self::argument(argument, imports)).unzip()
}

fn argument(argument: &Argument, imports: &mut Imports<'_>) -> (TokenStream, TokenStream) {
    let name = ident(argument.ident.as_str());
    let wire = &argument.wire;
    if argument.ty.collection {
        imports.add(Origin::Client, "Literal");
        let parameter = quote! { #name: impl IntoIterator<Item = impl Into<Literal>> };
        return (parameter, quote! { (#wire, Literal::list(#name)) });
    }
    let (ty, value) = match &argument.ty.item {
        ItemType::Scalar(Scalar::String) => (quote! { impl AsRef<str> }, quote! { #name.as_ref().into() }),
        ItemType::Scalar(scalar @ (Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64)) => {
            let ty = ident(scalar.name());
            (quote! { #ty }, quote! { #name.into() })
        }
        ItemType::Scalar(Scalar::Stream | Scalar::Value | Scalar::Binary) | ItemType::Model(_) => {
            imports.add(Origin::Client, "Literal");
            (quote! { impl Into<Literal> }, quote! { #name.into() })
        }
        item @ ItemType::Scalar(
            Scalar::Decimal
            | Scalar::Guid
            | Scalar::DateTimeOffset
            | Scalar::Date
            | Scalar::TimeOfDay
            | Scalar::Duration,
        ) => {
            imports.add(Origin::Client, "Literal");
            imports.value(item);
            let ty = values::item(item, &Qualified("models"));
            (quote! { &#ty }, quote! { Literal::bare(#name) })
        }
        item @ (ItemType::Enum(_) | ItemType::Flags(_)) => {
            imports.add(Origin::Client, "Literal");
            imports.value(item);
            let ty = values::item(item, &Qualified("models"));
            (quote! { &#ty }, quote! { Literal::text(#name) })
        }
    };
    (quote! { #name: #ty }, quote! { (#wire, #value) })
}

/// ```text
/// #[inline]
/// pub fn update(&self, patch: impl IntoPatch<models::User>) -> Request<Option<models::User>, Write> {
///     Request::new(&self.path, Endpoint::patch(&[..])).json(&patch.into_patch())
/// }
/// ```
fn call(call: &Call, path: &TokenStream, imports: &mut Imports<'_>) -> TokenStream {
    let docs = doc(&call.doc);
    let deprecated = call.deprecated.then(|| quote! { #[deprecated = "deprecated in the documentation"] });
    let name = ident(call.ident.as_str());
    let endpoint = documented::endpoint(&call.facts);
    let (mut parameters, pushed) = match &call.push {
        Push::Nothing => (Vec::new(), quote! { &#path }),
        other => {
            let (parameters, pushed) = push(other, path, imports);
            (parameters, quote! { &#pushed })
        }
    };
    let query: Vec<TokenStream> = call
        .query
        .iter()
        .map(|argument| {
            let (parameter, value) = query_argument(argument, imports);
            let wire = &argument.wire;
            parameters.push(parameter);
            quote! { .query_option(#wire, #value) }
        })
        .collect();
    let (parameter, send) = body(&call.body, imports);
    parameters.extend(parameter);
    let condition = call.etag.then(|| {
        parameters.push(quote! { etag: impl AsRef<str> });
        quote! { .if_match(etag) }
    });
    let output = output(call, imports);
    imports.add(Origin::Client, "Endpoint");
    imports.add(Origin::Client, "Request");
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self #(, #parameters)*) -> #output { Request::new(#pushed, #endpoint) #(#query)* #send #condition }
    }
}

/// The parameter of a body, and how it gets into the request.
fn body(body: &Body, imports: &mut Imports<'_>) -> (Option<TokenStream>, TokenStream) {
    let parameter = match body {
        Body::None => return (None, TokenStream::new()),
        Body::Model(path) => {
            imports.add(Origin::Version, "models");
            imports.add(Origin::Runtime, "Extends");
            imports.add(Origin::Runtime, "Model");
            let ty = values::qualified("models", path);
            return (Some(quote! { body: &(impl Extends<#ty> + Model) }), quote! { .model(body) });
        }
        Body::Patch(path) => {
            imports.add(Origin::Version, "models");
            imports.add(Origin::Runtime, "IntoPatch");
            let ty = values::qualified("models", path);
            return (Some(quote! { patch: impl IntoPatch<#ty> }), quote! { .json(&patch.into_patch()) });
        }
        Body::Parameters(path) => {
            imports.add(Origin::Version, "parameters");
            let ty = values::qualified("parameters", path);
            return (Some(quote! { parameters: &#ty }), quote! { .model(parameters) });
        }
        Body::Value(ty) => {
            imports.value(&ty.item);
            let item = values::item(&ty.item, &Qualified("models"));
            let text = matches!(ty.item, ItemType::Scalar(Scalar::String));
            match (ty.collection, text) {
                (true, _) => quote! { body: &[#item] },
                (false, true) => quote! { body: &str },
                (false, false) => quote! { body: &#item },
            }
        }
        Body::Binary(media_type) => {
            imports.add(Origin::Client, "Content");
            let set = if media_type == "application/octet-stream" {
                quote! { .content(content) }
            } else {
                quote! { .content_of(#media_type, content) }
            };
            return (Some(quote! { content: impl Into<Content> }), set);
        }
        Body::Reference => {
            imports.add(Origin::Client, "Reference");
            return (Some(quote! { reference: &Reference }), quote! { .json(reference) });
        }
        Body::ReferenceInQuery => {
            imports.add(Origin::Client, "Reference");
            let set = quote! { .query_option(#REMOVED, reference.url()) };
            return (Some(quote! { reference: &Reference }), set);
        }
        Body::Untyped => {
            imports.add(Origin::Runtime, "Value");
            quote! { body: &Value }
        }
    };
    (Some(parameter), quote! { .json(body) })
}

/// `Request<models::User, List>`
fn output(call: &Call, imports: &mut Imports<'_>) -> TokenStream {
    let ty = match &call.output {
        Output::Nothing => quote! { () },
        Output::Binary => {
            imports.add(Origin::Client, "Bytes");
            quote! { Bytes }
        }
        Output::Value(ty) => result(ty, call.kind, imports),
        Output::Optional(ty) => {
            let ty = result(ty, call.kind, imports);
            quote! { Option<#ty> }
        }
    };
    let kind = match call.kind {
        CallKind::Get => return quote! { Request<#ty> },
        CallKind::Fixed => "Fixed",
        CallKind::List => "List",
        CallKind::FixedList => "FixedList",
        CallKind::Delta => "Delta",
        CallKind::Count => "Count",
        CallKind::Download => "Download",
        CallKind::Write => "Write",
        CallKind::Upsert => "Upsert",
        CallKind::WriteList => "WriteList",
        CallKind::LongRunning => "LongRunning",
    };
    imports.add(Origin::Client, kind);
    let kind = ident(kind);
    quote! { Request<#ty, #kind> }
}

/// The result of a request: pages are typed by their items, and what stands in an envelope is unwrapped.
fn result(ty: &ValueType, kind: CallKind, imports: &mut Imports<'_>) -> TokenStream {
    imports.value(&ty.item);
    let item = values::item(&ty.item, &Qualified("models"));
    let value = if ty.collection && !kind.is_paged() {
        quote! { Vec<#item> }
    } else {
        item
    };
    let wrapped = match &ty.item {
        ItemType::Enum(_) | ItemType::Flags(_) => true,
        ItemType::Scalar(Scalar::Value | Scalar::Stream) => ty.collection,
        ItemType::Scalar(_) | ItemType::Model(_) => false,
    };
    if wrapped {
        imports.add(Origin::Client, "Wrapped");
        return quote! { Wrapped<#value> };
    }
    value
}
