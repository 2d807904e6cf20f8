//! The writer of JSON text: models without a format in between.
//!
//! In: a view. Out: the same bytes as `serde_json` writes for it. Names of members are ready to be copied, and texts are
//! looked through eight bytes at a time.

use serde::Serialize;
use serde_json::{Error, Value};

use super::{Key, each_member};
use crate::model::leaf::Scalar;
use crate::model::slot::View;
use crate::model::structured::Model;

/// Writes a model.
pub(crate) fn write_model(model: &dyn Model, out: &mut Vec<u8>) -> Result<(), Error> {
    out.push(b'{');
    let start = out.len();
    let mut result = Ok(());
    each_member(model, |table, key, value| {
        if result.is_ok() {
            let first = out.len() == start;
            match key {
                Key::Member(index) => {
                    let key = table.json_key(index).as_bytes();
                    out.extend_from_slice(if first { &key[1..] } else { key });
                }
                Key::Other(name) => write_name(name, first, out),
            }
            match value {
                Some(view) => result = write_view(&view, out),
                None => out.extend_from_slice(b"null"),
            }
        }
    });
    out.push(b'}');
    result
}

/// Writes a name that no table has.
pub(crate) fn write_name(name: &str, first: bool, out: &mut Vec<u8>) {
    if !first {
        out.push(b',');
    }
    write_text(name, out);
    out.push(b':');
}

/// Writes any value.
pub(crate) fn write_view(view: &View<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
    match view {
        View::Rest(_) => out.extend_from_slice(b"null"),
        View::Text(text) => write_text(text, out),
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::I64(value) => return by_serde(value, out),
        View::Leaf(leaf) => return write_scalar(&leaf.scalar(), out),
        View::Json(value) | View::Related(value) => return by_serde(*value, out),
        View::JsonList(values) => {
            return write_list(values.iter(), out, |value: &Value, out| by_serde(value, out));
        }
        View::TextList(texts) => {
            return write_list(texts.iter(), out, |text, out| {
                write_text(text, out);
                Ok(())
            });
        }
        View::LeafList(lines) => {
            let lines = (0..lines.count()).filter_map(|index| lines.line(index));
            return write_list(lines, out, |line, out| write_scalar(&line.scalar(), out));
        }
        View::Model(model) => return write_model(*model, out),
        View::List(items) => {
            let items = (0..items.count()).filter_map(|index| items.item(index));
            return write_list(items, out, write_model);
        }
    }
    Ok(())
}

fn write_scalar(scalar: &Scalar<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
    if let Scalar::Text(text) = scalar {
        write_text(text, out);
        return Ok(());
    }
    by_serde(scalar, out)
}

fn write_list<T>(
    items: impl Iterator<Item = T>,
    out: &mut Vec<u8>,
    mut write: impl FnMut(T, &mut Vec<u8>) -> Result<(), Error>,
) -> Result<(), Error> {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(item, out)?;
    }
    out.push(b']');
    Ok(())
}

/// Numbers, and values that are JSON already.
fn by_serde(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) -> Result<(), Error> {
    serde_json::to_writer(out, value)
}

/// Writes a text between quotes.
fn write_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let plain = plain_length(bytes);
    out.extend_from_slice(&bytes[..plain]);
    if plain < bytes.len() {
        write_escaped(&bytes[plain..], out);
    }
    out.push(b'"');
}

/// How many bytes from the start stand for themselves.
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let odd = words.iter().position(|word| has_special(u64::from_le_bytes(*word)));
    let start = odd.unwrap_or(words.len()) * 8;
    let tail = if odd.is_some() { &bytes[start..] } else { rest };
    start + tail.iter().position(|byte| is_special(*byte)).unwrap_or(tail.len())
}

fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether one of eight bytes is special. Taking away makes the high bit of a byte appear where the byte was smaller, and
/// what a smaller byte borrows can only make further ones appear; bytes above 127 have theirs from the start.
fn has_special(word: u64) -> bool {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(LOW) & !word;
    let control = word.wrapping_sub(LOW * 0x20) & !word;
    (control | zero(word ^ (LOW * 0x22)) | zero(word ^ (LOW * 0x5c))) & HIGH != 0
}

/// Writes bytes of which some need an escape.
fn write_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    for &byte in bytes {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            0..b' ' => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                let digits = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let mut out = Vec::new();
        write_text(text, &mut out);
        assert_eq!(out, serde_json::to_vec(text).expect("a text is JSON"), "{text:?}");
    }

    #[test]
    fn texts_are_written_as_serde_json_writes_them() {
        check("");
        check("a text without anything special in it");
        check("\u{7f}\u{80}äöü 漢字 🦀 \u{2028}");
        for length in 0..20 {
            for special in (0..=0x20).chain([0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0xa0]) {
                let special = char::from(special);
                check(&format!("{}{special}{}", "x".repeat(length), "é".repeat(length % 7)));
                check(&format!("{special}{}{special}{special}", "é".repeat(length)));
            }
        }
    }
}
