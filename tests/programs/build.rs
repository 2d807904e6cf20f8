//! Hands the source of the program over; without one, the program does nothing.

use std::path::PathBuf;
use std::{env, fs};

const SOURCE: &str = "MSGRAPH_PROGRAM";

fn main() {
    println!("cargo::rerun-if-env-changed={SOURCE}");
    println!("cargo::rerun-if-changed=build.rs");
    let source = env::var_os(SOURCE).map_or_else(nothing, PathBuf::from);
    println!("cargo::rustc-env=SOURCE={}", source.display());
}

/// The program that does nothing.
fn nothing() -> PathBuf {
    let folder = env::var_os("OUT_DIR").expect("cargo names a folder for what build scripts write");
    let source = PathBuf::from(folder).join("nothing.rs");
    fs::write(&source, "fn main() {}\n").expect("the folder for what build scripts write can be written to");
    source
}
