//! Names that are taken: keywords, the prelude, what emitted files import, file names that systems refuse.
//!
//! In: a cased identifier. Out: the same, with a trailing underscore where the name is taken in that place.

/// Keywords of every edition, strict, reserved and those of the 2024 edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The prelude, what the emitted files import from the runtime, and what its macros name.
const TYPES: &[&str] = &[
    "AsRef",
    "Binary",
    "Box",
    "Clone",
    "Date",
    "DateTimeOffset",
    "Debug",
    "Decimal",
    "Default",
    "Deref",
    "DerefMut",
    "Drop",
    "Duration",
    "Element",
    "Eq",
    "Err",
    "Extends",
    "Flags",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Guid",
    "Into",
    "IntoIterator",
    "Iterator",
    "Model",
    "Navigation",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Property",
    "ReadOnly",
    "Related",
    "Rest",
    "Result",
    "Self",
    "Send",
    "Shape",
    "Sized",
    "Slot",
    "Some",
    "Stream",
    "String",
    "Sync",
    "TimeOfDay",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "UnknownMember",
    "Unpin",
    "Value",
    "Vec",
    "View",
];

/// Methods that every requests type or client has, or that the standard traits would call.
const METHODS: &[&str] = &[
    "as_mut",
    "as_ref",
    "batch",
    "client",
    "clone",
    "count",
    "create",
    "delete",
    "from",
    "from_client",
    "get",
    "id",
    "into",
    "list",
    "new",
    "path",
    "raw",
    "replace",
    "update",
    "with_path",
];

/// Device names that Windows refuses as files, names that mean something to cargo, and the folder of enums.
const FILES: &[&str] = &[
    "aux", "bin", "build", "clock", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "con", "enums", "lib", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9", "main", "mod", "nul", "prn",
];

/// Whether Rust keeps the word for itself.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || name == "Self"
}

/// Whether Windows takes the name for a device, wherever it stands.
pub(super) fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let is_numbered = numbered.is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    is_numbered || matches!(name, "aux" | "con" | "nul" | "prn")
}

pub(super) fn type_name(name: String) -> String {
    unless(name, |name| TYPES.contains(&name))
}

pub(super) fn field(name: String) -> String {
    unless(name, |name| KEYWORDS.contains(&name) || matches!(name, "base" | "rest"))
}

pub(super) fn constant(name: String) -> String {
    unless(name, |name| name == "_")
}

pub(super) fn variant(name: String) -> String {
    unless(name, |name| matches!(name, "Self" | "UnknownValue"))
}

pub(super) fn any_variant(name: String) -> String {
    unless(name, |name| matches!(name, "Self" | "Unknown"))
}

/// Methods that are taken are not renamed here but settled, so that `delete` the action says that it is one.
pub(super) fn method(name: String) -> String {
    unless(name, |name| KEYWORDS.contains(&name))
}

/// Whether every requests type keeps `name` for itself.
pub(super) fn is_fixed_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Parameters that bodies are handed in by stand beside the arguments of a path.
pub(super) fn parameter(name: String) -> String {
    let body =
        |name: &str| matches!(name, "body" | "content" | "etag" | "parameters" | "patch" | "reference");
    unless(name, |name| KEYWORDS.contains(&name) || body(name))
}

pub(super) fn module(name: String) -> String {
    unless(name, |name| KEYWORDS.contains(&name) || FILES.contains(&name))
}

pub(super) fn folder(name: String) -> String {
    unless(name, |name| name == "client")
}

fn unless(name: String, taken: impl Fn(&str) -> bool) -> String {
    if taken(&name) { name + "_" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_get_an_underscore() {
        for keyword in KEYWORDS {
            let expected = format!("{keyword}_");
            assert_eq!(field((*keyword).to_owned()), expected);
            assert_eq!(method((*keyword).to_owned()), expected);
            assert_eq!(parameter((*keyword).to_owned()), expected);
            assert_eq!(module((*keyword).to_owned()), expected);
            assert!(syn::parse_str::<syn::Ident>(&expected).is_ok(), "{expected} is an identifier");
        }
    }

    #[test]
    fn nothing_that_syn_refuses_is_missing() {
        // Every keyword that syn knows would break the emitted file, so the table must hold it.
        for word in
            ["gen", "dyn", "async", "await", "try", "union", "auto", "default", "static", "self", "crate"]
        {
            let kept = field(word.to_owned());
            assert!(syn::parse_str::<syn::Ident>(&kept).is_ok(), "{kept}");
        }
    }

    #[test]
    fn names_of_emitted_code_are_kept_free() {
        assert_eq!(type_name("Property".into()), "Property_");
        assert_eq!(type_name("User".into()), "User");
        assert_eq!(variant("UnknownValue".into()), "UnknownValue_");
        assert_eq!(variant("None".into()), "None");
        assert_eq!(field("rest".into()), "rest_");
        assert_eq!(module("con".into()), "con_");
        assert_eq!(module("mod".into()), "mod_");
        assert!(is_fixed_method("delete") && !is_fixed_method("assign"));
    }
}
