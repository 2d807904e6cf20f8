//! How much work the whole way is, counted in pieces of memory that are asked for. Unlike time, that is nearly the same on
//! every machine and in every run, so that a growth shows that noise would hide.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use msgraph_codegen::emit::Package;
use msgraph_codegen::lower::LowerOptions;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::write::{Made, Mode, Removals, Target};
use msgraph_codegen::{End, Input, generate};

/// Pieces for each type with its two requests; raised only for a reason.
const PIECES_A_TYPE: u64 = 6_800;

/// Writes pages of `types` types, each with a page that lists them.
fn write_pages(docs: &Path, types: usize) {
    let (resources, api) = (docs.join("api-reference/v1.0/resources"), docs.join("api-reference/v1.0/api"));
    fs::create_dir_all(&resources).expect("a folder of ours");
    fs::create_dir_all(&api).expect("a folder of ours");
    for number in 0..types {
        let (name, next) = (format!("barge{number}"), format!("barge{}", (number + 1) % types));
        let mut text = format!(
            "# {name} resource type\n\nNamespace: microsoft.graph\n\n## Methods\n|Method|Return type|\n|:-|:-|\n\
             |[List](../api/{name}-list.md)|[{name}](../resources/{name}.md) collection|\n\n\
             ## Properties\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|Key. Read-only.|\n"
        );
        for property in 0..8 {
            let _ = writeln!(text, "|hold{property}|Int64|What lies in hold {property}.|");
        }
        let _ = writeln!(text, "\n## Relationships\n|Relationship|Type|Description|\n|:-|:-|:-|");
        let _ = writeln!(text, "|tows|[{next}](../resources/{next}.md) collection|What it tows.|");
        fs::write(resources.join(format!("{name}.md")), text).expect("a file of ours");
        let text = format!(
            "# List {name}s\n\nNamespace: microsoft.graph\n\n## Permissions\n|Permission type|Permissions|\n|:-|:-|\n\
             |Delegated (work or school account)|Barge.Read.All|\n|Application|Barge.Read.All|\n\n\
             ## HTTP request\n``` http\nGET /{name}s\nGET /{name}s/{{id}}/tows\n```\n\n\
             ## Response\nReturns `200 OK` and a collection of [{name}](../resources/{name}.md) objects.\n"
        );
        fs::write(api.join(format!("{name}-list.md")), text).expect("a file of ours");
    }
}

/// Pieces of memory that making a crate of so many types asks for.
fn pieces(types: usize) -> u64 {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let docs = folder.path().join("docs");
    write_pages(&docs, types);
    let input = Input { docs, also: Vec::new(), apis: vec![ApiVersion::V1], prose: false };
    let (out, made) = (folder.path().join("out"), Made::Imported);
    let target = Target { folder: &out, made, mode: Mode::Check, adopt: false, removals: Removals::None };
    let run = || {
        let run = generate(&input, &LowerOptions::default(), &Package::Workspace, &target, &|_| {})
            .expect("readable");
        assert!(matches!(run.end, End::Done(outcome) if outcome.added.len() > types));
    };
    // What is counted is what one thread asks for.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    pool.install(|| allocation_counter::measure(run)).count_total
}

#[test]
fn twice_the_pages_take_twice_the_work() {
    // What is made once, such as tables of words, is not counted.
    pieces(1);
    let found = [50, 100, 200].map(pieces);
    for pair in found.windows(2) {
        assert!(pair[1] * 10 <= pair[0] * 21, "{found:?}");
    }
    assert!(found[2] <= 200 * PIECES_A_TYPE, "{found:?}");
}
