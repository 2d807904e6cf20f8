//! `GraphClient`: where every path of a version starts.

use quote::quote;

use super::imports::{Imports, Origin};
use super::requests::{self, Names};
use super::tokens::{doc, ident};
use crate::file::{Item, Source};
use crate::sdk::Version;

/// ```text
/// #[derive(Clone, Debug)]
/// #[must_use = "a client sends nothing by itself"]
/// pub struct GraphClient { client: Client }
///
/// impl GraphClient {
///     pub fn new(credential: Arc<dyn TokenCredential>, options: Option<GraphClientOptions>) -> Result<Self> { .. }
///     pub fn users(&self) -> requests::UserCollectionRequests { .. }
/// }
/// ```
pub(super) fn client(version: &Version) -> Source {
    let mut imports = Imports::default();
    let named = ["Client", "GraphClientOptions", "Method", "Raw", "Request", "Result", "TokenCredential"];
    imports.extend(Origin::Client, named);
    imports.add(Origin::Runtime, "Value");
    let root = quote! { self.client.root() };
    let (steps, calls) = requests::bodies(&version.client, &root, &Names::outside(), &mut imports);
    let (name, docs, segment) =
        (ident(version.client.ident.as_str()), doc(&version.client.doc), version.segment);
    let structure = quote! { #docs #[derive(Clone, Debug)] #[must_use = "a client sends nothing by itself"] pub struct #name { client: Client } };
    let methods = quote! {
        impl #name {
            /// A client that signs in with `credential`.
            pub fn new(credential: Arc<dyn TokenCredential>, options: Option<GraphClientOptions>) -> Result<Self> {
                Client::new(credential, #segment, options).map(Self::from_client)
            }
            /// A client over a connection that was made for this version.
            pub fn from_client(client: Client) -> Self { Self { client } }
            /// The connection.
            pub fn client(&self) -> &Client { &self.client }
            /// A request by method and path (`/users?$top=5`), for what has no method here.
            pub fn raw(&self, method: Method, path: &str) -> Request<Value, Raw> { self.client.raw(method, path) }
            #(#steps)*
            #(#calls)*
        }
    };
    let mut items = vec![Item::Tokens(quote! { use std::sync::Arc; })];
    items.extend(imports.items(version));
    items.extend([structure, methods].map(Item::Tokens));
    Source { doc: vec!["The client.".to_owned()], items }
}
