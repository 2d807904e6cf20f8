//! Names of the generated crate as a reader meets them, and paths as a maintainer selects them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::{ApiVersion, PathGlob};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::sdk::{Push, Requests, Sdk, TypeItem, Version};
use msgraph_codegen::{Input, inspect, resolve, understand};
use msgraph_tests::root;

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let docs = root().join("docs-input");
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    resolve(&mut understand(&input, &|_| {}).expect("readable"), &input)
});

fn lowered(include: &[&str]) -> Sdk {
    let include: Vec<String> = include.iter().map(|glob| (*glob).to_owned()).collect();
    let options = LowerOptions::new(&include, &[]).expect("globs");
    lower(&SCHEMAS, &options).0
}

/// The request types of a version, the client among them.
fn request_types(version: &Version) -> impl Iterator<Item = &Requests> {
    let files = version.requests.iter().flat_map(|folder| &folder.files);
    files.flat_map(|file| &file.items).chain([&version.client])
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

#[test]
fn no_two_methods_of_a_type_differ_only_in_underscores_or_case() {
    let sdk = lowered(&[]);
    let mut doubled = Vec::new();
    for item in sdk.versions.iter().flat_map(request_types) {
        let steps = item.steps.iter().map(|step| step.ident.as_str());
        let names = steps.chain(item.calls.iter().map(|call| call.ident.as_str()));
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in names {
            if let Some(other) = seen.insert(folded(name), name) {
                doubled.push(format!("{}: {other}, {name}", item.ident));
            }
        }
    }
    assert!(doubled.is_empty(), "{doubled:#?}");
}

/// The method and path of every documented request that the crate has.
fn requests(version: &Version, glob: Option<&PathGlob>) -> BTreeSet<(String, String)> {
    let document: serde_json::Value =
        serde_json::from_str(&inspect::methods::json(version, glob)).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    let methods = list(&document["methods"]).into_iter();
    let requests = methods.flat_map(|method| {
        let endpoints = list(&method["endpoints"]).into_iter();
        endpoints
            .map(move |endpoint| (text(&method["method"]), text(&endpoint["template"])))
            .collect::<Vec<_>>()
    });
    requests.collect()
}

#[test]
fn what_show_finds_is_what_include_takes() {
    let all = lowered(&[]);
    for glob in
        ["/users/*", "/deviceManagement/**", "users/{id}/messages", "**/photo", "/{me,groups}/*", "/ME"]
    {
        let taken = lowered(&[glob]);
        let found = PathGlob::new(glob).expect("a glob");
        for (all, taken) in all.versions.iter().zip(&taken.versions) {
            let shown = requests(all, Some(&found));
            assert!(!shown.is_empty(), "{glob} means something in {}", all.segment);
            assert_eq!(shown, requests(taken, None), "{glob} in {}", all.segment);
        }
    }
}

/// The words of a name: `min`, `os` and `version` of `min_os_version` and of `MinOsVersion`.
fn words(ident: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in ident.chars() {
        if c == '_' || c.is_ascii_uppercase() {
            words.push(String::new());
        }
        words.last_mut().expect("there is one").extend(c.to_lowercase().filter(|c| *c != '_'));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Where names of the documentation begin a word beyond doubt: a capital behind a small letter or a digit, or anything
/// behind what is no letter. By letters and digits from the start of the name.
fn written(wire: &str) -> (String, BTreeSet<usize>) {
    let mut letters = String::new();
    let mut starts = BTreeSet::new();
    let mut before = ' ';
    for c in wire.chars() {
        if c.is_ascii_alphanumeric() {
            let rises = c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
            if rises || !before.is_ascii_alphanumeric() {
                starts.insert(letters.len());
            }
            letters.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    (letters, starts)
}

/// Every name with the name in the documentation that it is made from.
fn named(version: &Version) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for file in version.models.iter().flat_map(|folder| &folder.files) {
        match &file.item {
            TypeItem::Struct(item) => {
                names.push((
                    item.path.ident.to_string(),
                    item.wire.rsplit('.').next().unwrap_or_default().to_owned(),
                ));
                names.extend(
                    item.fields.iter().map(|field| (field.ident.to_string(), field.token.wire.clone())),
                );
            }
            TypeItem::Enum(item) => {
                names.push((
                    item.ident.to_string(),
                    item.wire.rsplit('.').next().unwrap_or_default().to_owned(),
                ));
                names.extend(
                    item.members.iter().map(|member| (member.ident.to_string(), member.wire.clone())),
                );
            }
        }
    }
    let parameters = version.parameters.iter().flat_map(|folder| &folder.files).flat_map(|file| &file.items);
    names.extend(
        parameters
            .flat_map(|item| &item.fields)
            .map(|field| (field.ident.to_string(), field.token.wire.clone())),
    );
    for step in request_types(version).flat_map(|item| &item.steps) {
        if let Push::Segments(segments) = &step.push
            && let [segment] = &segments[..]
        {
            names.push((step.ident.to_string(), segment.clone()));
        }
    }
    names
}

/// Names that tear a word which other names have in one piece, or leave a single letter of it, where the
/// documentation does not begin a word there itself.
#[test]
fn no_name_tears_a_word() {
    let sdk = lowered(&[]);
    let names: BTreeSet<(String, String)> = sdk.versions.iter().flat_map(named).collect();
    let mut whole: BTreeMap<String, usize> = BTreeMap::new();
    for (ident, _) in &names {
        for word in words(ident) {
            *whole.entry(word).or_default() += 1;
        }
    }
    let mut torn = BTreeSet::new();
    for (ident, wire) in &names {
        let (letters, starts) = written(wire);
        let words = words(ident);
        if words.concat() != letters {
            continue;
        }
        let mut at = 0;
        for pair in words.windows(2) {
            at += pair[0].len();
            let known = whole.get(&pair.concat()).is_some_and(|names| *names > 1);
            let single = pair.iter().any(|word| word.len() == 1 && word.chars().all(char::is_alphabetic));
            if !starts.contains(&at) && (known || single) {
                torn.insert(ident.as_str());
            }
        }
    }
    let expected: BTreeSet<&str> = SINGLE.iter().flat_map(|(_, idents)| *idents).copied().collect();
    assert_eq!(torn, expected, "{torn:#?}");
}

/// Single letters that are words of their own, or stand with no other name that has the word in one piece.
const SINGLE: &[(&str, &[&str])] = &[
    (
        "the product Windows 10X",
        &[
            "Windows10XCertificateProfile",
            "Windows10XCustomSubjectAlternativeName",
            "Windows10XManagement",
            "Windows10XProfile",
            "Windows10XTrustedRootCertificate",
            "Windows10XVpnConfiguration",
            "Windows10XWifiConfiguration",
        ],
    ),
    (
        "AppX, ActiveX, X-Mailer: the X begins or ends a name that the documentation writes with two capitals",
        &[
            "HostileActiveXControl",
            "WindowsAppXAppAssignmentSettings",
            "WindowsPhone81AppXBundle",
            "WindowsUniversalAppXAppAssignmentSettings",
            "WindowsUniversalAppXContainedApp",
            "app_x_package_information_list",
            "email_x_mailer",
        ],
    ),
    (
        "the S mode of Windows",
        &["WindowsSModeConfiguration", "WindowsSModeSignaturesInUseOnNonWin10SInstall", "windows_s_mode"],
    ),
    ("the product Hyper-V", &["HyperVNotAvailable", "HyperVNotSupportedForGuestVm"]),
    (
        "VNet and IoT: no name has them in one piece",
        &[
            "PermissionCheckNoVNetContributorRole",
            "ResourceAvailabilityCheckUnsupportedVNetRegion",
            "Windows10IoTCore",
            "Windows10IoTCoreCommercial",
        ],
    ),
    ("the I of an interface", &["Tuple2ofExecutionTypeICollection1ofOperation"]),
];

/// Names of request types that say a word twice: where a type and the request for it are both types, each has requests.
#[test]
fn a_request_is_not_named_twice() {
    let sdk = lowered(&[]);
    for version in &sdk.versions {
        let idents: BTreeSet<&str> = request_types(version).map(|item| item.ident.as_str()).collect();
        for ident in &idents {
            let Some(stem) = ident.strip_suffix("RequestRequests") else { continue };
            let models = version.models.iter().flat_map(|folder| &folder.files);
            let types: BTreeSet<&str> = models
                .flat_map(|file| file.item.exports())
                .map(msgraph_codegen::names::TypeIdent::as_str)
                .collect();
            assert!(types.contains(stem), "{ident} says a word twice without need");
        }
    }
}
