//! Parameter structs of actions: one file a binding type.

use std::collections::BTreeSet;

use super::values::{self, Qualified};
use super::{Item, Source, imports, macros, structs};
use crate::sdk::{ParametersFile, Struct, Version};

/// ```text
/// /// Parameters of `assign` of `deviceConfiguration`.
/// #[derive(Clone, Default)]
/// #[non_exhaustive]
/// pub struct DeviceConfigurationAssignParameters { pub rest: Rest, .. }
///
/// model! { DeviceConfigurationAssignParameters: root "", untagged; .. }
/// ```
pub(super) fn file(version: &Version, file: &ParametersFile) -> Source {
    let tokens = || file.items.iter().flat_map(|item| &item.fields).map(|field| &field.token);
    let mut runtime: BTreeSet<&str> = ["Rest", "model"].into();
    runtime.extend(tokens().filter_map(|token| values::runtime_name(&token.ty.item)));
    let mut items: Vec<Item> = imports::use_item(&["msgraph_core".to_owned()], &imports::plain(runtime))
        .map(Item::Tokens)
        .into_iter()
        .collect();
    if tokens().any(|token| values::named(&token.ty.item).is_some()) {
        let source = ["crate".to_owned(), version.module.as_str().to_owned()];
        items.extend(imports::use_item(&source, &imports::plain(["models"])).map(Item::Tokens));
    }
    items.extend(file.items.iter().flat_map(parameters));
    Source { doc: Vec::new(), items }
}

fn parameters(item: &Struct) -> [Item; 2] {
    [Item::Tokens(structs::structure(item, &Qualified("models"))), macros::model(item, None)]
}
