//! Schema to SDK: which Rust construct, which name, which module, where a `Box`.
//!
//! In: one [`Schema`] a version. Out: the [`Sdk`] with every name final, and what had to be settled or left out.

mod areas;
mod arguments;
mod boxes;
mod call_names;
mod calls;
mod catalogue;
mod context;
mod docs;
mod facts;
mod flatten;
mod folders;
mod frequent;
mod overloads;
mod parameters;
mod permissions;
mod query_parameters;
mod requests;
mod results;
mod selection;
mod types;
mod walk;
mod words;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::Report;
use crate::names::{ModIdent, PackageName, Words};
use crate::odata::BadGlob;
use crate::schema::Schema;
use crate::sdk::{Library, Sdk, Version};

use catalogue::Catalogue;

/// What of the schema is taken, and into which crate.
#[derive(Debug, Clone, Default)]
pub struct LowerOptions {
    globs: selection::Globs,
    package: Option<PackageName>,
}

impl LowerOptions {
    /// Takes the requests whose templates match one of `include` (all, if there is none) and none of `exclude`.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, BadGlob> {
        Ok(Self { globs: selection::Globs::new(include, exclude)?, package: None })
    }

    /// The crate has another name than `msgraph`.
    #[must_use]
    pub fn of_package(self, name: PackageName) -> Self {
        Self { package: Some(name), ..self }
    }

    fn library(&self) -> Library {
        Library {
            name: self.package.as_ref().map_or_else(|| "msgraph".to_owned(), PackageName::library),
            is_part: !self.globs.all().is_empty(),
        }
    }
}

/// Makes the SDK of `schemas`, in the order of their versions. [`Sdk::unmatched`] tells the globs that matched nothing.
pub fn lower(schemas: &[Schema], options: &LowerOptions) -> (Sdk, Report) {
    let mut report = Report::default();
    let words = words::learn(schemas);
    let mut schemas: Vec<&Schema> = schemas.iter().collect();
    schemas.sort_by_key(|schema| schema.api);
    let lowered: Vec<_> = schemas.into_par_iter().map(|schema| lower_one(schema, &words, options)).collect();
    let mut unmatched = options.globs.all();
    let mut versions = Vec::new();
    for lowered in lowered {
        let (version, matched) = report.take(lowered);
        unmatched.retain(|glob| !matched.contains(glob));
        versions.push(version);
    }
    (Sdk { versions, unmatched }, report)
}

/// Makes a version of the SDK, and says which globs matched something of it.
fn lower_one(
    schema: &Schema,
    words: &Words,
    options: &LowerOptions,
) -> ((Version, BTreeSet<String>), Report) {
    let mut report = Report::default();
    let schema = flatten::flatten(schema, &mut report);
    let selection = selection::select(&schema, &options.globs);
    let catalogue = Catalogue::new(&schema, words, &selection, &mut report);
    let version = version(&catalogue, &selection, options.library(), &mut report);
    ((version, selection.matched), report)
}

fn version(
    catalogue: &Catalogue<'_>,
    selection: &selection::Selection<'_>,
    library: Library,
    report: &mut Report,
) -> Version {
    let tree = walk::walk(catalogue, &selection.requests, report);
    let parameters = parameters::parameters(catalogue, &tree, report);
    let requests = requests::requests(catalogue, &tree, &parameters, report);
    let given = docs::Given::new(catalogue.schema.api, &requests.folders, &requests.client);
    Version {
        library,
        segment: catalogue.schema.api.segment(),
        module: ModIdent::version(catalogue.schema.api),
        models: types::folders(catalogue, &given, report),
        parameters: parameters.folders,
        requests: requests.folders,
        client: requests.client,
        areas: requests.areas,
    }
}
