//! Who may call a request.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// On whose behalf a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caller {
    /// Delegated, work or school account.
    Work,
    /// Delegated, personal account.
    Personal,
    /// Application.
    Application,
}

impl Caller {
    /// All of them, in the order in which tables list them.
    pub const ALL: [Self; 3] = [Caller::Work, Caller::Personal, Caller::Application];

    /// For people: `delegated, work`.
    pub fn text(self) -> &'static str {
        match self {
            Caller::Work => "delegated, work",
            Caller::Personal => "delegated, personal",
            Caller::Application => "application",
        }
    }
}

/// What the documentation says of something that it may also call "not supported".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stated<T> {
    /// Nothing.
    #[default]
    NotStated,
    /// "Not supported."
    NotSupported,
    /// This.
    Is(T),
}

impl<T> Stated<T> {
    /// What is stated, if something is.
    pub fn is(&self) -> Option<&T> {
        match self {
            Stated::Is(value) => Some(value),
            Stated::NotStated | Stated::NotSupported => None,
        }
    }

    /// Whether anything is said.
    pub fn is_stated(&self) -> bool {
        !matches!(self, Stated::NotStated)
    }
}

/// Sets of permissions, one of which is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Alternatives {
    /// Each the permissions that are needed together.
    pub groups: Vec<Vec<String>>,
    /// Whether the groups stand in no known order, rather than from least to most privileged.
    pub unordered: bool,
}

impl Alternatives {
    /// Groups from least to most privileged.
    pub fn ordered(groups: Vec<Vec<String>>) -> Self {
        Self { groups, unordered: false }
    }

    /// Adds the groups of `other` that are not among these.
    pub fn extend(&mut self, other: Alternatives) {
        for group in other.groups {
            if !self.groups.contains(&group) {
                self.groups.push(group);
            }
        }
        self.unordered |= other.unordered;
    }
}

/// What a caller needs.
pub type Grant = Stated<Alternatives>;

impl Grant {
    /// These groups from least to most privileged; none of them is "not supported".
    pub fn of(groups: Vec<Vec<String>>) -> Self {
        if groups.is_empty() { Stated::NotSupported } else { Stated::Is(Alternatives::ordered(groups)) }
    }

    /// The groups: none where nothing is stated, an empty list for "not supported".
    pub fn groups(&self) -> Option<&[Vec<String>]> {
        match self {
            Stated::NotStated => None,
            Stated::NotSupported => Some(&[]),
            Stated::Is(alternatives) => Some(&alternatives.groups),
        }
    }

    /// Adds what another cell says of the same caller.
    pub fn extend(&mut self, other: Grant) {
        match (&mut *self, other) {
            (Stated::Is(own), Stated::Is(other)) => own.extend(other),
            (Stated::Is(_), _) | (_, Stated::NotStated) => {}
            (own, other) => *own = other,
        }
    }
}

/// Who may call a request, as one or several tables say it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Permissions {
    /// Tables of the page; several where it tells resources apart.
    pub tables: Vec<PermissionTable>,
}

/// One table of permissions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PermissionTable {
    /// Heading or label of the table, row or column that limits it to some kind of things ("For user resource").
    pub scope: Option<String>,
    /// What limits a part of its cells: "for Cold racks", "if the rack is empty".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The kinds of things that the limits name, each by the words that must stand in a path, all of them; none where
    /// they name no kind. Among them may be [`ONESELF`](Self::ONESELF).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Vec<String>>,
    /// Delegated, work or school account.
    pub delegated_work: Grant,
    /// Delegated, personal account.
    pub delegated_personal: Grant,
    /// Application.
    pub application: Grant,
}

impl PermissionTable {
    /// The word of a kind for the user who is signed in, as it stands in paths.
    pub const ONESELF: &'static str = "me";

    /// Whether it holds for some kind of things only, or under some condition.
    pub fn is_limited(&self) -> bool {
        self.scope.is_some() || self.condition.is_some()
    }

    /// What it is limited to, for people: `For user resource`, `For user resource, if it is new`.
    pub fn limit(&self) -> Option<String> {
        let parts: Vec<&str> = self.scope.iter().chain(&self.condition).map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Whether anything is said of any caller.
    pub fn is_stated(&self) -> bool {
        Caller::ALL.into_iter().any(|caller| self.grant(caller).is_stated())
    }

    /// What a caller needs.
    pub fn grant(&self, caller: Caller) -> &Grant {
        match caller {
            Caller::Work => &self.delegated_work,
            Caller::Personal => &self.delegated_personal,
            Caller::Application => &self.application,
        }
    }

    /// The same, to be changed.
    pub fn grant_mut(&mut self, caller: Caller) -> &mut Grant {
        match caller {
            Caller::Work => &mut self.delegated_work,
            Caller::Personal => &mut self.delegated_personal,
            Caller::Application => &mut self.application,
        }
    }
}

/// The words of a label or of a step of a path, in lower case: `deviceRack` has two. Signs and letters that no name of
/// OData holds are left out.
pub fn label_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let next = letters.get(at + 1);
        let hump = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || next.is_some_and(|next| next.is_lowercase() && *next != 's')
            });
        let latin = letter.is_alphanumeric() && u32::from(*letter) < 0x250;
        if (hump || !latin) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| latin) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// In JSON: `null`, `[]`, the groups in order, or an object around groups without an order.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum GrantForm {
    Ordered(Vec<Vec<String>>),
    Unordered { unordered: Vec<Vec<String>> },
}

impl Serialize for Stated<Alternatives> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = match self {
            Stated::NotStated => None,
            Stated::NotSupported => Some(GrantForm::Ordered(Vec::new())),
            Stated::Is(Alternatives { groups, unordered: false }) => Some(GrantForm::Ordered(groups.clone())),
            Stated::Is(Alternatives { groups, unordered: true }) => {
                Some(GrantForm::Unordered { unordered: groups.clone() })
            }
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stated<Alternatives> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<GrantForm>::deserialize(deserializer)? {
            None => Stated::NotStated,
            Some(GrantForm::Ordered(groups)) => Grant::of(groups),
            Some(GrantForm::Unordered { unordered }) => {
                Stated::Is(Alternatives { groups: unordered, unordered: true })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_survives_its_json() {
        let groups = vec![vec!["A.Read".to_owned(), "B.Read".to_owned()], vec!["C.Read".to_owned()]];
        let check = |grant: Grant, expected: &str| {
            let text = serde_json::to_string(&grant).expect("JSON");
            assert_eq!(text, expected);
            assert_eq!(serde_json::from_str::<Grant>(&text).expect("a grant"), grant);
        };
        check(Stated::NotStated, "null");
        check(Stated::NotSupported, "[]");
        check(Grant::of(groups.clone()), r#"[["A.Read","B.Read"],["C.Read"]]"#);
        let unordered = Stated::Is(Alternatives { groups, unordered: true });
        check(unordered, r#"{"unordered":[["A.Read","B.Read"],["C.Read"]]}"#);
    }

    #[test]
    fn names_have_as_many_words_as_humps() {
        let check = |text: &str, expected: &[&str]| assert_eq!(label_words(text), expected, "{text}");
        check("deviceRacks", &["device", "racks"]);
        check("cloudPC", &["cloud", "pc"]);
        check("For Cloud PCs", &["for", "cloud", "pcs"]);
        check("fido2Methods", &["fido2", "methods"]);
        check("signed-in user's", &["signed", "in", "user", "s"]);
        check("für deviceRack 的权限", &["für", "device", "rack"]);
    }

    #[test]
    fn cells_about_one_caller_add_up() {
        let group = |name: &str| vec![vec![name.to_owned()]];
        let mut grant = Grant::default();
        grant.extend(Stated::NotSupported);
        assert_eq!(grant, Stated::NotSupported);
        grant.extend(Grant::of(group("A.Read")));
        grant.extend(Stated::NotSupported);
        grant.extend(Grant::of([group("A.Read"), group("B.Read")].concat()));
        assert_eq!(grant, Grant::of([group("A.Read"), group("B.Read")].concat()));
    }
}
