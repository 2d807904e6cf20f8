//! Permissions in words: a line a caller.

use super::text::{code, harmless};
use crate::odata::{Alternatives, Caller, PermissionTable, Stated};

/// What stands above the lines of a table: to which paths it is limited, and under which condition.
pub(super) fn heading(place: &str, table: &PermissionTable) -> String {
    let limit = table.limit().map(|limit| format!(" ({})", harmless(&limit))).unwrap_or_default();
    format!("Permissions{place}{limit}, any one on a line, least privileged first:")
}

/// A line for callers of whom the same is stated; those who cannot make the request come last.
pub(super) fn lines(table: &PermissionTable) -> Vec<String> {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    let mut unsupported = Vec::new();
    for caller in Caller::ALL {
        match table.grant(caller) {
            Stated::NotStated => {}
            Stated::NotSupported => unsupported.push(name(caller)),
            Stated::Is(alternatives) => {
                let needed = self::alternatives(alternatives);
                match lines.iter_mut().find(|(known, _)| *known == needed) {
                    Some((_, callers)) => callers.push(name(caller)),
                    None => lines.push((needed, vec![name(caller)])),
                }
            }
        }
    }
    let mut lines: Vec<String> =
        lines.into_iter().map(|(needed, callers)| format!("{}: {needed}", callers.join(", "))).collect();
    if !unsupported.is_empty() {
        lines.push(format!("not supported: {}", unsupported.join(", ")));
    }
    lines
}

/// `A`, `B` with `C`: what stands with another is needed together with it.
fn alternatives(alternatives: &Alternatives) -> String {
    let group = |group: &Vec<String>| group.iter().map(|name| code(name)).collect::<Vec<_>>().join(" with ");
    let groups: Vec<String> = alternatives.groups.iter().map(group).collect();
    let order = if alternatives.unordered && groups.len() > 1 { " (in no order)" } else { "" };
    format!("{}{order}", groups.join(", "))
}

fn name(caller: Caller) -> &'static str {
    match caller {
        Caller::Work => "work or school account",
        Caller::Personal => "personal account",
        Caller::Application => "application",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Grant;

    fn groups(groups: &[&[&str]]) -> Vec<Vec<String>> {
        groups.iter().map(|group| group.iter().map(|name| (*name).to_owned()).collect()).collect()
    }

    #[test]
    fn callers_are_told_apart() {
        let table = PermissionTable {
            delegated_work: Grant::of(groups(&[&["Lid.Read"], &["Lid.ReadWrite", "Pot.Read"]])),
            delegated_personal: Stated::NotSupported,
            application: Stated::NotSupported,
            ..PermissionTable::default()
        };
        assert_eq!(
            lines(&table),
            [
                "work or school account: `Lid.Read`, `Lid.ReadWrite` with `Pot.Read`",
                "not supported: personal account, application"
            ]
        );
        assert!(lines(&PermissionTable::default()).is_empty());
    }

    #[test]
    fn conditions_and_missing_orders_are_said() {
        let unordered = Alternatives { groups: groups(&[&["A"], &["B"]]), unordered: true };
        let table = PermissionTable {
            condition: Some("if <b>new</b>".into()),
            application: Stated::Is(unordered),
            ..PermissionTable::default()
        };
        assert_eq!(lines(&table), ["application: `A`, `B` (in no order)"]);
        assert_eq!(
            heading(" on `/pots`", &table),
            r"Permissions on `/pots` (if \<b\>new\</b\>), any one on a line, least privileged first:"
        );
    }
}
