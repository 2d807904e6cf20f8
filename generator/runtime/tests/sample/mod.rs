//! A few types of an invented service, written exactly as the generator writes them.
#![allow(dead_code, reason = "each test file uses some of them")]
#![allow(unreachable_pub, reason = "they are written as in a library")]
#![allow(missing_docs, reason = "what they are is told by their names")]

use msgraph_core::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Flags, Guid, Navigation, Property, ReadOnly, Related,
    Rest, Stream, TimeOfDay, Value, any, extends, model, open_enum,
};

open_enum! {
    /// How much something matters.
    Urgency "sample.urgency" {
        /// Not much.
        Low "low" = 0,
        High "high" = 1,
        UnknownFutureValue "unknownFutureValue",
    }
}

open_enum! {
    /// What may be done.
    flags Action "sample.action" {
        Wipe "wipe" = 1,
        Lock "lock" = 2,
    }
}

#[derive(Clone, Default)]
pub struct Entity {
    pub rest: Rest,
    pub id: Option<String>,
}

impl Entity {
    pub const ID: Property<Self, String, ReadOnly> = Property::new("id");
}

model! {
    Entity: root "#sample.entity", untagged;
    1 id "id" key,
}

/// A complex type that holds itself.
#[derive(Clone, Default)]
pub struct Rule {
    pub rest: Rest,
    pub name: Option<String>,
    pub inner: Option<Box<Self>>,
    pub others: Option<Vec<Rule>>,
}

impl Rule {
    pub const NAME: Property<Self, String> = Property::new("name");
    pub const INNER: Property<Self, Box<Self>> = Property::new("inner");
    pub const OTHERS: Property<Self, Vec<Rule>> = Property::new("others");
}

model! {
    Rule: root "#sample.rule", untagged;
    1 name "name",
    2 inner "inner",
    3 others "others",
}

#[derive(Clone, Default)]
pub struct Thing {
    pub base: Entity,
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub small: Option<i32>,
    pub large: Option<i64>,
    pub float: Option<f64>,
    pub decimal: Option<Decimal>,
    pub json: Option<Value>,
    pub created: Option<DateTimeOffset>,
    pub day: Option<Date>,
    pub time: Option<TimeOfDay>,
    pub duration: Option<Duration>,
    pub guid: Option<Guid>,
    pub binary: Option<Binary>,
    pub content: Option<Stream>,
    pub urgency: Option<Urgency>,
    pub actions: Option<Flags<Action>>,
    pub texts: Option<Vec<String>>,
    pub numbers: Option<Vec<i64>>,
    pub urgencies: Option<Vec<Urgency>>,
    pub values: Option<Vec<Value>>,
    pub rule: Option<Rule>,
    pub rules: Option<Vec<Rule>>,
    pub policy: Option<AnyPolicy>,
    pub policies: Option<Vec<AnyPolicy>>,
    pub password: Option<String>,
    pub owner: Related<Entity>,
    pub members: Related<Vec<AnyPolicy>>,
}

impl Thing {
    pub const TEXT: Property<Self, String> = Property::new("text");
    pub const FLAG: Property<Self, bool> = Property::new("flag");
    pub const SMALL: Property<Self, i32> = Property::new("small");
    pub const LARGE: Property<Self, i64> = Property::new("large");
    pub const FLOAT: Property<Self, f64> = Property::new("float");
    pub const CREATED: Property<Self, DateTimeOffset, ReadOnly> = Property::new("created");
    pub const GUID: Property<Self, Guid> = Property::new("guid");
    pub const URGENCY: Property<Self, Urgency> = Property::new("urgency");
    pub const ACTIONS: Property<Self, Flags<Action>> = Property::new("actions");
    pub const TEXTS: Property<Self, Vec<String>> = Property::new("texts");
    pub const RULE: Property<Self, Rule> = Property::new("rule");
    pub const RULES: Property<Self, Vec<Rule>> = Property::new("rules");
    pub const POLICY: Property<Self, AnyPolicy> = Property::new("policy");
    pub const POLICIES: Property<Self, Vec<AnyPolicy>> = Property::new("policies");
    pub const PASSWORD: Property<Self, String> = Property::new("password");
    pub const OWNER: Navigation<Self, Entity> = Navigation::new("owner");
    pub const MEMBERS: Navigation<Self, Vec<AnyPolicy>> = Navigation::new("members");
}

model! {
    Thing: Entity, "#sample.thing", tagged, first 2;
    2 text "text",
    3 flag "flag",
    4 small "small",
    5 large "large",
    6 float "float",
    7 decimal "decimal",
    8 json "json",
    9 created "created" read_only,
    10 day "day",
    11 time "time",
    12 duration "duration",
    13 guid "guid",
    14 binary "binary",
    15 content "content",
    16 urgency "urgency",
    17 actions "actions",
    18 texts "texts",
    19 numbers "numbers",
    20 urgencies "urgencies",
    21 values "values",
    22 rule "rule",
    23 rules "rules",
    24 policy "policy",
    25 policies "policies",
    26 password "password" secret,
    27 owner "owner",
    28 members "members",
}
extends! { Thing: Entity }

#[derive(Clone, Default)]
pub struct Policy {
    pub base: Entity,
    pub display_name: Option<String>,
    pub version: Option<i32>,
}

impl Policy {
    pub const DISPLAY_NAME: Property<Self, String> = Property::new("displayName");
    pub const VERSION: Property<Self, i32, ReadOnly> = Property::new("version");
}

model! {
    Policy: Entity, "#sample.policy", tagged, first 2;
    2 display_name "displayName",
    3 version "version" read_only,
}
extends! { Policy: Entity }

#[derive(Clone, Default)]
pub struct PinPolicy {
    pub base: Policy,
    pub minimum: Option<i32>,
    pub nested: Option<Rule>,
}

impl PinPolicy {
    pub const MINIMUM: Property<Self, i32> = Property::new("minimum");
    pub const NESTED: Property<Self, Rule> = Property::new("nested");
}

model! {
    PinPolicy: Policy, "#sample.pinPolicy", tagged, first 4;
    4 minimum "minimum",
    5 nested "nested",
}
extends! { PinPolicy: Policy, Entity }

#[derive(Clone, Default)]
pub struct MailPolicy {
    pub base: Policy,
    pub server: Option<String>,
    pub minimum: Option<i32>,
}

model! {
    MailPolicy: Policy, "#sample.mailPolicy", tagged, first 4;
    4 server "server",
    5 minimum "minimum",
}
extends! { MailPolicy: Policy, Entity }

any! {
    /// A policy of any kind.
    AnyPolicy: Policy {
        PinPolicy "#sample.pinPolicy",
        MailPolicy "#sample.mailPolicy",
    }
}
