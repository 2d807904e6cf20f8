//! From an answer to a result type: models as they are, collections and scalars out of `{"value": ..}`, nothing for 204.

mod likeness;

use bytes::Bytes;
pub use likeness::Likeness;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::response::Response;
use crate::client::error::{GraphErrorKind, Result};
use crate::{
    Element, from_json, from_json_envelope, from_value,
    model::{
        Kind as _, LeafKind, Member, ModelKind, PlainKind, View,
        json::{any_from_json, without_mark},
    },
};

/// A type that an answer can be read as.
pub trait FromResponse: Sized + Send + 'static {
    /// Reads the answer, which is a success.
    fn from_response(response: Response) -> Result<Self>;

    /// How much of a JSON object is of this type.
    #[doc(hidden)]
    fn likeness(_object: &Value) -> Likeness {
        Likeness::Untyped
    }
}

/// The wrapper around everything that is not an entity or complex type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Wrapped<T> {
    /// What was in it.
    pub value: T,
}

/// How a single value comes, by the kind of its type.
pub trait Reading<T> {
    /// Reads one value.
    fn read(response: &Response) -> Result<T>;

    /// How much of a JSON object is of the type.
    #[doc(hidden)]
    fn likeness(_object: &Value) -> Likeness {
        Likeness::Untyped
    }
}

/// Entities and complex types are the whole body. Where a single one comes in the envelope of a list, it is taken out.
impl<T: Element> Reading<T> for ModelKind {
    fn read(response: &Response) -> Result<T> {
        let value: T = from_json(&response.body).map_err(|error| response.unreadable(&error))?;
        match enveloped(&T::Kind::view(&value)) {
            None => Ok(value),
            Some(inner) => {
                from_value(inner).map_err(|error| response.fail(GraphErrorKind::Decode, error.to_string()))
            }
        }
    }

    fn likeness(object: &Value) -> Likeness {
        let read: Option<T> = from_value(object).ok();
        Likeness::of(object, read.as_ref().map(T::Kind::view).as_ref())
    }
}

/// The object in `{"@odata.context": .., "value": {..}}`, or the only one in `"value": [{..}]`, if that is all there is and
/// `value` is not a property of the type.
fn enveloped<'v>(view: &View<'v>) -> Option<&'v Value> {
    let View::Model(model) = view else { return None };
    let (mut inner, mut others) = (None, 0);
    model.view(&mut |_, view| match view {
        View::Rest(rest) => {
            let members = rest.unknown().iter().filter(|(name, _)| !name.contains('@'));
            for (name, value) in members {
                let single = match value.as_array().map(Vec::as_slice) {
                    Some([single]) => single,
                    _ => value,
                };
                if name == "value" && single.is_object() { inner = Some(single) } else { others += 1 }
            }
        }
        _ => others += 1,
    });
    inner.filter(|_| others == 0)
}

/// Enums, dates and the like are wrapped.
impl<T: Element> Reading<T> for LeafKind {
    fn read(response: &Response) -> Result<T> {
        scalar(response)
    }
}

macro_rules! scalars {
    ($($type:ty),* $(,)?) => {
        $(impl Reading<$type> for PlainKind {
            fn read(response: &Response) -> Result<$type> {
                scalar(response)
            }
        })*
    };
}
scalars!(String, bool, i32, i64, f64, crate::Decimal);

/// Untyped JSON is the body, whatever is in it.
impl Reading<Value> for PlainKind {
    fn read(response: &Response) -> Result<Value> {
        response.json()
    }
}

impl<T: Element> FromResponse for T
where
    T::Kind: Reading<T>,
{
    fn from_response(response: Response) -> Result<Self> {
        T::Kind::read(&response)
    }

    fn likeness(object: &Value) -> Likeness {
        T::Kind::likeness(object)
    }
}

impl<T: Element> FromResponse for Vec<T> {
    fn from_response(response: Response) -> Result<Self> {
        envelope(&response)
    }
}

impl<T: DeserializeOwned + Send + 'static> FromResponse for Wrapped<T> {
    fn from_response(response: Response) -> Result<Self> {
        response.json()
    }
}

/// `None` where there is no body, as with 204, or no value in it.
impl<T: FromResponse> FromResponse for Option<T> {
    fn from_response(response: Response) -> Result<Self> {
        if response.is_empty() {
            return Ok(None);
        }
        let body = response.body().clone();
        match T::from_response(response) {
            Err(_) if is_null(&body) => Ok(None),
            read => read.map(Some),
        }
    }

    fn likeness(object: &Value) -> Likeness {
        T::likeness(object)
    }
}

/// `null`, or `{"value": null}`.
fn is_null(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Nothing {
        #[serde(rename = "value")]
        _value: (),
    }
    any_from_json::<Option<Nothing>>(body).is_ok()
}

impl FromResponse for () {
    fn from_response(_: Response) -> Result<Self> {
        Ok(())
    }

    fn likeness(_object: &Value) -> Likeness {
        Likeness::Nothing
    }
}

impl FromResponse for Bytes {
    fn from_response(response: Response) -> Result<Self> {
        Ok(response.into_body())
    }
}

impl FromResponse for Response {
    fn from_response(response: Response) -> Result<Self> {
        Ok(response)
    }
}

/// The value out of `{"value": ..}`.
fn envelope<T>(response: &Response) -> Result<T>
where
    Option<T>: Member,
{
    let value = from_json_envelope(&response.body).map_err(|error| response.unreadable(&error))?;
    value.ok_or_else(|| response.fail(GraphErrorKind::Decode, "the answer has no value".to_owned()))
}

/// A wrapped scalar, or the bare text that `$value` and `$count` answer with: no object, and no page for people.
pub(crate) fn scalar<T: Element>(response: &Response) -> Result<T> {
    envelope(response).or_else(|error| {
        let html = response.header("content-type").is_some_and(|kind| kind.contains("html"));
        let body = without_mark(&response.body).trim_ascii();
        if html || body.starts_with(b"{") {
            return Err(error);
        }
        let text = String::from_utf8_lossy(body);
        from_json(text.as_bytes()).or_else(|_| from_value(&Value::from(&*text))).map_err(|_| error)
    })
}

#[cfg(test)]
mod tests {
    use azure_core::http::Method;
    use serde_json::json;

    use super::*;
    use crate::client::request::response::tests::response;
    use crate::client::{Delta, Endpoint, List, LongRunning, Request, UploadSession};
    use crate::testing::{MockGraph, Reply};

    #[expect(clippy::needless_pass_by_value, reason = "calls read better")]
    fn check<T: FromResponse + PartialEq + std::fmt::Debug>(body: &str, expected: Option<T>) {
        let found = T::from_response(response(if body.is_empty() { 204 } else { 200 }, &[], body));
        assert_eq!(found.ok(), expected, "{body}");
    }

    #[test]
    fn results_of_all_kinds() {
        check(r#"{"@odata.context":"x","value":7}"#, Some(7));
        check("7", Some(7));
        check("\u{feff}7", Some(7_i64));
        check("\u{feff}\r\n\u{feff}{\"value\":7}", Some(7));
        check("\u{feff}{\"a\":1}", Some(serde_json::json!({"a": 1})));
        check("\u{feff}{\"value\":null}", Some(None::<i32>));
        check("\u{feff}", Some(None::<i32>));
        check("\u{feff}{\"value\":[true]}", Some(vec![true]));
        check("\u{feff}[", None::<Value>);
        check(r#"{"value":"a"}"#, Some("a".to_owned()));
        check("bare text", Some("bare text".to_owned()));
        check(r#"{"@odata.context":"x","value":null}"#, None::<String>);
        check(r#"{"@odata.context":"x","value":null}"#, Some(None::<String>));
        check(r#"{"value":null}"#, Some(None::<i32>));
        check("null", Some(None::<i32>));
        check(r#"{"value":"a"}"#, None::<Option<i32>>);
        check(r#"{"value":[true]}"#, Some(vec![true]));
        check(r#"{"value":{"value":1}}"#, None::<i32>);
        check("", Some(()));
        check("anything", Some(()));
        check("", Some(None::<i32>));
        check(r#"{"value":1}"#, Some(Some(1)));
        check(r#"{"a":1}"#, Some(serde_json::json!({"a": 1})));
        check(
            r#"{"@odata.context":"x","value":{"a":1}}"#,
            Some(serde_json::json!({"@odata.context": "x", "value": {"a": 1}})),
        );
        check("", Some(Value::Null));
        check("{", None::<Value>);
        check(r#"{"value":["a"]}"#, Some(Wrapped { value: vec!["a".to_owned()] }));
    }

    /// Apart from the room's own `Result`.
    mod sample {
        #[derive(Clone, Default)]
        pub(crate) struct Crate {
            pub(crate) rest: crate::Rest,
            pub(crate) id: Option<String>,
        }
        crate::model! { Crate: root "#x.crate", untagged; 1 id "id", }
    }
    use sample::Crate;

    #[test]
    fn a_single_thing_is_taken_out_of_the_envelope_of_a_list() {
        let named = |id: &str| Some(Crate { id: Some(id.to_owned()), ..Crate::default() });
        check(r#"{"id":"a"}"#, named("a"));
        check("\u{feff}{\"id\":\"a\"}", named("a"));
        check(r#"{"value":{"id":"a"}}"#, named("a"));
        check(r#"{"value":[{"id":"a"}]}"#, named("a"));
        let kept = |body: &str| Crate::from_response(response(200, &[], body)).expect("an object").id;
        assert_eq!(kept(r#"{"id":"a","value":{"id":"b"}}"#).as_deref(), Some("a"));
        assert_eq!(kept(r#"{"value":[{"id":"a"},{"id":"b"}]}"#), None);
        assert_eq!(kept(r#"{"value":{"id":"a"},"other":1}"#), None);
    }

    #[test]
    fn depth_is_limited() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        check(&deep, None::<Value>);
    }

    /// JSON behind a byte order mark.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better")]
    fn marked(body: Value) -> Reply {
        Reply::json(format!("\u{feff}{body}"))
    }

    const GET: Endpoint = Endpoint::get(&[]);

    #[tokio::test]
    async fn a_byte_order_mark_hides_nothing() {
        let graph = MockGraph::new();
        let root = graph.client().root();
        graph.on(Method::Get, "/users").reply(marked(json!({"value": [{"id": "1"}]})));
        let list: Request<Value, List> = Request::new(&root.push("users"), GET);
        assert_eq!(list.clone().items().collect().await.expect("a page"), [json!({"id": "1"})]);
        let link = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=1";
        let gone = json!({"value": [{"id": "1", "@removed": {}}], "@odata.deltaLink": link});
        graph.on(Method::Get, "/users/delta").reply(marked(gone));
        let delta: Request<Value, Delta> = Request::new(&root.push("users").push("delta"), GET);
        assert_eq!(delta.await.expect("a page").removed.len(), 1);

        let error = json!({"error": {"code": "A", "message": "m", "innerError": {"request-id": "r"}}});
        for status in [500, 404, 200] {
            let path = format!("/failing/{status}");
            graph.on(Method::Get, &path).reply(marked(error.clone()).with_status(status));
            let failure = graph.client().raw(Method::Get, &path).await.expect_err("an error");
            assert_eq!(
                (failure.code(), failure.message(), failure.request_id()),
                (Some("A"), "m", Some("r"))
            );
        }

        let mut batch = list.parts.client.batch();
        let part = batch.add(list.clone());
        let answer = json!({"responses": [{"id": "0", "status": 200, "body": {"value": [1]}}]});
        graph.on(Method::Post, "/$batch").reply(marked(answer));
        let mut results = batch.send().await.expect("a batch");
        assert_eq!(results.take(&part).expect("a page").value, [json!(1)]);

        let monitor = "https://contoso.sharepoint.com/monitor";
        graph.on(Method::Get, "/copy").reply(Reply::status(202).header("location", monitor));
        graph
            .on(Method::Get, "/monitor")
            .reply(marked(json!({"status": "running"})))
            .reply(marked(json!({"status": "completed", "id": "1"})));
        let copy: Request<Value, LongRunning> = Request::new(&root.push("copy"), GET);
        assert_eq!(copy.await.expect("started").wait().await.expect("done")["id"], "1");
        assert_eq!(graph.count(Method::Get, "/monitor"), 2, "a state was read");

        graph.on(Method::Get, "/up").reply(marked(json!({"nextExpectedRanges": ["5-"]})));
        let session = UploadSession::new("https://contoso.sharepoint.com/up");
        let mut upload = graph.client().upload(session, vec![0; 9]).expect("a good URL");
        assert_eq!(upload.refresh().await.expect("a state").done, 5);
    }
}
