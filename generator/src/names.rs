//! The only place where Rust names are made: from the names of the documentation, which nobody vouches for.
//!
//! In: wire names. Out: identifiers of one type per kind of thing, safe as Rust and as file names, settled per scope.
//!
//! | construct | pattern | example | why it cannot collide |
//! |---|---|---|---|
//! | structured type, enum type | `{Name}` | `deviceConfiguration` → `DeviceConfiguration` | settled per namespace |
//! | polymorphic enum | `Any{Name}` | `AnyDeviceConfiguration` | settled with the types |
//! | parameters of an action | `{Type}{Action}Parameters` | `DeviceConfigurationAssignParameters` | a module of their own, settled there |
//! | requests of a type | `{Type}Requests` | `DeviceConfigurationRequests` | a module of their own, settled there |
//! | the same, where `X` itself is a request | `{Type without Request}Requests` | `TimeOffRequests` | only if no type has the shorter name |
//! | requests of a collection | `{Type}CollectionRequests` | `DeviceConfigurationCollectionRequests` | the same |
//! | field | `{name}` | `displayName` → `display_name` | settled per type; `base` and `rest` are reserved |
//! | property token | `{NAME}` | `DISPLAY_NAME` | made from the settled field |
//! | enum member | `{Name}` | `notConfigured` → `NotConfigured` | settled per enum; `UnknownValue` is reserved |
//! | variant of `Any…` | `{Type}` | `WindowsDomainJoinConfiguration` | made from settled types; `Unknown` is reserved |
//! | request method | HTTP verb in OData's word | `get`, `list`, `create` | reserved in every requests type |
//! | path step | `{navigation}`, `{operation}` | `device_configurations` | settled per requests type |
//! | request on a property | `get_{property}`, `replace_{property}` | `get_content` | settled per requests type |
//! | cast step | `as_{type}` | `as_windows_domain_join_configuration` | settled per requests type |
//! | alternate key step | `by_{key}` | `by_app_id` | settled per requests type |
//! | namespace, file | `{name}` | `callRecords` → `call_records` | settled per folder; device names reserved |
//!
//! Keywords and reserved names get a trailing underscore (`type_`). A name that starts with a digit gets an `n`.
//! Words are told apart by capital letters, and by [`Words`] where those say nothing.
//! What remains is settled by [`settle`]: in the order of kinds and wire names, never in the order of appearance.

mod known;
mod package;
mod reserved;
mod scope;
mod words;

use crate::odata::{ApiVersion, QualifiedName};
use std::fmt;

pub use known::Words;
pub use package::{BadPackageName, PackageName};
pub use scope::{Claim, Kind, Settle, settle};

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(String);

            impl $name {
                /// The text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )+
    };
}

identifiers! {
    /// A type: `DeviceConfiguration`.
    TypeIdent,
    /// A field: `display_name`.
    FieldIdent,
    /// An associated constant, or the key of facts: `DISPLAY_NAME`.
    ConstIdent,
    /// A variant: `NotConfigured`.
    VariantIdent,
    /// A method: `device_configurations`.
    FnIdent,
    /// A parameter of a method: `start_date_time`.
    ParameterIdent,
    /// A module, and so a file or folder: `call_records`.
    ModIdent,
}

impl TypeIdent {
    /// The type of the wire name `name`.
    pub fn new(name: &str) -> Self {
        Self(reserved::type_name(words::camel(name)))
    }

    /// `AnyX`.
    #[must_use]
    pub fn any(&self) -> Self {
        self.wrapped("Any", "")
    }

    /// `XRequests`.
    #[must_use]
    pub fn requests(&self) -> Self {
        self.wrapped("", "Requests")
    }

    /// The type that is called like this one without a word at its end, if that leaves anything.
    #[must_use]
    pub fn without(&self, word: &str) -> Option<Self> {
        self.0.strip_suffix(word).filter(|stem| !stem.is_empty()).map(|stem| Self(stem.to_owned()))
    }

    /// `XCollectionRequests`.
    #[must_use]
    pub fn collection_requests(&self) -> Self {
        self.wrapped("", "CollectionRequests")
    }

    /// `EventCalendarViewRequests`, where `self` is what the step leads to a collection of; `TripViewRequests` of trips.
    #[must_use]
    pub fn view_requests(&self, step: &str) -> Self {
        let (own, step) = (self.0.trim_end_matches('_'), words::camel(step));
        if step.starts_with(own) {
            Self(format!("{step}Requests"))
        } else {
            self.wrapped("", &format!("{step}Requests"))
        }
    }

    /// `XAssignParameters`, where `self` is what the action is bound to.
    #[must_use]
    pub fn parameters(&self, action: &str) -> Self {
        self.wrapped("", &format!("{}Parameters", words::camel(action)))
    }

    /// Parameters of an unbound action.
    #[must_use]
    pub fn unbound_parameters(action: &str) -> Self {
        Self(format!("{}Parameters", words::camel(action)))
    }

    /// The variant of an `Any…` enum for this type.
    #[must_use]
    pub fn variant(&self) -> VariantIdent {
        VariantIdent(reserved::any_variant(self.0.clone()))
    }

    fn wrapped(&self, before: &str, after: &str) -> Self {
        Self(format!("{before}{}{after}", self.0.trim_end_matches('_')))
    }
}

impl FieldIdent {
    /// The field of the property `name`.
    pub fn new(name: &str) -> Self {
        Self(reserved::field(words::snake(name)))
    }

    /// The token of the field: the same in capitals; a keyword's underscore is not needed there.
    pub fn token(&self) -> ConstIdent {
        let stem = self.0.strip_suffix('_').filter(|stem| reserved::field((*stem).to_owned()) != *stem);
        ConstIdent(reserved::constant(stem.unwrap_or(&self.0).to_ascii_uppercase()))
    }
}

impl VariantIdent {
    /// The variant of the enum member `name`.
    pub fn new(name: &str) -> Self {
        Self(reserved::variant(words::camel(name)))
    }
}

impl FnIdent {
    /// A path step or an operation.
    pub fn new(name: &str) -> Self {
        Self(reserved::method(words::snake(name)))
    }

    /// One of the fixed words: `get`, `list`.
    pub fn verb(word: &'static str) -> Self {
        Self(word.to_owned())
    }

    /// A fixed word and a name: `get_content`, `by_app_id`, `as_group`.
    pub fn prefixed(word: &'static str, name: &str) -> Self {
        Self(format!("{word}_{}", words::snake(name)))
    }

    /// A function overload, named by its arguments: `range_by_address`.
    pub fn overload(name: &str, arguments: &[impl AsRef<str>]) -> Self {
        let arguments: Vec<String> =
            arguments.iter().map(|argument| words::snake(argument.as_ref())).collect();
        Self(format!("{}_by_{}", words::snake(name), arguments.join("_and_")))
    }
}

impl ParameterIdent {
    /// The parameter for the argument `name`.
    pub fn new(name: &str) -> Self {
        Self(reserved::parameter(words::snake(name)))
    }
}

impl ModIdent {
    /// The module and file of the thing called `name`.
    pub fn new(name: &str) -> Self {
        Self(reserved::module(words::snake(name)))
    }

    /// `v1`, `beta`: the module and the feature of a version.
    pub fn version(api: ApiVersion) -> Self {
        Self::new(match api {
            ApiVersion::V1 => "v1",
            ApiVersion::Beta => "beta",
        })
    }

    /// A folder stands beside the file of the client.
    fn folder(name: &str) -> Self {
        Self(reserved::folder(Self::new(name).0))
    }

    /// The modules of a namespace below `microsoft.graph`; empty for that one.
    pub fn namespace(name: &QualifiedName) -> Vec<Self> {
        let namespace = name.namespace();
        let below = match namespace.strip_prefix(QualifiedName::DEFAULT_NAMESPACE) {
            Some("") => return Vec::new(),
            Some(below) if below.starts_with('.') => &below[1..],
            _ => namespace,
        };
        below.split('.').filter(|part| !part.is_empty()).map(Self::folder).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_construct_each() {
        let device = TypeIdent::new("deviceConfiguration");
        assert_eq!(device.as_str(), "DeviceConfiguration");
        assert_eq!(device.any().as_str(), "AnyDeviceConfiguration");
        assert_eq!(device.requests().as_str(), "DeviceConfigurationRequests");
        assert_eq!(device.collection_requests().as_str(), "DeviceConfigurationCollectionRequests");
        assert_eq!(device.parameters("assign").as_str(), "DeviceConfigurationAssignParameters");
        assert_eq!(FnIdent::overload("range", &["address"]).as_str(), "range_by_address");
        assert_eq!(FnIdent::prefixed("as", "windowsDomainJoin").as_str(), "as_windows_domain_join");
    }

    #[test]
    fn tokens_are_capitals_of_the_field() {
        let check = |name: &str, field: &str, token: &str| {
            let ident = FieldIdent::new(name);
            assert_eq!((ident.as_str(), ident.token().as_str()), (field, token));
        };
        check("displayName", "display_name", "DISPLAY_NAME");
        check("type", "type_", "TYPE");
        check("base", "base_", "BASE");
        check("riskEventTypes_v2", "risk_event_types_v2", "RISK_EVENT_TYPES_V2");
        check("2faEnabled", "n2fa_enabled", "N2FA_ENABLED");
    }

    #[test]
    fn namespaces_are_modules() {
        let check = |name: QualifiedName, modules: &[&str]| {
            let found = ModIdent::namespace(&name);
            assert_eq!(found.iter().map(ModIdent::as_str).collect::<Vec<_>>(), modules);
        };
        check(QualifiedName::new("", "user"), &[]);
        check(QualifiedName::new("microsoft.graph.callRecords", "session"), &["call_records"]);
        check(QualifiedName::new("microsoft.graph.a.type", "session"), &["a", "type_"]);
        check(QualifiedName::new("microsoft.graphics", "session"), &["microsoft", "graphics"]);
        check(QualifiedName::new("../../etc", "passwd"), &["unnamed", "etc"]);
        check(QualifiedName::new("microsoft.graph.client", "session"), &["client_"]);
    }
}
