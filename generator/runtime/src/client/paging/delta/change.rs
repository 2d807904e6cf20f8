//! One change: something new or different, or something that is gone. Services say in several ways what is gone.

use std::fmt;

use serde_json::Value;

use crate::{Element, from_value};

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<T> {
    /// It was created or changed. Only what changed need be set.
    Changed(T),
    /// It is gone.
    Removed(Removed),
}

/// Something that is not there any more.
#[derive(Clone, PartialEq)]
pub struct Removed {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: RemovalReason,
    /// Everything that Graph says about it.
    pub data: Value,
}

/// Shows no data.
impl fmt::Debug for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, reason, data: _ } = self;
        f.debug_struct("Removed").field("id", id).field("reason", reason).finish_non_exhaustive()
    }
}

/// Why something is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemovalReason {
    /// It can be restored, or only left the range of the query.
    Changed,
    /// It is gone for good.
    Deleted,
    /// Something else, or nothing.
    Other(String),
}

impl RemovalReason {
    fn of(text: &Value) -> Self {
        let text = text.as_str().unwrap_or_default();
        match text.to_ascii_lowercase().as_str() {
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            _ => Self::Other(text.to_owned()),
        }
    }
}

impl<T: Element> Change<T> {
    /// What an item of a page tells; the item itself where that cannot be said.
    pub(super) fn of(item: Value) -> Result<Self, Value> {
        match removal(&item) {
            Removal::No => from_value(&item).map(Self::Changed).map_err(|_| item),
            Removal::Because(reason) => match id(&item) {
                Some(id) => Ok(Self::Removed(Removed { id, reason, data: item })),
                None => Err(item),
            },
            Removal::Unclear => Err(item),
        }
    }
}

/// Whether an item is gone.
enum Removal {
    No,
    Because(RemovalReason),
    Unclear,
}

fn removal(item: &Value) -> Removal {
    for name in ["@removed", "@odata.removed"] {
        match &item[name] {
            Value::Null | Value::Bool(false) => {}
            Value::Object(removed) => return Removal::Because(reason(removed.get("reason"))),
            said @ (Value::String(_) | Value::Bool(true)) => return Removal::Because(reason(Some(said))),
            Value::Number(_) | Value::Array(_) => return Removal::Unclear,
        }
    }
    // Drives and lists tell it by a facet.
    if let Value::Object(deleted) = &item["deleted"] {
        return Removal::Because(reason(deleted.get("state")));
    }
    // Older services name what is gone by its context.
    match item["@odata.context"].as_str() {
        Some(context) if context.ends_with("/$deletedEntity") => Removal::Because(reason(item.get("reason"))),
        _ => Removal::No,
    }
}

fn reason(said: Option<&Value>) -> RemovalReason {
    RemovalReason::of(said.unwrap_or(&Value::Null))
}

/// An id that something can be found by.
fn id(item: &Value) -> Option<String> {
    match &item["id"] {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "calls read better")]
    fn check(item: Value, expected: Result<Option<(&str, RemovalReason)>, ()>) {
        let found = match Change::<Value>::of(item.clone()) {
            Ok(Change::Changed(kept)) => {
                assert_eq!(kept, item);
                Ok(None)
            }
            Ok(Change::Removed(removed)) => {
                assert_eq!(removed.data, item);
                Ok(Some((removed.id, removed.reason)))
            }
            Err(_) => Err(()),
        };
        let expected = expected.map(|gone| gone.map(|(id, reason)| (id.to_owned(), reason)));
        assert_eq!(found, expected, "{item}");
    }

    #[test]
    fn removals_of_all_kinds() {
        use RemovalReason::{Changed, Deleted, Other};
        let none = || Other(String::new());
        check(json!({"id": "a", "@removed": {"reason": "changed"}}), Ok(Some(("a", Changed))));
        check(json!({"id": "a", "@removed": {"reason": "Deleted"}}), Ok(Some(("a", Deleted))));
        check(json!({"id": "a", "@removed": {"reason": "moved"}}), Ok(Some(("a", Other("moved".into())))));
        check(json!({"id": "a", "@removed": {"reason": null}}), Ok(Some(("a", none()))));
        check(json!({"id": "a", "@removed": {}}), Ok(Some(("a", none()))));
        check(json!({"id": "a", "@removed": true}), Ok(Some(("a", none()))));
        check(json!({"id": "a", "@removed": "deleted"}), Ok(Some(("a", Deleted))));
        check(json!({"id": "a", "@odata.removed": {"reason": "deleted"}}), Ok(Some(("a", Deleted))));
        check(json!({"id": "a", "@removed": null, "deleted": {}}), Ok(Some(("a", none()))));
        check(json!({"id": "a", "deleted": {"state": "deleted"}, "file": {}}), Ok(Some(("a", Deleted))));
        check(
            json!({"id": "a", "deleted": {"state": "softDeleted"}}),
            Ok(Some(("a", Other("softDeleted".into())))),
        );
        let context = "https://graph.microsoft.com/v1.0/$metadata#users/$deletedEntity";
        check(json!({"id": "a", "@odata.context": context, "reason": "deleted"}), Ok(Some(("a", Deleted))));
        check(json!({"id": 42, "@removed": {"reason": "deleted"}}), Ok(Some(("42", Deleted))));
    }

    #[test]
    fn what_is_there_is_there() {
        check(json!({"id": "a", "@removed": null}), Ok(None));
        check(json!({"id": "a", "@removed": false}), Ok(None));
        check(json!({"id": "a", "deleted": null}), Ok(None));
        check(json!({"id": "a", "deleted": true}), Ok(None));
        check(json!({"id": "a", "@odata.context": "other"}), Ok(None));
        check(json!({"id": null}), Ok(None));
    }

    #[test]
    fn what_cannot_be_said_is_put_aside() {
        check(json!({"id": "a", "@removed": 1}), Err(()));
        check(json!({"id": "a", "@removed": []}), Err(()));
        check(json!({"@removed": {"reason": "deleted"}}), Err(()));
        check(json!({"id": "", "@removed": {}}), Err(()));
        check(json!({"id": {"a": 1}, "deleted": {}}), Err(()));
    }
}
