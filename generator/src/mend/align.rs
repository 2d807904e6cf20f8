//! Two lists of names that mean the same things in the same order, some of one damaged.

/// For each of `damaged` the index of its partner in `right`: equal names first, then names between equal ones
/// where both gaps are of one length. Names without a sure partner have none.
pub(super) fn align(damaged: &[&str], right: &[&str]) -> Vec<Option<usize>> {
    let mut partners = equal_names(damaged, right);
    let mut start = (0, 0);
    for at in 0..=damaged.len() {
        let anchor = if at == damaged.len() { Some(right.len()) } else { partners[at] };
        let Some(anchor) = anchor else { continue };
        let (from, right_from) = start;
        if anchor >= right_from && at - from == anchor - right_from {
            for offset in 0..at - from {
                partners[from + offset] = Some(right_from + offset);
            }
        }
        start = (at + 1, anchor + 1);
    }
    partners
}

/// Partners of equal names, as long as their order is the same in both lists.
fn equal_names(damaged: &[&str], right: &[&str]) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut partners = Vec::with_capacity(damaged.len());
    for name in damaged {
        let found =
            right.iter().skip(next).position(|other| other.eq_ignore_ascii_case(name)).map(|at| at + next);
        next = found.map_or(next, |at| at + 1);
        partners.push(found);
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(damaged: &[&str], right: &[&str], expected: &[Option<usize>]) {
        assert_eq!(align(damaged, right), expected);
    }

    #[test]
    fn names_between_equal_ones_are_partners() {
        check(&["id", "?", "state"], &["id", "name", "state"], &[Some(0), Some(1), Some(2)]);
        check(&["?", "?"], &["a", "b"], &[Some(0), Some(1)]);
        check(&["a", "?"], &["a", "b"], &[Some(0), Some(1)]);
    }

    #[test]
    fn gaps_of_other_length_tell_nothing() {
        check(&["id", "?", "state"], &["id", "a", "b", "state"], &[Some(0), None, Some(3)]);
        check(&["?"], &[], &[None]);
        check(&[], &["a"], &[]);
    }
}
