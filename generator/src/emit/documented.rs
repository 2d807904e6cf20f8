//! Facts of methods: one constant in each method, looked up by path template at run time.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::odata::{Caller, Clouds, Method, PermissionTable, QueryOption, Stated};
use crate::sdk::{Call, Documented, MethodFacts, TokenName};

/// ```text
/// const {
///     &Endpoint {
///         method: Method::Get,
///         documented: &[Documented { templates: &["/me/drive", "/users/{id}/drive"], page: "drive-get", .. }],
///     }
/// }
/// ```
///
/// A constant in the method is checked with it, where a static is one more function to check and to evaluate. Paths of
/// which the same is said stand together, in the order of the first of each group.
pub(super) fn facts(facts: &MethodFacts) -> TokenStream {
    let method = ident(method(facts.method));
    let mut groups: IndexMap<String, (Vec<&str>, TokenStream)> = IndexMap::new();
    for documented in &facts.documented {
        let said = said(documented);
        let (templates, _) = groups.entry(said.to_string()).or_insert_with(|| (Vec::new(), said));
        templates.push(&documented.template);
    }
    let groups = groups.values().map(|(templates, said)| {
        quote! { Documented { templates: &[#(#templates),*], #said } }
    });
    quote! { const { &Endpoint { method: Method::#method, documented: &[#(#groups),*] } } }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    }
}

/// What is said of a path.
fn said(documented: &Documented) -> TokenStream {
    let page = &documented.page;
    let permissions = permissions(&documented.permissions);
    let clouds = clouds(documented.clouds);
    let facts = request_facts(documented);
    let limited = limited(&documented.limited);
    quote! { page: #page, permissions: &#permissions, clouds: #clouds, facts: #facts #limited }
}

/// `.limited(const { &[LimitedPermissions::new("For lids", Permissions::new(..))] })`
fn limited(tables: &[PermissionTable]) -> Option<TokenStream> {
    let each = tables.iter().map(|table| {
        let (to, permissions) = (table.limit().unwrap_or_default(), permissions(table));
        quote! { LimitedPermissions::new(#to, #permissions) }
    });
    (!tables.is_empty()).then(|| quote! { .limited(const { &[#(#each),*] }) })
}

/// `Permissions::new("Group.Read.All", "", "?")`: with permission, not supported, not stated; `~` before what has no order.
fn permissions(permissions: &PermissionTable) -> TokenStream {
    if !permissions.is_stated() {
        return quote! { Permissions::UNKNOWN };
    }
    let text = |caller| match permissions.grant(caller) {
        Stated::NotStated => "?".to_owned(),
        Stated::NotSupported => String::new(),
        Stated::Is(alternatives) => {
            let groups: Vec<String> = alternatives.groups.iter().map(|group| group.join("+")).collect();
            let mark = if alternatives.unordered && groups.len() > 1 { "~ " } else { "" };
            format!("{mark}{}", groups.join(" "))
        }
    };
    let (work, personal) = (text(Caller::Work), text(Caller::Personal));
    let application = text(Caller::Application);
    quote! { Permissions::new(#work, #personal, #application) }
}

/// `Clouds::GLOBAL.and(Clouds::CHINA)`
fn clouds(clouds: Option<Clouds>) -> TokenStream {
    let Some(clouds) = clouds else { return quote! { Clouds::UNKNOWN } };
    if clouds == Clouds::ALL {
        return quote! { Clouds::ALL };
    }
    let all = [
        ("GLOBAL", clouds.global),
        ("US_GOV_L4", clouds.us_government_l4),
        ("US_GOV_L5", clouds.us_government_l5),
        ("CHINA", clouds.china),
    ];
    let stated = all.into_iter().filter(|(_, there)| *there).map(|(name, _)| {
        let name = ident(name);
        quote! { Clouds::#name }
    });
    joined(stated).unwrap_or_else(|| quote! { Clouds::UNKNOWN })
}

/// `Facts::EVENTUAL.and(Facts::UNKNOWN_MEMBERS).offers(QueryOption::Select)`
fn request_facts(documented: &Documented) -> TokenStream {
    let consistency = documented.consistency.map(|always| {
        if always {
            quote! { Facts::EVENTUAL_ALWAYS }
        } else {
            quote! { Facts::EVENTUAL }
        }
    });
    let members = documented.unknown_members.then(|| quote! { Facts::UNKNOWN_MEMBERS });
    let options = documented.options.map(|work| {
        if work {
            quote! { Facts::OPTIONS }
        } else {
            quote! { Facts::NO_OPTIONS }
        }
    });
    let token = documented.token.map(|name| match name {
        TokenName::Parameter => quote! { Facts::TOKEN },
        TokenName::Option => quote! { Facts::DELTA_TOKEN },
    });
    let stated = joined(consistency.into_iter().chain(members).chain(options).chain(token));
    let named = documented.named_options.iter().map(|(option, works)| {
        let option = ident(variant(*option));
        if *works {
            quote! { .offers(QueryOption::#option) }
        } else {
            quote! { .refuses(QueryOption::#option) }
        }
    });
    let stated = stated.unwrap_or_else(|| quote! { Facts::NONE });
    quote! { #stated #(#named)* }
}

fn variant(option: QueryOption) -> &'static str {
    match option {
        QueryOption::Select => "Select",
        QueryOption::Expand => "Expand",
        QueryOption::Filter => "Filter",
        QueryOption::OrderBy => "OrderBy",
        QueryOption::Top => "Top",
        QueryOption::Skip => "Skip",
        QueryOption::Search => "Search",
        QueryOption::Count => "Count",
        QueryOption::Format => "Format",
        QueryOption::SkipToken => "SkipToken",
        QueryOption::DeltaToken => "DeltaToken",
    }
}

fn joined(facts: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    facts.reduce(|all, fact| quote! { #all.and(#fact) })
}

/// Names that a file with these methods imports from the client of the runtime.
pub(super) fn runtime_names<'a>(calls: impl IntoIterator<Item = &'a Call>) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    for call in calls {
        names.extend(["Clouds", "Documented", "Endpoint", "Facts", "Method", "Permissions"]);
        let documented = &call.facts.documented;
        if documented.iter().any(|documented| !documented.limited.is_empty()) {
            names.insert("LimitedPermissions");
        }
        if documented.iter().any(|documented| !documented.named_options.is_empty()) {
            names.insert("QueryOption");
        }
    }
    names
}
