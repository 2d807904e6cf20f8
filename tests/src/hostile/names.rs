//! Names that a name of Rust, a file or a comment cannot be made of without thinking.

mod words;

use super::Dice;
use words::{ODD, TAKEN};

/// Stems that fold into each other with the marks below.
const STEMS: &[&str] = &["aB", "ab", "AB", "Ab", "a1", "iOSVersion", "IPv4", "xY2z", "typeOf", "noneX"];
const MARKS: &[&str] = &["", "_", "-", " ", ".", "__", "$", "_ ", "/", "'"];

/// A name of any kind.
pub(super) fn any(dice: &mut Dice) -> String {
    match dice.below(12) {
        0..=3 => taken(dice),
        4 | 5 => odd(dice),
        6 | 7 => folding(dice),
        8 if dice.once_in(4) => long(dice),
        _ => plain(dice),
    }
}

/// A name that is taken, in any case, sometimes with what generated names add.
pub(super) fn taken(dice: &mut Dice) -> String {
    let name = dice.pick(TAKEN);
    let name = match dice.below(8) {
        0 => name.to_uppercase(),
        1 => capital(name),
        2 => name.to_lowercase(),
        _ => name.to_owned(),
    };
    match dice.below(16) {
        0 => format!("any{}", capital(&name)),
        1 => format!("{name}Requests"),
        2 => format!("{name}CollectionRequests"),
        3 => format!("{name}Parameters"),
        4 => format!("{name}_"),
        5 => format!("{name}Enum"),
        6 => format!("{name}Type"),
        _ => name,
    }
}

/// A text that is no identifier.
pub(super) fn odd(dice: &mut Dice) -> String {
    dice.pick(ODD).to_owned()
}

/// One of the many spellings of few names.
pub(super) fn folding(dice: &mut Dice) -> String {
    let stem = STEMS[dice.below(3)];
    let mut name = dice.pick(MARKS).to_owned();
    for (at, c) in stem.chars().enumerate() {
        if at > 0 {
            name.push_str(if dice.once_in(2) { dice.pick(MARKS) } else { "" });
        }
        name.extend(if dice.once_in(2) {
            c.to_uppercase().collect::<Vec<_>>()
        } else {
            c.to_lowercase().collect()
        });
    }
    name + dice.pick(MARKS)
}

/// Hundreds or thousands of characters.
pub(super) fn long(dice: &mut Dice) -> String {
    let piece = dice.pick(&["x", "veryLong", "a_", "名", "A", "9"]);
    let length = dice.pick(&["119", "120", "121", "255", "300", "1000", "3000"]);
    let length: usize = length.parse().expect("a number");
    piece.chars().cycle().take(length).collect::<String>() + &dice.below(3).to_string()
}

/// An ordinary name.
pub(super) fn plain(dice: &mut Dice) -> String {
    let words = ["device", "policy", "group", "mail", "state", "level", "setting", "owner", "team", "site"];
    let mut name = dice.pick(&words).to_owned();
    for _ in 0..dice.below(3) {
        name.push_str(&capital(dice.pick(&words)));
    }
    name
}

/// A namespace: mostly the usual one, else with many, odd or taken parts.
pub(super) fn namespace(dice: &mut Dice) -> String {
    let mut name = dice
        .pick(&["microsoft.graph", "microsoft.graph", "microsoft.graph", "other", "microsoft"])
        .to_owned();
    let parts = match dice.below(12) {
        0 => dice.within(20..=60),
        1 => dice.within(200..=3000),
        _ => dice.within(1..=3),
    };
    for _ in 0..parts {
        let part = if parts > 3 { "a".to_owned() } else { self::any(dice) };
        name.push('.');
        name.push_str(&part);
    }
    name
}

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
