//! A hash table from member names to member numbers, built once per type at run time.
//!
//! In: all members of a shape in documented order. Out: the number of a name, and what is documented of it. The names are
//! fixed, so the table never changes after it was built, and keys chosen by a server can do no more than meet a few
//! occupied places.

/// Names in documented order, and where to find each.
#[derive(Debug)]
pub(crate) struct Table {
    names: Vec<&'static str>,
    /// The facts of each, as [`Shape`] has them.
    ///
    /// [`Shape`]: crate::model::Shape
    facts: Vec<&'static str>,
    /// Number plus one of the name that hashed here; 0 is a free place. The length is a power of two.
    places: Vec<u16>,
    /// Every name as JSON has it before a value, with the comma after the value before: `,"id":`.
    keys: String,
    /// Where in `keys` each ends.
    ends: Vec<usize>,
}

impl Table {
    /// A table of members, each a name and, behind a tab each, its facts; of two equal names the first one is found.
    pub(crate) fn new(members: &[&'static str]) -> Self {
        let (names, facts): (Vec<_>, _) =
            members.iter().map(|member| member.split_once('\t').unwrap_or((member, ""))).unzip();
        let size = (names.len() * 4).next_power_of_two();
        let mut table =
            Self { names: Vec::new(), facts, places: vec![0; size], keys: String::new(), ends: Vec::new() };
        for (index, name) in names.iter().enumerate() {
            let place = table.free_place(name);
            // A type has fewer members than a u16 counts; one that had more would lose typed access to the last ones.
            table.places[place] = u16::try_from(index + 1).unwrap_or(0);
            table.keys.push(',');
            table.keys.push_str(&serde_json::Value::from(*name).to_string());
            table.keys.push(':');
            table.ends.push(table.keys.len());
        }
        table.names = names;
        table
    }

    /// The number of `name`.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let mask = self.places.len() - 1;
        let mut place = hash(name) & mask;
        loop {
            let index = usize::from(self.places[place]).checked_sub(1)?;
            if self.names[index] == name {
                return Some(index);
            }
            place = (place + 1) & mask;
        }
    }

    /// Whether `index` is the number of `name`.
    #[inline]
    pub(crate) fn is(&self, index: usize, name: &str) -> bool {
        self.names.get(index).is_some_and(|known| *known == name)
    }

    /// Whether `fact` is documented of member `index`.
    pub(crate) fn states(&self, index: usize, fact: &str) -> bool {
        self.facts.get(index).is_some_and(|facts| facts.split('\t').any(|stated| stated == fact))
    }

    /// All names by number.
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Name `index` as JSON has it between two values: `,"id":`.
    #[inline]
    pub(crate) fn json_key(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.keys.get(start..*end)).unwrap_or_default()
    }

    fn free_place(&self, name: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut place = hash(name) & mask;
        while self.places[place] != 0 {
            place = (place + 1) & mask;
        }
        place
    }
}

/// Names differ in their length, their first or their last letters; that is all this looks at.
#[inline]
fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (short(bytes), 0),
    };
    let mixed =
        (first ^ last.rotate_left(29)).wrapping_add(bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 40).unwrap_or(0)
}

/// Up to seven bytes as a number.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_name_and_nothing_else() {
        let names: Vec<&'static str> =
            "@odata.type id displayName passwordMinimumLength passwordMinimumCharacterSet a ab abc \
             abcd abcdefg abcdefgh abcdefghi x"
                .split_whitespace()
                .collect();
        let table = Table::new(&names);
        for (index, name) in names.iter().enumerate() {
            assert_eq!(table.find(name), Some(index), "{name}");
            assert!(table.is(index, name));
            assert_eq!(table.json_key(index), format!(",\"{name}\":"));
        }
        for absent in ["", "i", "ID", "displayname", "abcdefghij", "passwordMinimumCharacterSetX"] {
            assert_eq!(table.find(absent), None, "{absent}");
        }
    }

    /// Wrong places cost no more than a look at the next one, so only this test tells a bad hash from a good one.
    #[test]
    fn names_are_spread() {
        let names: Vec<&'static str> = "id url name type mail city size state title email phone body from a b c d ab ac \
            ad xyz uvw start end displayName givenName surname jobTitle officeLocation preferredLanguage mobilePhone \
            userPrincipalName businessPhones createdDateTime deletedDateTime expiresDateTime renewedDateTime \
            passwordBlockAccess passwordBlockSync printerBlockAccess printerBlockSync privacyBlockAccess privacyBlockSync"
            .split_whitespace()
            .collect();
        let table = Table::new(&names);
        let mask = table.places.len() - 1;
        let home = |name: &&&str| {
            table.places[hash(name) & mask] != 0 && {
                let index = usize::from(table.places[hash(name) & mask]) - 1;
                table.names[index] == **name
            }
        };
        let at_home = names.iter().filter(home).count();
        assert!(at_home * 10 >= names.len() * 8, "{at_home} of {}", names.len());
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        assert_eq!(Table::new(&[]).find("x"), None);
    }
}
