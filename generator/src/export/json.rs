//! The schema's own JSON: everything it knows, versioned, read back as it was written.

use crate::schema::{FORMAT_VERSION, Schema};

/// The schema as indented JSON.
pub fn json(schema: &Schema) -> String {
    let mut text =
        serde_json::to_string_pretty(schema).expect("a schema has string keys and no fallible values");
    text.push('\n');
    text
}

/// Reads what [`json`] wrote.
pub fn from_json(text: &str) -> Result<Schema, JsonError> {
    // The version first: a newer form may not have the shape of this one, and that is what should be said.
    #[derive(serde::Deserialize)]
    struct Version {
        format: u32,
    }
    let Version { format } = serde_json::from_str(text).map_err(JsonError::Json)?;
    if format != FORMAT_VERSION {
        return Err(JsonError::Format(format));
    }
    serde_json::from_str(text).map_err(JsonError::Json)
}

/// Why a text is no schema.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, or not the JSON of a schema.
    #[error("this is not the JSON form of a schema")]
    Json(#[source] serde_json::Error),
    /// Written by a generator with another form.
    #[error("this schema has format {0}, and this version reads format {FORMAT_VERSION}")]
    Format(u32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::ApiVersion;

    #[test]
    fn what_is_written_is_read() {
        for api in ApiVersion::ALL {
            let schema = Schema::new(api);
            assert_eq!(from_json(&json(&schema)).expect("just written"), schema);
        }
        let sample = include_str!("sample.json");
        let schema = from_json(sample).expect("the sample is a schema");
        assert_eq!(json(&schema), sample, "the sample is kept in the form that is written");
    }

    #[test]
    fn another_format_is_named() {
        let check = |text: &str, expected: &str| {
            let error = from_json(text).expect_err("not readable");
            assert_eq!(error.to_string(), expected);
        };
        check("{\"format\":99}", "this schema has format 99, and this version reads format 2");
        check("[]", "this is not the JSON form of a schema");
        check("{\"format\":2}", "this is not the JSON form of a schema");
    }
}
