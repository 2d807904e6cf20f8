//! Where pages lie below the root of the repository, for tools that show messages beside them.

use std::path::{Path, PathBuf};

use msgraph_codegen::Input;
use msgraph_codegen::inspect::lint::Places;
use msgraph_codegen::read::PROVENANCE_FILE;
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::write::OWNERSHIP_FILE;

/// What the pages of a run are called from the root of the repository that holds them.
pub(super) struct InRepository<'a> {
    input: &'a Input,
    sources: &'a SourceMap,
    root: PathBuf,
}

impl<'a> InRepository<'a> {
    pub(super) fn new(input: &'a Input, sources: &'a SourceMap) -> Self {
        let docs = whole(&input.docs);
        let repository = docs.ancestors().find(|around| around.join(".git").exists()).map(Path::to_owned);
        Self { input, sources, root: repository.unwrap_or_else(|| whole(Path::new("."))) }
    }

    /// The path from the root; none where the file lies elsewhere.
    fn below(&self, file: &Path) -> Option<String> {
        let file = whole(file);
        let below = file.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The folder or page that a file was read from.
    fn corpus(&self, file: &SourceFile) -> &Path {
        match usize::from(file.corpus).checked_sub(1) {
            Some(also) => self.input.also.get(also).unwrap_or(&self.input.docs),
            None => &self.input.docs,
        }
    }
}

impl Places for InRepository<'_> {
    /// Pages are called by their place in the documentation, wherever in it the folder begins that was named.
    fn page(&self, file: &SourceFile) -> String {
        let corpus = self.corpus(file);
        let mut candidates = vec![corpus.join(&file.path)];
        for (at, _) in file.path.match_indices('/') {
            candidates.push(corpus.join(&file.path[at + 1..]));
        }
        candidates.push(corpus.to_owned());
        let found = candidates.into_iter().find(|candidate| candidate.is_file());
        found.and_then(|found| self.below(&found)).unwrap_or_else(|| file.path.clone())
    }

    fn documentation(&self) -> String {
        let known = [PROVENANCE_FILE, OWNERSHIP_FILE].map(|name| self.input.docs.join(name));
        let known = known.iter().find(|file| file.is_file()).and_then(|file| self.below(file));
        let first = || self.sources.iter().next().map(|(_, file)| self.page(file));
        known.or_else(first).unwrap_or_else(|| PROVENANCE_FILE.to_owned())
    }
}

fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
