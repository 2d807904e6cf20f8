//! A page of results.
//!
//! In: what a list request answers. Out: its items, the link to the next page, and the annotations. Reading one through
//! this type is faster than through a `Vec` in a type of one's own: the reader remembers the order of members from item
//! to item.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::model::element::{Element, Kind};
use crate::model::envelope::{Envelope, EnvelopeSeed};
use crate::model::ser::{Written, text};
use crate::model::slot::{Member, View};

/// A page of results.
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    /// The items.
    pub value: Vec<T>,
    /// Where the next page is.
    pub next_link: Option<String>,
    /// Where to ask for what changes from now on.
    pub delta_link: Option<String>,
    /// How many items there are on all pages.
    pub count: Option<i64>,
    /// All other annotations.
    pub rest: Map<String, Value>,
    /// Elements of `value` that are of the wrong kind.
    pub malformed: Vec<Value>,
}

impl<T> Page<T> {
    /// A page of these items.
    #[must_use]
    pub fn new(value: Vec<T>) -> Self {
        Self::from_parts(value, Envelope::default())
    }

    /// Writes the opening bracket and everything but the items as JSON text.
    pub(crate) fn write_around(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        out.push(b'{');
        let mut entry = |name: &str, value: View<'_>| {
            text::write_name(name, out.len() == 1, out);
            text::write_view(&value, out)
        };
        self.rest.iter().try_for_each(|(name, value)| entry(name, View::Json(value)))?;
        self.count.into_iter().try_for_each(|count| entry("@odata.count", View::I64(count)))?;
        self.next_link.iter().try_for_each(|link| entry("@odata.nextLink", View::Text(link)))?;
        self.delta_link.iter().try_for_each(|link| entry("@odata.deltaLink", View::Text(link)))
    }

    pub(crate) fn from_parts(value: Vec<T>, envelope: Envelope) -> Self {
        let Envelope { next_link, delta_link, count, rest, malformed } = envelope;
        Self { value, next_link, delta_link, count, rest, malformed }
    }
}

/// Shows of everything but the items only that it is there: links are secrets, and raw JSON may hold some.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &self.next_link.is_some())
            .field("delta_link", &self.delta_link.is_some())
            .field("count", &self.count)
            .field("rest", &self.rest.keys().collect::<Vec<_>>())
            .field("malformed", &self.malformed.len())
            .finish()
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<'de, T: Element> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut envelope = Envelope::default();
        let mut value: Option<Vec<T>> = None;
        EnvelopeSeed { envelope: &mut envelope, slot: value.slot(), expected: 0 }
            .deserialize(deserializer)?;
        Ok(Self::from_parts(value.unwrap_or_default(), envelope))
    }
}

impl<T: Element> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.rest {
            map.serialize_entry(name, value)?;
        }
        if let Some(count) = self.count {
            map.serialize_entry("@odata.count", &count)?;
        }
        if let Some(link) = &self.next_link {
            map.serialize_entry("@odata.nextLink", link)?;
        }
        if let Some(link) = &self.delta_link {
            map.serialize_entry("@odata.deltaLink", link)?;
        }
        map.serialize_entry("value", &Written(T::Kind::list_view(&self.value)))?;
        map.end()
    }
}
