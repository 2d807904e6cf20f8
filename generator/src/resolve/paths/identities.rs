//! Types that have an identity because of what paths do with them.
//!
//! In: the request lines and everything that paths are followed through. Out: [`Identities`]. What a path addresses by
//! key is an entity type. So is what no page describes and is listed or created in a collection, unless a table says
//! that it is the value of a property.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::rows::each_row;
use crate::odata::{Method, QualifiedName};
use crate::page::Json;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::found::Found;
use crate::resolve::paths::walk::World;
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::Identities;
use crate::schema::{SegmentKind, TypeName, TypeRef};

/// Finds all of them.
pub(crate) fn identities(cx: &Cx<'_>, draft: &Draft, found: &Found, calls: &[Call<'_>]) -> Identities {
    let world = World::new(draft, cx.names, found);
    let values = values(cx);
    let mut identities = Identities::default();
    for call in calls {
        let walk = world.walk(&call.template);
        for segment in &walk.segments {
            let is_key = matches!(segment.kind, SegmentKind::Key { .. } | SegmentKind::NamedKeys(_));
            if let (true, Some(TypeRef { name: TypeName::Structured(name), .. })) = (is_key, &segment.ty) {
                identities.entities.insert(name.clone());
            }
        }
        let Some(TypeRef { name: TypeName::Structured(name), collection: true }) = &walk.end else {
            continue;
        };
        let called =
            matches!(walk.segments.last().map(|last| &last.kind), Some(SegmentKind::Operation { .. }));
        if called || !is_undescribed(cx, name) || values.contains(name) {
            continue;
        }
        identities.entities.insert(name.clone());
        if call.line.method == Method::Post {
            let pages: &mut BTreeMap<_, BTreeSet<_>> = &mut identities.created;
            pages.entry(name.clone()).or_default().insert(call.page.id);
        }
    }
    identities.entities.extend(found.container.values().map(|child| child.ty.clone()));
    identities.entities.retain(|name| cx.names.nature(name) != Some(Nature::Enum));
    identities
}

/// Whether nothing but requests tells what the type is made of.
fn is_undescribed(cx: &Cx<'_>, name: &QualifiedName) -> bool {
    cx.names.places(name).iter().all(|place| cx.corpus.pages[place.0].operation.is_some())
}

/// The types of properties whose representation shows no `id`.
fn values(cx: &Cx<'_>) -> BTreeSet<QualifiedName> {
    let rows = each_row(cx.corpus).filter(|(_, _, _, relationship)| !relationship);
    let held = rows.filter_map(|(page, section, row, _)| {
        let name = cx.linker().structured(&row.ty.as_ref()?.value, page)?;
        let shown = section.representation.as_ref().and_then(|sample| sample.value.get(&row.name.value));
        let item = match shown {
            Some(Json::Array(items)) => items.first(),
            shown => shown,
        };
        item.and_then(|item| item.get("id")).is_none().then(|| name.clone())
    });
    held.collect()
}
