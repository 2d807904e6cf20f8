//! JSON text to models and back, without a line of serde in the user's own crate.
//!
//! In: bytes or a JSON value. Out: a value of any type that a field can have. What serde calls here is compiled with this
//! crate; reading through [`serde::Deserialize`] instead gives the same values, and compiles the reader once more in the
//! crate that asks. One thing only these functions can do: half of a surrogate pair, which `serde_json` takes for an
//! error of the whole text, is read as the replacement character. Byte order marks before the text are left out.

mod surrogates;

use std::fmt;

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::model::de::{MemberSeed, Outcome};
use crate::model::element::{Element, Kind};
use crate::model::envelope::{Envelope, EnvelopeSeed};
use crate::model::page::Page;
use crate::model::ser::{self, text};
use crate::model::slot::{Member, Slot, View};
use crate::model::structured::Model;

/// Most objects are written within so many bytes.
const READY: usize = 512;

/// Reads a value from JSON text.
///
/// # Errors
///
/// If the text is not JSON, or JSON of another kind than the type is.
pub fn from_json<T>(text: &[u8]) -> Result<T, serde_json::Error>
where
    Option<T>: Member,
{
    let mut field: Option<T> = None;
    if let Err(error) = read_text(field.slot(), text) {
        read_text(field.slot(), &mended(text, error)?)?;
    }
    field.ok_or_else(|| serde::de::Error::custom(Mismatch::new::<T>()))
}

/// Reads a value of any type that serde knows.
#[cfg(feature = "client")]
pub(crate) fn any_from_json<T: serde::de::DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let text = without_mark(text);
    serde_json::from_slice(text).or_else(|error| serde_json::from_slice(&mended(text, error)?))
}

/// Reads the value out of `{ "value": … }`; `None` if it is null.
///
/// # Errors
///
/// If the text is not such JSON, or the value of another kind than the type is.
pub fn from_json_envelope<T>(text: &[u8]) -> Result<Option<T>, serde_json::Error>
where
    Option<T>: Member,
{
    let mut field: Option<T> = None;
    if let Err(error) = read_envelope(field.slot(), text, 0) {
        read_envelope(field.slot(), &mended(text, error)?, 0)?;
    }
    Ok(field)
}

/// Reads a page of results from JSON text.
///
/// # Errors
///
/// If the text is not JSON, or has no list of results.
pub fn page_from_json<T: Element>(text: &[u8]) -> Result<Page<T>, serde_json::Error> {
    expected_page_from_json(text, 0)
}

/// Reads a page that will have about as many results as `expected`.
pub(crate) fn expected_page_from_json<T: Element>(
    text: &[u8],
    expected: usize,
) -> Result<Page<T>, serde_json::Error> {
    let mut value: Option<Vec<T>> = None;
    let envelope = match read_envelope(value.slot(), text, expected) {
        Ok(envelope) => envelope,
        Err(error) => read_envelope(value.slot(), &mended(text, error)?, expected)?,
    };
    let value = value.ok_or_else(|| serde::de::Error::custom(Mismatch::new::<Vec<T>>()))?;
    Ok(Page::from_parts(value, envelope))
}

/// Reads a value from a JSON value.
///
/// # Errors
///
/// If the value is of another kind than the type is.
pub fn from_value<T>(value: &Value) -> Result<T, Mismatch>
where
    Option<T>: Member,
{
    let mut field: Option<T> = None;
    if read_value(field.slot(), value) {
        field.ok_or_else(Mismatch::new::<T>)
    } else {
        Err(Mismatch::new::<T>())
    }
}

/// Writes a model as JSON text.
///
/// # Errors
///
/// Never for what was read; serde's way to say that a model was put together that JSON cannot hold.
pub fn to_json(model: &dyn Model) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::with_capacity(READY);
    text::write_model(model, &mut out)?;
    Ok(out)
}

/// Writes a page of results as JSON text.
///
/// # Errors
///
/// Never for what was read.
pub fn page_to_json<T: Element>(page: &Page<T>) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::with_capacity(READY);
    page.write_around(&mut out)?;
    text::write_name("value", out.len() == 1, &mut out);
    text::write_view(&T::Kind::list_view(&page.value), &mut out)?;
    out.push(b'}');
    Ok(out)
}

/// Writes a model as a JSON value.
#[must_use]
pub fn to_value(model: &dyn Model) -> Value {
    ser::to_value(View::Model(model))
}

/// The text to read instead of one that could not be read; the error where there is none.
#[cold]
fn mended(text: &[u8], error: serde_json::Error) -> Result<Vec<u8>, serde_json::Error> {
    if !error.is_syntax() {
        return Err(error);
    }
    surrogates::mended(text).ok_or(error)
}

/// The text behind the byte order marks that some services put before their JSON.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    let mut text = text;
    while let Some(rest) = text.trim_ascii_start().strip_prefix("\u{feff}".as_bytes()) {
        text = rest;
    }
    text
}

fn read_text(slot: Slot<'_>, text: &[u8]) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(text));
    MemberSeed::new(slot).deserialize(&mut deserializer)?;
    deserializer.end()
}

fn read_envelope(slot: Slot<'_>, text: &[u8], expected: usize) -> Result<Envelope, serde_json::Error> {
    let mut envelope = Envelope::default();
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(text));
    EnvelopeSeed { envelope: &mut envelope, slot, expected }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(envelope)
}

/// Reads a JSON value into a field; says whether it is of the right kind.
fn read_value(slot: Slot<'_>, value: &Value) -> bool {
    matches!(
        MemberSeed::new(slot).deserialize(value),
        Ok(Outcome::Set | Outcome::Coerced(_) | Outcome::Partial(_))
    )
}

/// A JSON value is of another kind than a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    expected: &'static str,
}

impl Mismatch {
    pub(crate) fn new<T>() -> Self {
        Self { expected: std::any::type_name::<T>() }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the JSON value is not of the type `{}`", self.expected)
    }
}

impl std::error::Error for Mismatch {}
