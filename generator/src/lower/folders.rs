//! Files in the folders of their namespaces.

use std::collections::BTreeMap;

use crate::names::ModIdent;
use crate::sdk::Folder;

/// Sorts files into the folders of their namespaces; every folder on the way is there, the root too.
pub(super) fn sorted<F>(files: impl IntoIterator<Item = (Vec<ModIdent>, F)>) -> Vec<Folder<F>> {
    let mut found: BTreeMap<Vec<ModIdent>, Vec<F>> = BTreeMap::new();
    found.entry(Vec::new()).or_default();
    for (path, file) in files {
        for length in 1..path.len() {
            found.entry(path[..length].to_vec()).or_default();
        }
        found.entry(path).or_default().push(file);
    }
    let mut below: BTreeMap<Vec<ModIdent>, Vec<ModIdent>> = BTreeMap::new();
    for path in found.keys() {
        if let [above @ .., name] = path.as_slice() {
            below.entry(above.to_vec()).or_default().push(name.clone());
        }
    }
    found
        .into_iter()
        .map(|(path, files)| Folder { folders: below.remove(&path).unwrap_or_default(), path, files })
        .collect()
}
