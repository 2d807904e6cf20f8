//! Parameter structs of actions: one file a binding type.

use super::imports::{Imports, Origin};
use super::values::Qualified;
use super::{macros, structs};
use crate::file::{Item, Source};
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
    let mut imports = Imports::default();
    imports.extend(Origin::Runtime, ["Rest", "model"]);
    for field in file.items.iter().flat_map(|item| &item.fields) {
        imports.value(&field.token.ty.item);
    }
    let mut items = imports.items(version);
    items.extend(file.items.iter().flat_map(parameters));
    Source { doc: Vec::new(), items }
}

fn parameters(item: &Struct) -> [Item; 2] {
    [Item::Tokens(structs::structure(item, &Qualified("models"))), macros::model(item, None)]
}
