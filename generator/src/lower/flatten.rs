//! Chains of base types that are longer than the compiler follows: cut, and what lies above the cut is flattened.
//!
//! In: a schema. Out: the same schema, or a copy in which a type at the end of such a chain has no base and holds
//! everything that it inherited. A struct holds its base, so that every step of `Deref` is a level of recursion for the
//! compiler, which gives up at 128.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::schema::Schema;

/// So many types a chain has at most.
const LONGEST: usize = 100;

/// Cuts the chains of `schema` that are too long.
pub(super) fn flatten<'a>(schema: &'a Schema, report: &mut Report) -> Cow<'a, Schema> {
    let mut cuts: Vec<(usize, &QualifiedName)> = depths(schema)
        .into_iter()
        .filter(|(_, depth)| *depth > LONGEST && depth % LONGEST == 1)
        .map(swap)
        .collect();
    if cuts.is_empty() {
        return Cow::Borrowed(schema);
    }
    cuts.sort();
    let mut flat = schema.clone();
    for (_, name) in cuts {
        cut(&mut flat, name);
        let message =
            format!("`{name}` has more than {LONGEST} base types in a row: it holds what it inherits itself");
        report.push(Diagnostic { code: Code::BaseType, span: None, message, help: None });
    }
    Cow::Owned(flat)
}

fn swap((name, depth): (&QualifiedName, usize)) -> (usize, &QualifiedName) {
    (depth, name)
}

/// How many types a chain has up to its root, for every type that has a base. Types of a circle are none of a chain.
fn depths(schema: &Schema) -> BTreeMap<&QualifiedName, usize> {
    let mut depths: BTreeMap<&QualifiedName, usize> = BTreeMap::new();
    for start in schema.types.keys() {
        let mut above: Vec<&QualifiedName> = Vec::new();
        let mut next = Some(start);
        while let Some(name) = next.filter(|name| !depths.contains_key(name)) {
            let Some((name, ty)) = schema.types.get_key_value(name) else { break };
            // A mark for those that are on the way: a circle ends there.
            depths.insert(name, 0);
            above.push(name);
            next = ty.base.as_ref();
        }
        let mut depth = next.and_then(|name| depths.get(name)).copied().unwrap_or_default();
        for name in above.into_iter().rev() {
            depth += 1;
            depths.insert(name, depth);
        }
    }
    depths
}

/// Gives a type all that it inherits, own statements first, and takes its base away.
fn cut(schema: &mut Schema, name: &QualifiedName) {
    let inherited: Vec<_> = schema.chain(name).into_iter().skip(1).map(|(_, ty)| ty.clone()).collect();
    let Some(ty) = schema.types.get_mut(name) else { return };
    ty.base = None;
    for base in inherited {
        for (wire, property) in base.properties {
            ty.properties.entry(wire).or_insert(property);
        }
        for (wire, property) in base.navigation {
            ty.navigation.entry(wire).or_insert(property);
        }
        if ty.key.is_empty() {
            ty.key = base.key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::ApiVersion;
    use crate::schema::{StructuredKind, StructuredType};

    /// A chain of so many types, each derived from the next, the last one from the first where it is a circle.
    fn chain(length: usize, circle: bool) -> Schema {
        let mut schema = Schema::new(ApiVersion::V1);
        let name = |at: usize| QualifiedName::new("", &format!("t{at:04}"));
        for at in 0..length {
            let mut ty = StructuredType::stub(StructuredKind::Complex);
            let last = at + 1 == length;
            ty.base = (!last || circle).then(|| name(if last { 0 } else { at + 1 }));
            schema.types.insert(name(at), ty);
        }
        schema
    }

    fn check(length: usize, circle: bool, cuts: usize) {
        let schema = chain(length, circle);
        let mut report = Report::default();
        let flat = flatten(&schema, &mut report);
        assert_eq!(report.diagnostics.len(), cuts, "{length}");
        if !circle {
            let longest = schema.types.keys().map(|name| flat.chain(name).len()).max();
            assert!(longest <= Some(LONGEST), "{longest:?}");
        }
    }

    #[test]
    fn long_chains_are_cut_and_short_ones_are_not() {
        check(LONGEST, false, 0);
        check(LONGEST + 1, false, 1);
        check(LONGEST * 3, false, 2);
        check(3, true, 0);
    }
}
