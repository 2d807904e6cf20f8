//! What rows state about a property, as the schema keeps it.
//!
//! In: [`PropertyFacts`] of one row and the type of the property. Out: [`Facts`] with what only the name and the type
//! tell: which text is a secret, and which values a text is known to have.

use crate::odata::{Facts, Primitive};
use crate::page::PropertyFacts;
use crate::schema::{TypeName, TypeRef};

/// The facts of one row.
pub(crate) fn of_row(facts: &PropertyFacts, name: &str, ty: &TypeRef) -> Facts {
    let text = ty.name == TypeName::Primitive(Primitive::String);
    let binary = ty.name == TypeName::Primitive(Primitive::Binary);
    let known_values =
        if text { facts.values.iter().map(|value| value.value.clone()).collect() } else { Vec::new() };
    let secret =
        (text || binary) && known_values.is_empty() && (is_secret_name(name) || facts.stated.write_only);
    // Of an enum type, its own places say that some of its members were guessed.
    let guessed_values = if text { facts.stated.guessed_values.clone() } else { Vec::new() };
    Facts { secret, known_values, guessed_values, ..facts.stated.clone() }
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
        let stated = PropertyFacts {
            stated: Facts { write_only: true, ..Facts::default() },
            ..PropertyFacts::default()
        };
        check("payload", Primitive::Binary, &stated, true);
        check("count", Primitive::Int32, &stated, false);
    }
}
