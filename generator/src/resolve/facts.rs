//! What rows state about a property, as the schema keeps it.
//!
//! In: [`PropertyFacts`] of one row and the type of the property. Out: [`Facts`]; facts of several rows are joined
//! without contradicting what a better row said.

use crate::page::PropertyFacts;
use crate::schema::{Facts, Primitive, TypeName, TypeRef};

/// The facts of one row.
pub(super) fn of_row(facts: &PropertyFacts, name: &str, ty: &TypeRef) -> Facts {
    let text = ty.name == TypeName::Primitive(Primitive::String);
    let binary = ty.name == TypeName::Primitive(Primitive::Binary);
    let known_values =
        if text { facts.values.iter().map(|value| value.value.clone()).collect() } else { Vec::new() };
    let secret = (text || binary) && known_values.is_empty() && (is_secret_name(name) || facts.write_only);
    Facts {
        read_only: facts.read_only,
        write_only: facts.write_only,
        secret,
        required_on_create: facts.required_on_create,
        nullable: facts.nullable,
        returned: facts.returned,
        filter: facts.filter.clone(),
        orderby: facts.orderby,
        search: facts.search,
        expand: facts.expand,
        range: facts.range.clone(),
        max_length: facts.max_length,
        known_values,
        default: facts.default.clone(),
        format: facts.format.clone(),
        deprecated: facts.deprecated,
    }
}

/// Adds to `facts` what `other` knows beyond it.
pub(super) fn complete(facts: &mut Facts, other: Facts) {
    facts.read_only |= other.read_only;
    facts.write_only |= other.write_only;
    facts.secret |= other.secret;
    facts.required_on_create |= other.required_on_create;
    facts.nullable = facts.nullable.or(other.nullable);
    facts.returned = facts.returned.or(other.returned);
    facts.filter = facts.filter.take().or(other.filter);
    facts.orderby |= other.orderby;
    facts.search |= other.search;
    facts.expand |= other.expand;
    facts.range = facts.range.take().or(other.range);
    facts.max_length = facts.max_length.or(other.max_length);
    if facts.known_values.is_empty() {
        facts.known_values = other.known_values;
    }
    facts.default = facts.default.take().or(other.default);
    facts.format = facts.format.take().or(other.format);
    facts.deprecated |= other.deprecated;
}

/// Last words of names whose text must never be printed: `clientSecret`, `preSharedKey`, `omaPassword`.
const SECRET_ENDS: [&str; 12] = [
    "password",
    "passphrase",
    "passcode",
    "secret",
    "secrettext",
    "secretvalue",
    "secretkey",
    "privatekey",
    "sharedkey",
    "apikey",
    "accesstoken",
    "refreshtoken",
];

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, primitive: Primitive, facts: &PropertyFacts, secret: bool) {
        let ty = TypeRef { name: TypeName::Primitive(primitive), collection: false };
        assert_eq!(of_row(facts, name, &ty).secret, secret, "{name}");
    }

    #[test]
    fn secrets_are_texts_by_word_or_statement() {
        let nothing = PropertyFacts::default();
        check("clientSecret", Primitive::String, &nothing, true);
        check("preSharedKey", Primitive::String, &nothing, true);
        check("passwordRequired", Primitive::Boolean, &nothing, false);
        check("keyId", Primitive::String, &nothing, false);
        let stated = PropertyFacts { write_only: true, ..PropertyFacts::default() };
        check("payload", Primitive::Binary, &stated, true);
        check("count", Primitive::Int32, &stated, false);
    }

    #[test]
    fn the_better_row_keeps_its_word() {
        let mut facts = Facts { max_length: Some(20), ..Facts::default() };
        complete(&mut facts, Facts { max_length: Some(30), read_only: true, ..Facts::default() });
        assert_eq!(facts, Facts { max_length: Some(20), read_only: true, ..Facts::default() });
    }
}
