//! Items of any shape, by way of their syntax tree: the only caller of syn and prettyplease.

/// The text of an item.
pub(super) fn item(source: &str) -> Result<String, String> {
    let item: syn::Item = syn::parse_str(source).map_err(|error| format!("{error} in `{source}`"))?;
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    Ok(prettyplease::unparse(&file))
}

/// The lines of a member of `impl name`.
pub(super) fn member(name: &str, source: &str) -> Result<String, String> {
    let text = item(&format!("impl {name} {{ {source} }}"))?;
    let mut lines: Vec<&str> = text.trim_end().lines().collect();
    // Its own braces have no other text on their lines.
    lines.pop();
    Ok(lines.split_off(1.min(lines.len())).join("\n"))
}
