//! What users of the crate can name: types, fields, members, methods, each with what code that uses it depends on.
//!
//! In: a lowered version, and its schema for the words of OData. Out: a [`Face`]. Two faces are compared item by item.

mod items;
mod models;
mod requests;
mod text;

use std::collections::BTreeMap;

use super::thing::Thing;
use crate::odata::ApiVersion;
use crate::schema::Schema;
use crate::sdk::{Sdk, Version};

pub(super) use items::{Aspect, Face, Item, Key, Matters};

/// The face of a version.
pub(super) fn face(version: &Version, schema: &Schema) -> Face {
    let mut face = Face::default();
    models::models(&mut face, version, schema);
    requests::requests(&mut face, version);
    face
}

/// What the crate calls the things of the documentation, and which page each of its methods took.
#[derive(Debug, Default)]
pub struct Names {
    rust: BTreeMap<(ApiVersion, Thing, String), String>,
    pages: BTreeMap<(ApiVersion, String), String>,
}

impl Names {
    /// The names of a crate.
    pub fn new(schemas: &[Schema], sdk: &Sdk) -> Self {
        let mut names = Self::default();
        for schema in schemas {
            let segment = schema.api.segment();
            let Some(version) = sdk.versions.iter().find(|version| version.segment == segment) else {
                continue;
            };
            let face = self::face(version, schema);
            names
                .rust
                .extend(face.paths.into_iter().map(|((thing, of), rust)| ((schema.api, thing, of), rust)));
            names.pages.extend(face.pages.into_iter().map(|(request, page)| ((schema.api, request), page)));
        }
        names
    }

    /// `msgraph::v1::models::User::display_name` of the property `user.displayName`.
    pub(super) fn rust(&self, api: ApiVersion, thing: Thing, subject: &str) -> Option<&str> {
        self.rust.get(&(api, thing, subject.to_owned())).map(String::as_str)
    }

    /// The page that the method of `GET /users` took.
    pub(super) fn page(&self, api: ApiVersion, request: &str) -> Option<&str> {
        self.pages.get(&(api, request.to_owned())).map(String::as_str)
    }
}
