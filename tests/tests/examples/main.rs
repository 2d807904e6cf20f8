//! The documentation's own examples: every JSON body is read into the type it is of, and written back.
//!
//! The type is the one that the generated client sends or gets back there, else that of the annotation. A program with a
//! table of all these types does the reading and writing; it has to fit the committed crate, so generate that first.
//! `examples.md` in the folder for what tests write says, for every body that fell short, on which page it is and why.

mod bodies;
mod reader;
mod report;
mod target;

use std::collections::BTreeSet;

use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::{ApiVersion, QualifiedName};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::{Documents, Input, resolve, understand};
use msgraph_tests::corpus;

use report::{Figures, share};

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

#[test]
fn bodies_of_the_documentation_are_read_and_written_back() {
    let Some(docs) = corpus("en", "bodies_of_the_documentation_are_read_and_written_back") else { return };
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let (documents, schemas) = read(&input);
    let options = LowerOptions::new(&[], &[]).expect("no glob is no bad glob");
    let (sdk, _) = lower(&schemas, &options);
    let bodies = bodies::collect(&documents, &sdk);
    let answers = reader::read(&bodies, &schemas.iter().map(open_types).collect::<Vec<_>>())
        .expect("the program reads every line");
    let report = report::report(&bodies, &answers);
    std::fs::write(format!("{FOLDER}/examples.md"), &report.text).expect("the folder can be written to");
    for (figures, strict) in report.figures.iter().zip([0.85, 0.90]) {
        check(figures, strict);
    }
}

fn read(input: &Input) -> (Documents, Vec<Schema>) {
    let mut documents = understand(input, &|_| {}).expect("the documentation is readable");
    let schemas = resolve(&mut documents, input);
    (documents, schemas)
}

/// The names on the wire of all types that take undeclared members.
fn open_types(schema: &Schema) -> BTreeSet<String> {
    let open = |name: &&QualifiedName| schema.chain(name).iter().any(|(_, ty)| ty.open);
    schema.types.keys().filter(open).map(|name| format!("#{name}")).collect()
}

fn check(figures: &Figures, strict: f64) {
    assert!(share(figures.typed, figures.parsed) >= 0.9, "most bodies have a type: {figures:?}");
    assert_eq!(figures.read, figures.typed, "every one of them is read: {figures:?}");
    assert!(share(figures.equal, figures.typed) >= 0.995, "and written back: {figures:?}");
    assert!(share(figures.strict, figures.typed) >= strict, "and known: {figures:?}");
}
