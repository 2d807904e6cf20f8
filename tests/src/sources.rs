//! The modules of a crate as its source text has them: what each file defines, what it refers to, which files refer to
//! each other in circles.
//!
//! Read with `syn`: imports in all their forms, and the paths in expressions, types and the arguments of macros. Names
//! are followed through re-exports to the file that defines them, so that a list of re-exports makes no circle. What is
//! compiled for tests alone is left out.

mod graph;
mod item;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use item::{Contents, Used};

/// A file of a crate.
#[derive(Debug)]
pub struct File {
    /// Below the folder of sources, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The module that it is: `["parse", "words"]`.
    pub module: Vec<String>,
    contents: Contents,
}

/// A path that a file mentions, by the names it consists of: `crate::page::Page`, `std::fs::read`.
///
/// `self`, `super`, child modules and names of the crate are made out: such a path begins with `crate`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The names.
    pub names: Vec<String>,
    /// Whether it leaves its folder by more `super`s than the file is deep, or as many.
    pub climbs: bool,
}

/// The modules of a crate.
#[derive(Debug)]
pub struct Sources {
    /// In the order of their paths.
    pub files: Vec<File>,
    by_module: BTreeMap<Vec<String>, usize>,
}

impl Sources {
    /// Reads the crate whose sources lie in `folder`.
    ///
    /// # Panics
    ///
    /// Where a file is not readable or not Rust.
    pub fn read(folder: &Path) -> Self {
        let named = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).expect("a source file is text");
            (path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/"), text)
        };
        Self::of(files_below(folder).into_iter().map(named))
    }

    /// The crate that consists of these files, each with its path.
    ///
    /// # Panics
    ///
    /// Where one is not Rust.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let file = |(path, text): (String, String)| {
            let module = module(&path);
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let contents = item::contents(&parsed.items, &module);
            File { path, text, module, contents }
        };
        let mut files: Vec<File> = files.into_iter().map(file).collect();
        let of_tests: Vec<Vec<String>> =
            files.iter().flat_map(|file| file.contents.test_modules.clone()).collect();
        // What stands below a module of tests belongs to it.
        files.retain(|file| !of_tests.iter().any(|test| file.module.starts_with(test)));
        let by_module = files.iter().enumerate().map(|(at, file)| (file.module.clone(), at)).collect();
        Self { files, by_module }
    }

    /// Everything that a file mentions, re-exports included.
    pub fn mentions<'a>(&'a self, file: &'a File) -> impl Iterator<Item = &'a Mention> {
        file.contents.uses.iter().map(|used| &used.mention).chain(&file.contents.paths)
    }

    /// The files that a file refers to, by their places in [`Sources::files`], without itself.
    pub fn references(&self, at: usize) -> Vec<usize> {
        let contents = &self.files[at].contents;
        // What is only handed on is no use of it.
        let needed = |used: &&Used| !used.exported || contents.names.contains(&used.name);
        let imports = contents.uses.iter().filter(needed).map(|used| &used.mention);
        let mut found: Vec<usize> = imports
            .chain(&contents.paths)
            .filter_map(|mention| self.defined_in(&mention.names, 0))
            .filter(|to| *to != at)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The groups of files that refer to each other in circles, each by its paths.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let references: Vec<Vec<usize>> = (0..self.files.len()).map(|at| self.references(at)).collect();
        let circles = graph::circles(&references).into_iter();
        circles.map(|circle| circle.into_iter().map(|at| self.files[at].path.as_str()).collect()).collect()
    }

    /// The file that defines what a path names.
    fn defined_in(&self, names: &[String], depth: usize) -> Option<usize> {
        let names = names.strip_prefix(&["crate".to_owned()])?;
        // The longest part that is a module; what follows is a name in it.
        let (at, rest) = (0..=names.len())
            .rev()
            .find_map(|length| Some((*self.by_module.get(&names[..length])?, &names[length..])))?;
        let Some(name) = rest.first() else { return Some(at) };
        let imported = self.files[at].contents.uses.iter().find(|used| used.name == *name);
        match imported {
            // A re-export of a re-export ends somewhere; two that name each other do not compile.
            Some(used) if depth < 8 => match used.mention.names[0].as_str() {
                "crate" => self.defined_in(&used.mention.names, depth + 1),
                _ => None,
            },
            _ => Some(at),
        }
    }
}

/// The module of a file: `parse/words.rs` is `["parse", "words"]`.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    match path {
        "lib" | "main" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

/// The Rust files below a folder, in order.
///
/// # Panics
///
/// Where the folder is not readable.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of sources is there") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests;
