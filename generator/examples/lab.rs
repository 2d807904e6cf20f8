//! Throw-away.
#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::print_stderr)]
use msgraph_codegen::{emit, lower, schema::Schema, write};
fn main() {
    let start = std::time::Instant::now();
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    let files: Vec<String> = args.collect();
    let schemas: Vec<Schema> =
        files.iter().map(|f| serde_json::from_slice(&std::fs::read(f).unwrap()).unwrap()).collect();
    eprintln!("read {:?}", start.elapsed());
    let globs: Vec<String> = std::env::var("INCLUDE").iter().map(String::from).collect();
    let (sdk, mut report) = lower::lower(&schemas, &lower::LowerOptions::new(&globs, &[]).unwrap());
    eprintln!("lower {:?} unmatched {:?}", start.elapsed(), sdk.unmatched);
    report.sort();
    for d in &report.diagnostics {
        println!("{}: {}", d.code.name(), d.message);
    }
    println!("{:?}", report.tallies);
    let provenance = None;
    let files = emit::emit(&sdk, provenance);
    eprintln!("files {} {:?}", files.len(), start.elapsed());
    let outcome = write::write(files, std::path::Path::new(&out), write::Mode::Write);
    match outcome {
        Ok(o) => eprintln!(
            "added {} changed {} removed {} unchanged {} bytes {} {:?}",
            o.added.len(),
            o.changed.len(),
            o.removed.len(),
            o.unchanged,
            o.bytes,
            start.elapsed()
        ),
        Err(e) => eprintln!("{e}"),
    }
}
