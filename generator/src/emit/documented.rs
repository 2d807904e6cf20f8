//! Facts of methods: a few lines in each method, looked up by path template at run time.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::odata::{Caller, Clouds, Method, PermissionTable, Stated};
use crate::sdk::{Documented, MethodFacts, TokenName};

/// ```text
/// Endpoint::get(&["/me/drive", "/users/{id}/drive", "page: drive-get", "work personal: Files.Read", ..])
/// ```
pub(super) fn endpoint(facts: &MethodFacts) -> TokenStream {
    let method = ident(match facts.method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
    });
    let lines = lines(facts);
    quote! { Endpoint::#method(&[#(#lines),*]) }
}

/// What is documented of a method, as the runtime's `Endpoint` reads it: paths of which the same is said stand together, in
/// the order of the first of each group, and before what is said of them.
pub fn lines(facts: &MethodFacts) -> Vec<String> {
    let mut groups: IndexMap<Vec<String>, Vec<String>> = IndexMap::new();
    for documented in &facts.documented {
        groups.entry(said(documented)).or_default().push(documented.template.clone());
    }
    groups.into_iter().flat_map(|(said, templates)| templates.into_iter().chain(said)).collect()
}

/// What is said of a path.
fn said(documented: &Documented) -> Vec<String> {
    let mut said = Vec::new();
    let mut say =
        |name: &str, value: Option<String>| said.extend(value.map(|value| format!("{name}: {value}")));
    say("page", Some(documented.page.clone()).filter(|page| !page.is_empty()));
    for (callers, grant) in grants(&documented.permissions) {
        say(&callers, Some(grant));
    }
    for table in &documented.limited {
        let limit = table.limit().unwrap_or_default();
        say("limited", Some(limit.split_whitespace().collect::<Vec<_>>().join(" ")));
        for (callers, grant) in grants(table) {
            say(&callers, Some(grant));
        }
    }
    say("clouds", documented.clouds.and_then(clouds));
    say("query", options(documented));
    let consistency = documented.consistency.map(|always| if always { "always" } else { "advanced" });
    say("consistency", consistency.map(str::to_owned));
    say("prefer", documented.unknown_members.then(|| "include-unknown-enum-members".to_owned()));
    let token = documented.token.map(|name| match name {
        TokenName::Parameter => "token",
        TokenName::Option => "$deltatoken",
    });
    say("token", token.map(str::to_owned));
    said
}

/// `work personal` and `Group.Read.All Directory.Read.All+User.Read`: what callers need, those who need the same together.
/// `~` stands before what has no order.
fn grants(permissions: &PermissionTable) -> Vec<(String, String)> {
    let mut grants: IndexMap<String, Vec<&str>> = IndexMap::new();
    for caller in Caller::ALL {
        let name = match caller {
            Caller::Work => "work",
            Caller::Personal => "personal",
            Caller::Application => "application",
        };
        let grant = match permissions.grant(caller) {
            Stated::NotStated => continue,
            Stated::NotSupported => "not supported".to_owned(),
            Stated::Is(alternatives) => {
                let groups: Vec<String> = alternatives.groups.iter().map(|group| group.join("+")).collect();
                let mark = if alternatives.unordered && groups.len() > 1 { "~ " } else { "" };
                format!("{mark}{}", groups.join(" "))
            }
        };
        grants.entry(grant).or_default().push(name);
    }
    grants.into_iter().map(|(grant, callers)| (callers.join(" "), grant)).collect()
}

/// `global china`
fn clouds(clouds: Clouds) -> Option<String> {
    if clouds == Clouds::ALL {
        return Some("all".to_owned());
    }
    let all = [
        ("global", clouds.global),
        ("us-gov-l4", clouds.us_government_l4),
        ("us-gov-l5", clouds.us_government_l5),
        ("china", clouds.china),
    ];
    joined(all.into_iter().filter(|(_, there)| *there).map(|(name, _)| name.to_owned()))
}

/// `any select !count`: what is said of options in general, those that work, and those that do not.
fn options(documented: &Documented) -> Option<String> {
    let general = documented.options.map(|work| if work { "any" } else { "none" }.to_owned());
    let named = documented.named_options.iter().map(|(option, works)| {
        let mark = if *works { "" } else { "!" };
        format!("{mark}{}", option.name())
    });
    joined(general.into_iter().chain(named))
}

fn joined(words: impl Iterator<Item = String>) -> Option<String> {
    words.reduce(|all, word| format!("{all} {word}"))
}
