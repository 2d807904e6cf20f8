//! Files of open enums.

use std::collections::BTreeSet;

use super::{Item, Source, imports, macros};
use crate::sdk::OpenEnum;

/// ```text
/// use msgraph_core::open_enum;
///
/// open_enum! {
///     ConfigurationUsage "microsoft.graph.configurationUsage" { .. }
/// }
/// ```
pub(super) fn file(item: &OpenEnum) -> Source {
    let runtime: BTreeSet<_> = imports::plain(["open_enum"]);
    let import = imports::use_item(&["msgraph_core".to_owned()], &runtime).map(Item::Tokens);
    Source { doc: Vec::new(), items: import.into_iter().chain([macros::open_enum(item)]).collect() }
}
