//! What the comments of the whole crate say: no name twice, and every permission that a page states.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use msgraph_codegen::file::{Content, Item};
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::{ApiVersion, Caller, PermissionTable};
use msgraph_codegen::sdk::{MethodFacts, Requests, Sdk};
use msgraph_codegen::{Input, emit, resolve, understand};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Made once for all tests.
fn sdk() -> &'static Sdk {
    static SDK: LazyLock<Sdk> = LazyLock::new(made);
    &SDK
}

fn made() -> Sdk {
    let docs: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let schemas = resolve(&mut understand(&input, &|_| {}).expect("readable"), &input);
    lower(&schemas, &LowerOptions::default()).0
}

/// The comments of a file with the names that they stand at.
#[derive(Default)]
struct Comments(Vec<(String, String)>);

impl Comments {
    fn of_tokens(&mut self, tokens: TokenStream) {
        let mut trees = tokens.into_iter().peekable();
        let mut comment = String::new();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    if let Some(TokenTree::Group(attribute)) = trees.next() {
                        comment.extend(documentation(attribute.stream()));
                    }
                }
                TokenTree::Ident(word)
                    if ["pub", "const", "struct", "enum", "fn", "mod"]
                        .contains(&word.to_string().as_str()) => {}
                TokenTree::Ident(word) => self.comment(&mut comment, &word.to_string()),
                TokenTree::Group(group) => {
                    comment.clear();
                    if group.delimiter() == Delimiter::Brace {
                        self.of_tokens(group.stream());
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn of_text(&mut self, text: &str) {
        let mut comment = String::new();
        for line in text.lines().map(str::trim) {
            match line.strip_prefix("///") {
                Some(said) => comment.push_str(said),
                None => self
                    .comment(&mut comment, line.split(|c: char| !is_of_name(c)).next().unwrap_or_default()),
            }
        }
    }

    fn comment(&mut self, comment: &mut String, name: &str) {
        if !comment.is_empty() {
            self.0.push((name.to_owned(), std::mem::take(comment)));
        }
    }
}

/// The text of `doc = ".."`, by itself or under a condition.
fn documentation(attribute: TokenStream) -> Option<String> {
    let mut trees = attribute.into_iter();
    let name = trees.next()?.to_string();
    if name == "cfg_attr" {
        return Some("under a condition".to_owned());
    }
    let text = trees.nth(1)?;
    (name == "doc").then(|| text.to_string())
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn no_comment_only_repeats_the_name_beside_it() {
    let sdk = sdk();
    let (mut said, mut bare) = (0, Vec::new());
    for file in emit::emit(sdk, &emit::Package::Workspace, None) {
        let Content::Rust { source, .. } = &file.content else { continue };
        let mut comments = Comments::default();
        for item in source().items {
            match item {
                Item::Tokens(tokens) => comments.of_tokens(tokens),
                Item::Text(text) => comments.of_text(&text),
            }
        }
        said += comments.0.len();
        let repeated = comments.0.into_iter().filter(|(name, comment)| letters(name) == letters(comment));
        bare.extend(repeated.map(|(name, comment)| format!("{}: {name}: {comment}", file.path)));
    }
    assert!(bare.is_empty(), "{} of {said}: {:#?}", bare.len(), &bare[..bare.len().min(20)]);
    assert!(said > 25_000, "{said} comments");
}

/// The names that the tables of a method hold.
fn permissions(facts: &MethodFacts) -> impl Iterator<Item = &String> {
    let tables =
        facts.documented.iter().flat_map(|path| std::iter::once(&path.permissions).chain(&path.limited));
    tables.flat_map(names)
}

fn names(table: &PermissionTable) -> impl Iterator<Item = &String> {
    Caller::ALL.into_iter().filter_map(|caller| table.grant(caller).groups()).flatten().flatten()
}

#[test]
fn every_method_says_the_permissions_that_its_pages_state() {
    let sdk = sdk();
    let (mut stated, mut silent, mut cut) = (0, Vec::new(), 0);
    let mut check = |item: &Requests| {
        for call in &item.calls {
            let facts = &call.facts;
            let is_stated = facts.documented.iter().any(|path| {
                path.permissions.is_stated() || path.limited.iter().any(PermissionTable::is_stated)
            });
            if !is_stated {
                continue;
            }
            stated += 1;
            let text = call.doc.0.join(" ");
            let is_cut = text.contains("more of its paths");
            cut += usize::from(is_cut);
            let lacks = |name: &&String| !text.contains(&format!("`{name}`"));
            if !text.contains("Permissions") || (!is_cut && permissions(facts).any(|name| lacks(&name))) {
                silent.push(format!("{}::{}: {text}", item.ident, call.ident));
            }
        }
    };
    for version in &sdk.versions {
        check(&version.client);
        for file in version.requests.iter().flat_map(|folder| &folder.files) {
            file.items.iter().for_each(&mut check);
        }
    }
    assert!(silent.is_empty(), "{} of {stated}: {:#?}", silent.len(), &silent[..silent.len().min(10)]);
    assert!(stated > 5_000 && cut * 20 < stated, "{stated} methods, {cut} of them not whole");
}
