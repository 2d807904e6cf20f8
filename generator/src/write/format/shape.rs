//! Items of the shapes that generated code has.
//!
//! In: the tokens of an item. Out: its text, or `None` for another shape. What stands within an `impl` is laid out member
//! by member: methods are set off by blank lines, constants stand together.

use proc_macro2::Delimiter;

use super::expression::{Lines, STEP};
use super::parsed;
use super::tree::{Sign, Tokens, Tree, parts};

/// The text of an item. The error is a mistake of the generator.
pub(super) fn item(tokens: &Tokens) -> Result<Option<String>, String> {
    let mut lines = Lines::new(tokens);
    let Some(rest) = attributes(&mut lines, &tokens.trees, 0) else { return Ok(None) };
    if let [keyword, name @ Tree::Word(_), Tree::Group(Delimiter::Brace, members)] = rest
        && tokens.is_word(Some(keyword), "impl")
    {
        let name = tokens.word(name).unwrap_or_default();
        return block(lines, name, members).map(Some);
    }
    let laid_out = match rest {
        [.., Tree::Sign(Sign::One(';'))] => statement(&mut lines, rest, 0),
        [.., Tree::Group(Delimiter::Brace, fields)] => structure(&mut lines, rest, fields),
        _ => None,
    };
    Ok(laid_out.map(|()| lines.text))
}

/// The attributes, each on its own line, and what follows them.
fn attributes<'t>(lines: &mut Lines<'_>, mut trees: &'t [Tree], indent: usize) -> Option<&'t [Tree]> {
    while let [Tree::Sign(Sign::One('#')), Tree::Group(Delimiter::Bracket, inner), rest @ ..] = trees {
        lines.line(indent);
        match &inner[..] {
            [name, Tree::Sign(Sign::One('=')), text] if lines.tokens.is_word(Some(name), "doc") => {
                documentation(lines, text)?;
            }
            _ => {
                lines.text.push_str("#[");
                lines.tokens.flat(inner, &mut lines.text)?;
                lines.text.push(']');
            }
        }
        trees = rest;
    }
    Some(trees)
}

/// `/// Text.`
fn documentation(lines: &mut Lines<'_>, text: &Tree) -> Option<()> {
    let literal = lines.tokens.word(text)?;
    // `quote!` makes raw texts of its own comments.
    let raw = literal.strip_prefix("r\"");
    let plain = raw.or_else(|| literal.strip_prefix('"'))?.strip_suffix('"')?;
    let parsed;
    let text = if raw.is_none() && plain.contains('\\') {
        parsed = syn::parse_str::<syn::LitStr>(literal).ok()?.value();
        parsed.as_str()
    } else {
        plain
    };
    if text.contains('\n') || text.starts_with('/') {
        return None;
    }
    lines.text.push_str("///");
    lines.text.push_str(text.trim_end_matches(' '));
    Some(())
}

/// An `impl` without generics.
fn block(mut lines: Lines<'_>, name: &str, members: &[Tree]) -> Result<String, String> {
    lines.line(0);
    lines.text.push_str("impl ");
    lines.text.push_str(name);
    lines.text.push_str(" {");
    for (at, member) in members_of(lines.tokens, members).into_iter().enumerate() {
        let is_method = matches!(member.last(), Some(Tree::Group(Delimiter::Brace, _)));
        if is_method && at > 0 {
            lines.text.push('\n');
        }
        let mark = lines.text.len();
        let laid_out = attributes(&mut lines, member, STEP).and_then(|rest| {
            if is_method { method(&mut lines, rest) } else { statement(&mut lines, rest, STEP) }
        });
        if laid_out.is_none() {
            lines.text.truncate(mark);
            lines.text.push('\n');
            lines.text.push_str(&parsed::member(name, &lines.tokens.source(member))?);
        }
    }
    lines.line(0);
    lines.text.push('}');
    Ok(lines.text)
}

/// Members of an `impl`: a method ends with its braces, all others with a semicolon.
fn members_of<'t>(tokens: &Tokens, trees: &'t [Tree]) -> Vec<&'t [Tree]> {
    let mut is_method = false;
    let is_end = |tree: &Tree| {
        is_method |= tokens.is_word(Some(tree), "fn");
        let is_end = match tree {
            Tree::Group(Delimiter::Brace, _) => is_method,
            Tree::Sign(sign) => *sign == Sign::One(';'),
            Tree::Group(..) | Tree::Word(_) => false,
        };
        is_method &= !is_end;
        is_end
    };
    trees.split_inclusive(is_end).collect()
}

/// An import, a module or a constant.
fn statement(lines: &mut Lines<'_>, trees: &[Tree], indent: usize) -> Option<()> {
    let tokens = lines.tokens;
    let is_public = tokens.is_word(trees.first(), "pub");
    let keyword = tokens.word(trees.get(usize::from(is_public))?)?;
    let [trees @ .., Tree::Sign(Sign::One(';'))] = trees else { return None };
    lines.line(indent);
    match (keyword, trees) {
        ("use", [path @ .., Tree::Group(Delimiter::Brace, names)]) => import(lines, path, names),
        ("use" | "mod", _) => {
            tokens.flat(trees, &mut lines.text)?;
            lines.text.push(';');
            Some(())
        }
        ("const", _) => {
            let is_equals = |tree: &Tree| matches!(tree, Tree::Sign(Sign::One('=')));
            let at = trees.iter().position(is_equals)?;
            let (typed, value) = (&trees[..at], &trees[at + 1..]);
            if lines.fitting(typed, " = ", 0).is_none() {
                broken_type(lines, typed, indent)?;
            }
            lines.expression(value, indent, ";".len())?;
            lines.text.push(';');
            Some(())
        }
        _ => None,
    }
}

/// `use path::{A, B};`, with as many names on a line as there is room for.
fn import(lines: &mut Lines<'_>, path: &[Tree], names: &[Tree]) -> Option<()> {
    let names: Option<Vec<String>> = parts(names)
        .map(|name| {
            let mut text = String::new();
            lines.tokens.flat(name, &mut text).map(|()| text)
        })
        .collect();
    let names = names.filter(|names| names.len() > 1)?;
    lines.tokens.flat(path, &mut lines.text)?;
    lines.text.push('{');
    let width = names.iter().map(|name| name.len() + ", ".len()).sum::<usize>() + "};".len() - ", ".len();
    if lines.has_room(width) {
        lines.text.push_str(&names.join(", "));
    } else {
        lines.line(STEP);
        for (at, name) in names.iter().enumerate() {
            let comma = usize::from(at + 1 < names.len());
            if at > 0 {
                if lines.has_room(" ".len() + name.len() + comma) {
                    lines.text.push(' ');
                } else {
                    lines.line(STEP);
                }
            }
            lines.text.push_str(name);
            lines.text.push(',');
        }
        lines.line(0);
    }
    lines.text.push_str("};");
    Some(())
}

/// `const NAME: Type<` with an argument of the type a line, up to the value.
fn broken_type(lines: &mut Lines<'_>, typed: &[Tree], indent: usize) -> Option<()> {
    let open = typed.iter().position(|tree| matches!(tree, Tree::Sign(Sign::One('<'))))?;
    let (before, arguments) = typed.split_at(open);
    let [Tree::Sign(_), arguments @ .., Tree::Sign(Sign::One('>'))] = arguments else { return None };
    lines.fitting(before, "<", 0)?;
    let mut arguments = parts(arguments).peekable();
    while let Some(argument) = arguments.next() {
        lines.line(indent + STEP);
        lines.fitting(argument, "", usize::from(arguments.peek().is_some()))?;
        lines.text.push(',');
    }
    lines.line(indent);
    lines.text.push_str("> = ");
    Some(())
}

/// A struct with fields.
fn structure(lines: &mut Lines<'_>, trees: &[Tree], fields: &[Tree]) -> Option<()> {
    let head = &trees[..trees.len() - 1];
    let is_struct = match head {
        [keyword, Tree::Word(_)] => lines.tokens.is_word(Some(keyword), "struct"),
        [public, keyword, Tree::Word(_)] => {
            lines.tokens.is_word(Some(public), "pub") && lines.tokens.is_word(Some(keyword), "struct")
        }
        _ => false,
    };
    if !is_struct || fields.is_empty() {
        return None;
    }
    lines.line(0);
    lines.tokens.flat(head, &mut lines.text)?;
    lines.text.push_str(" {");
    for field in parts(fields) {
        let rest = attributes(lines, field, STEP)?;
        lines.line(STEP);
        lines.fitting(rest, ",", 0)?;
    }
    lines.line(0);
    lines.text.push('}');
    Some(())
}

/// A method whose body is one expression.
fn method(lines: &mut Lines<'_>, trees: &[Tree]) -> Option<()> {
    let [head @ .., Tree::Group(Delimiter::Brace, body)] = trees else { return None };
    let at = head.iter().position(|tree| matches!(tree, Tree::Group(Delimiter::Parenthesis, _)))?;
    let (name, returns) = (&head[..at], &head[at + 1..]);
    let is_function = |tree: &Tree| lines.tokens.is_word(Some(tree), "fn");
    let is_statement = |tree: &Tree| matches!(tree, Tree::Sign(Sign::One(';')));
    if body.is_empty() || body.iter().any(is_statement) || !name.iter().any(is_function) {
        return None;
    }
    lines.line(STEP);
    if lines.fitting(head, " {", 0).is_none() {
        let Tree::Group(_, parameters) = &head[at] else { return None };
        broken_signature(lines, name, parameters, returns)?;
    }
    lines.line(STEP + STEP);
    lines.expression(body, STEP + STEP, 0)?;
    lines.line(STEP);
    lines.text.push('}');
    Some(())
}

/// A signature with a parameter a line.
fn broken_signature(
    lines: &mut Lines<'_>,
    name: &[Tree],
    parameters: &[Tree],
    returns: &[Tree],
) -> Option<()> {
    // Where the arguments of its type can be broken instead, the parameters stay on the line.
    let open = returns.iter().position(|tree| matches!(tree, Tree::Sign(Sign::One('<'))));
    if let Some(open) = open {
        let mut flat = String::new();
        lines.tokens.flat(name, &mut flat)?;
        flat.push('(');
        lines.tokens.flat(parameters, &mut flat)?;
        flat.push(')');
        lines.tokens.flat(&returns[..open], &mut flat)?;
        flat.push('<');
        if lines.has_room(flat.len()) {
            return None;
        }
    }
    lines.fitting(name, "(", 0)?;
    let mut parameters = parts(parameters).peekable();
    while let Some(parameter) = parameters.next() {
        lines.line(STEP + STEP);
        lines.fitting(parameter, "", usize::from(parameters.peek().is_some()))?;
        lines.text.push(',');
    }
    lines.line(STEP);
    lines.text.push(')');
    lines.fitting(returns, " {", 0)
}
