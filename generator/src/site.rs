//! The page to look requests up: one file, which needs no server and no network.
//!
//! In: versions of the crate as they will be generated. Out: an HTML file that holds the [data] of all requests, and the
//! script that searches them. Texts of the documentation are data for it, never markup, and its content security policy lets
//! nothing run but this very script.

mod data;

use base64::Engine;
use sha2::{Digest, Sha256};

use crate::call::index::Index;
use crate::file::{Content, File};
use crate::page::Page;

const PAGE: &str = include_str!("site/page.html");
const STYLE: &str = include_str!("site/page.css");
const SCRIPT: &str = include_str!("site/page.js");

/// The files of the page; `pages` say which area of the product a request belongs to.
pub fn files<'a>(indices: &[Index<'_>], pages: &[Page]) -> Vec<File<'a>> {
    let text = PAGE
        .replace("{{style-hash}}", &hash(STYLE))
        .replace("{{script-hash}}", &hash(SCRIPT))
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        // Last, so that nothing in the data is taken for a place.
        .replace("{{data}}", &data::json(indices, pages));
    vec![File { path: "index.html".to_owned(), content: Content::Text(text) }]
}

/// What a content security policy knows a text by.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::lower::{LowerOptions, lower};

    #[test]
    fn no_text_of_a_page_becomes_markup() {
        let mut schema = from_json(include_str!("export/sample.json")).expect("the sample is a schema");
        for request in &mut schema.requests {
            request.title = "</script><script>alert(1)</script>{{script}}<!--".to_owned();
        }
        let schemas = [schema];
        let (sdk, _) = lower(&schemas, &LowerOptions::default());
        let indices = Index::all(&sdk.versions, &schemas);
        let files = files(&indices, &[]);
        let Content::Text(text) = &files[0].content else { panic!("a text") };
        assert_eq!(text.matches("</script>").count(), 2, "the data and the script end once each");
        assert!(!text.contains("<script>alert") && !text.contains("<!--"));
        assert!(text.contains("default-src 'none'"));
        assert_eq!(text.matches("{{").count(), 1, "the one in the data");
    }
}
