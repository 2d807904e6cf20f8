//! Facts of methods: one static a method, looked up by path template at run time.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::names::ConstIdent;
use crate::odata::{Caller, Clouds, Method, PermissionTable, QueryOption, Stated};
use crate::sdk::{Documented, MethodFacts, TokenName};

/// ```text
/// static DEVICE_CONFIGURATION_GET: Endpoint = Endpoint {
///     method: Method::Get,
///     documented: &[Documented { template: "/deviceManagement/deviceConfigurations/{id}", .. }],
/// };
/// ```
pub(super) fn facts(facts: &MethodFacts) -> Vec<TokenStream> {
    let name = ident(facts.ident.as_str());
    let method = ident(method(facts.method));
    let limits = limits(facts);
    let documented = facts.documented.iter().map(|documented| self::documented(documented, &limits));
    let endpoint = quote! {
        static #name: Endpoint = Endpoint { method: Method::#method, documented: &[#(#documented),*] };
    };
    std::iter::once(endpoint).chain(limits.iter().map(limited)).collect()
}

/// Permissions with a limit, and the static that holds them.
type Limits<'f> = (ConstIdent, &'f [PermissionTable]);

/// What is limited at one path or several, each once.
fn limits(facts: &MethodFacts) -> Vec<Limits<'_>> {
    let mut found: Vec<Limits<'_>> = Vec::new();
    for documented in facts.documented.iter().filter(|documented| !documented.limited.is_empty()) {
        if found.iter().all(|(_, known)| *known != documented.limited) {
            found.push((facts.ident.limited(found.len()), &documented.limited));
        }
    }
    found
}

/// ```text
/// static CRATE_GET__LIMITED: [LimitedPermissions; 1] = [LimitedPermissions { to: "For lids", permissions: .. }];
/// ```
fn limited((name, tables): &Limits<'_>) -> TokenStream {
    let (name, count) = (ident(name.as_str()), tables.len());
    let tables = tables.iter().map(|table| {
        let (to, permissions) = (table.limit().unwrap_or_default(), permissions(table));
        quote! { LimitedPermissions { to: #to, permissions: #permissions } }
    });
    quote! { static #name: [LimitedPermissions; #count] = [#(#tables),*]; }
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

fn documented(documented: &Documented, limits: &[Limits<'_>]) -> TokenStream {
    let Documented { template, page, .. } = documented;
    let permissions = permissions(&documented.permissions);
    let clouds = clouds(documented.clouds);
    let facts = request_facts(documented);
    let limited = limits.iter().find(|(_, tables)| *tables == documented.limited).map(|(name, _)| {
        let name = ident(name.as_str());
        quote! { .limited(&#name) }
    });
    quote! {
        Documented {
            template: #template,
            page: #page,
            permissions: &#permissions,
            clouds: #clouds,
            facts: #facts #limited,
        }
    }
}

/// `Permissions { delegated_work: Grant::new("Group.Read.All"), .. }`
fn permissions(permissions: &PermissionTable) -> TokenStream {
    if !permissions.is_stated() {
        return quote! { Permissions::UNKNOWN };
    }
    let grant = |caller| match permissions.grant(caller) {
        Stated::NotStated => quote! { Grant::UNKNOWN },
        Stated::NotSupported => quote! { Grant::NOT_SUPPORTED },
        Stated::Is(alternatives) => {
            let groups: Vec<String> = alternatives.groups.iter().map(|group| group.join("+")).collect();
            let text = groups.join(" ");
            if alternatives.unordered && groups.len() > 1 {
                quote! { Grant::unordered(#text) }
            } else {
                quote! { Grant::new(#text) }
            }
        }
    };
    let (work, personal) = (grant(Caller::Work), grant(Caller::Personal));
    let application = grant(Caller::Application);
    quote! {
        Permissions { delegated_work: #work, delegated_personal: #personal, application: #application }
    }
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

/// Names that a file with facts imports from the client of the runtime.
pub(super) fn runtime_names(facts: &[MethodFacts]) -> Vec<&'static str> {
    if facts.is_empty() {
        return Vec::new();
    }
    let documented = || facts.iter().flat_map(|facts| &facts.documented);
    let mut names = vec!["Clouds", "Documented", "Endpoint", "Facts", "Method", "Permissions"];
    let tables =
        |documented: &Documented| documented.permissions.is_stated() || !documented.limited.is_empty();
    if documented().any(tables) {
        names.push("Grant");
    }
    if documented().any(|documented| !documented.limited.is_empty()) {
        names.push("LimitedPermissions");
    }
    if documented().any(|documented| !documented.named_options.is_empty()) {
        names.push("QueryOption");
    }
    names
}
