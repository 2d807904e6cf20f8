//! The page that `site` writes, in a real Chromium: its script runs under its own policy, and lists the requests.

use std::process::Command;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::file::Content;
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::{Input, resolve, site, understand};
use msgraph_tests::{root, skipped};

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// The size that a page may have; a browser reads it at once.
const MOST_BYTES: u64 = 6_000_000;

#[test]
fn the_page_lists_all_requests_in_a_browser() {
    let input = Input {
        docs: root().join("docs-input"),
        also: Vec::new(),
        apis: ApiVersion::ALL.to_vec(),
        prose: false,
    };
    let mut documents = understand(&input, &|_| {}).expect("readable");
    let schemas = resolve(&mut documents, &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    let indices = Index::all(&sdk.versions, &schemas);
    let files = site::files(&indices, &documents.pages);
    let Content::Text(text) = &files[0].content else { panic!("a text") };
    let page = format!("{FOLDER}/site.html");
    std::fs::write(&page, text).expect("the folder for what tests write is there");
    let size = std::fs::metadata(&page).expect("the page").len();
    assert!(size < MOST_BYTES, "{size} bytes");
    let browser = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom"])
        .arg(format!("file://{page}"))
        .output();
    let output = match browser {
        Ok(output) if output.status.success() => output,
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            return skipped("site", &format!("Chromium does not run here: {why}"));
        }
        Err(error) => return skipped("site", &format!("Chromium is not installed here: {error}")),
    };
    let dom = String::from_utf8_lossy(&output.stdout);
    let (_, count) = dom.split_once("id=\"count\"").expect("the line with the number of results");
    let (_, count) = count.split_once('>').expect("its text");
    let number: usize = count.split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    assert!(number > 5_000, "the script lists {number} requests");
    assert_eq!(dom.matches("<details>").count(), 50, "the first of them are there");
}
