//! Values that a request writes in another form than its page documents.
//!
//! In: the type that is documented, and JSON. Out: the same value as the type has it: `true` for `"true"`, `"5"` for 5, a list of
//! one for one. `None` where the value is another one.

use serde_json::Value;

use crate::sdk::{ItemType, Scalar, ValueType};

/// The value in the form of the type.
pub(super) fn fitted(ty: &ValueType, value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if ty.collection => items.iter().map(|item| one(&ty.item, item)).collect(),
        Value::Array(items) => match &items[..] {
            [item] if !item.is_array() => Some(one(&ty.item, item).unwrap_or_else(|| item.clone())),
            _ => None,
        },
        Value::Null => None,
        value if ty.collection => {
            Some(Value::Array(vec![one(&ty.item, value).unwrap_or_else(|| value.clone())]))
        }
        value => one(&ty.item, value).filter(|fitted| fitted != value),
    }
}

fn one(item: &ItemType, value: &Value) -> Option<Value> {
    let ItemType::Scalar(scalar) = item else { return Some(value.clone()) };
    match (scalar, value) {
        (Scalar::Bool, Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        (Scalar::I32 | Scalar::I64 | Scalar::Decimal, Value::String(text)) => {
            text.trim().parse::<i64>().ok().map(Value::from)
        }
        (Scalar::I32 | Scalar::I64 | Scalar::Decimal, Value::Number(number)) if !number.is_i64() => {
            whole(number.as_f64()?).map(Value::from)
        }
        (Scalar::F64, Value::String(text)) => {
            text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from)
        }
        (Scalar::String, Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        _ => Some(value.clone()),
    }
}

/// `5.0` as 5.
fn whole(number: f64) -> Option<i64> {
    let text = number.to_string();
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_get_the_form_of_their_type() {
        let check = |scalar: Scalar, collection: bool, value: Value, expected: Option<Value>| {
            let ty = ValueType { item: ItemType::Scalar(scalar), collection };
            assert_eq!(fitted(&ty, &value), expected, "{value}");
        };
        check(Scalar::Bool, false, json!("True"), Some(json!(true)));
        check(Scalar::Bool, false, json!("yes"), None);
        check(Scalar::I32, false, json!(" 7"), Some(json!(7)));
        check(Scalar::I32, false, json!(7.0), Some(json!(7)));
        check(Scalar::I32, false, json!(7.5), None);
        check(Scalar::F64, false, json!("0.5"), Some(json!(0.5)));
        check(Scalar::String, false, json!(7), Some(json!("7")));
        check(Scalar::String, true, json!("a"), Some(json!(["a"])));
        check(Scalar::String, false, json!(["a"]), Some(json!("a")));
        check(Scalar::String, false, json!(["a", "b"]), None);
        check(Scalar::I32, true, json!(["1", 2]), Some(json!([1, 2])));
        check(Scalar::I32, true, json!(["1", "x"]), None);
        check(Scalar::String, false, json!({}), None);
    }
}
