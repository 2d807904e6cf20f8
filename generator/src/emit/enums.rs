//! Files of open enums.

use super::imports::{Imports, Origin};
use super::macros;
use crate::file::Source;
use crate::sdk::{OpenEnum, Version};

/// ```text
/// use msgraph_core::open_enum;
///
/// open_enum! {
///     ConfigurationUsage "microsoft.graph.configurationUsage" { .. }
/// }
/// ```
pub(super) fn file(version: &Version, item: &OpenEnum) -> Source {
    let mut imports = Imports::default();
    imports.add(Origin::Runtime, "open_enum");
    let mut items = imports.items(version);
    items.push(macros::open_enum(item));
    Source { doc: Vec::new(), items }
}
