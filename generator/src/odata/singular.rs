//! Singulars of English names: a collection is called like its type in the plural.
//!
//! Only endings are looked at. Both forms that a plural may have been made from are given, so that a known name decides:
//! `caches` is of `cache` where there is one, as `batches` is of `batch`.

/// What a plural is made from by the rule: `policies` -> `policy`, `boxes` -> `box`, `users` -> `user`. A name that is no
/// plural stays.
pub fn singular(name: &str) -> String {
    ruled(name).or_else(|| plain(name)).unwrap_or_else(|| name.to_owned())
}

/// All that a plural can be made from, likeliest first: `batches` -> `batch`, `batche`. Empty for what is no plural.
pub fn singulars(name: &str) -> impl Iterator<Item = String> {
    let ruled = ruled(name);
    let plain = plain(name).filter(|plain| Some(plain) != ruled.as_ref());
    ruled.into_iter().chain(plain)
}

/// Whether `plural` is several of `name`, or of what ends like it: `containers` of `yardContainer`. Case is ignored.
pub fn is_plural_of(plural: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    singulars(&plural.to_lowercase()).any(|one| name.ends_with(&one))
}

/// The endings that add more than a letter.
fn ruled(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with("ies") && lower.len() > 4 {
        return Some(format!("{}y", &name[..name.len() - 3]));
    }
    let hissing = ["ches", "shes", "sses", "xes"].iter().any(|ending| lower.ends_with(ending));
    hissing.then(|| name[..name.len() - 2].to_owned())
}

/// One letter more; a name in `-ss` is none.
fn plain(name: &str) -> Option<String> {
    name.strip_suffix(['s', 'S'])
        .filter(|stem| !stem.is_empty() && !stem.ends_with(['s', 'S']))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(plural: &str, expected: &[&str]) {
        assert_eq!(singulars(plural).collect::<Vec<_>>(), expected, "{plural}");
    }

    #[test]
    fn endings_tell_what_a_plural_is_made_from() {
        check("users", &["user"]);
        check("policies", &["policy", "policie"]);
        check("grainBatches", &["grainBatch", "grainBatche"]);
        check("wishes", &["wish", "wishe"]);
        check("classes", &["class", "classe"]);
        check("taxes", &["tax", "taxe"]);
        check("phases", &["phase"]);
        check("prizes", &["prize"]);
        check("ties", &["tie"]);
    }

    #[test]
    fn what_is_no_plural_has_no_singular() {
        for name in ["grass", "compass", "cow", "s", ""] {
            check(name, &[]);
            assert_eq!(singular(name), name);
        }
    }

    #[test]
    fn a_plural_may_be_of_a_longer_name() {
        assert!(is_plural_of("barns", "hayBarn"));
        assert!(is_plural_of("Caches", "cache"));
        assert!(!is_plural_of("barn", "barn"));
        assert!(!is_plural_of("barns", "barnDoor"));
    }
}
