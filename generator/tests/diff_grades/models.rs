//! Changes of types, properties and members.

use msgraph_codegen::inspect::diff::Class::{Breaking, Documentation};

use super::Edit::{Add, Change, Remove};
use super::{Case, USES_VESSEL, VESSEL, case, new};
use crate::pages::new_resource;

pub(super) fn types() -> Vec<Case> {
    vec![
        case(
            "a property goes",
            Breaking,
            vec![Change(VESSEL, "| berth | String | Where it lies. |\n", "")],
            "let v = v1::models::Vessel::default(); let _ = v.berth;",
        ),
        new(
            "a property comes",
            vec![Change(VESSEL, "| berth |", "| colour | String | Of its hull. |\n| berth |")],
            USES_VESSEL,
            "let v = v1::models::Vessel::default(); let _ = v.colour;",
        ),
        case(
            "a number becomes a text",
            Breaking,
            vec![Change(
                VESSEL,
                "| length | Int32 | In metres. Valid values 1 to 400 |",
                "| length | String | In metres. |",
            )],
            "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length;",
        ),
        case(
            "a wider number",
            Breaking,
            vec![Change(VESSEL, "| length | Int32 |", "| length | Int64 |")],
            "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length;",
        ),
        case(
            "a narrower number of the same Rust type",
            Documentation,
            vec![Change(VESSEL, "| length | Int32 |", "| length | Int16 |")],
            USES_VESSEL,
        ),
        case(
            "one becomes many",
            Breaking,
            vec![Change(VESSEL, "| berth | String |", "| berth | String collection |")],
            "let v = v1::models::Vessel::default(); let _: Option<String> = v.berth;",
        ),
        case(
            "many become one",
            Breaking,
            vec![Change(VESSEL, "| tags | String collection |", "| tags | String |")],
            "let v = v1::models::Vessel::default(); let _: Option<Vec<String>> = v.tags;",
        ),
        case(
            "a property becomes read-only",
            Breaking,
            vec![Change(
                VESSEL,
                "| berth | String | Where it lies. |",
                "| berth | String | Where it lies. Read-only. |",
            )],
            "let _ = graph.vessels().id(\"1\").update(harbour::Patch::new().set(v1::models::Vessel::BERTH, \"7\"));",
        ),
        new(
            "a property can be written now",
            vec![Change(VESSEL, "When it first swam. Read-only.", "When it first swam.")],
            "let v = v1::models::Vessel::default(); let _ = v.launched;",
            "let _: harbour::Patch<v1::models::Vessel> = harbour::Patch::new().clear(v1::models::Vessel::LAUNCHED);",
        ),
        case(
            "a property is renamed",
            Breaking,
            vec![Change(VESSEL, "| berth | String |", "| place | String |")],
            "let _ = v1::models::Vessel::BERTH;",
        ),
        case(
            "a property becomes a relationship",
            Breaking,
            vec![
                Change(VESSEL, "| size | [dimensions](dimensions.md) | How large it is. |\n", ""),
                Change(VESSEL, "| crew |", "| size | [pier](pier.md) | Where it fits. |\n| crew |"),
            ],
            "let v = v1::models::Vessel::default(); let _: Option<v1::models::Dimensions> = v.size;",
        ),
        case(
            "a relationship leads elsewhere",
            Breaking,
            vec![Change(
                VESSEL,
                "| crew | [sailor](sailor.md) collection |",
                "| crew | [pier](pier.md) collection |",
            )],
            "let v = v1::models::Vessel::default(); let _: harbour::Related<Vec<v1::models::Sailor>> = v.crew;",
        ),
        case(
            "a first derived type",
            Breaking,
            vec![Add(
                "v1.0/resources/captain",
                new_resource("captain", "sailor", "| ship | String | The own one. |\n"),
            )],
            "let _: harbour::client::Request<v1::models::Sailor> = graph.sailors().id(\"1\").get();",
        ),
        new(
            "one more derived type",
            vec![Add("v1.0/resources/tug", new_resource("tug", "vessel", "| pull | Int32 | In tonnes. |\n"))],
            "let v = v1::models::AnyVessel::from(v1::models::Vessel::default()); if let v1::models::AnyVessel::Ferry(f) = v { let _ = f.passengers; }",
            "let t = v1::models::Tug::default(); let _ = t.pull;",
        ),
        case(
            "a derived type goes",
            Breaking,
            vec![Remove("v1.0/resources/ferry")],
            "let f = v1::models::Ferry::default(); let _ = f.passengers;",
        ),
        new(
            "a first derived type of what nothing uses",
            vec![Add(
                "v1.0/resources/crane",
                new_resource("crane", "", "| id | String | Key. Read-only. |\n"),
            )],
            USES_VESSEL,
            "let _ = v1::models::Crane::default();",
        ),
        case(
            "a type loses its base type",
            Breaking,
            vec![
                Change(
                    "v1.0/resources/ferry",
                    "Inherits from [vessel](../resources/vessel.md).",
                    "Carries people.",
                ),
                Change(
                    "v1.0/resources/ferry",
                    "| passengers |",
                    "| id | String | Key. Read-only. |\n| passengers |",
                ),
            ],
            "let f = v1::models::Ferry::default(); let _ = &f.base.name;",
        ),
        case(
            "a property moves to the base type",
            Breaking,
            vec![
                Change(
                    "v1.0/resources/ferry",
                    "| passengers | Int32 | At most. |\n",
                    "| decks | Int32 | At least. |\n",
                ),
                Change(VESSEL, "| berth |", "| passengers | Int32 | At most. |\n| berth |"),
            ],
            "let f = v1::models::Ferry::default(); let v1::models::Ferry { passengers, .. } = f; let _ = passengers;",
        ),
    ]
}

pub(super) fn members() -> Vec<Case> {
    vec![
        case(
            "a member goes",
            Breaking,
            vec![Change(VESSEL, "`moored`, `sailing`, `sunk`", "`moored`, `sailing`")],
            "let _ = v1::models::VesselState::Sunk;",
        ),
        new(
            "a member comes",
            vec![Change(VESSEL, "`sailing`, `sunk`", "`sailing`, `drifting`, `sunk`")],
            "match v1::models::VesselState::Sunk { v1::models::VesselState::Moored => {} _ => {} }",
            "let _ = v1::models::VesselState::Drifting;",
        ),
        case(
            "members may be combined",
            Breaking,
            vec![Change(
                VESSEL,
                "| state | vesselState | What it does. Possible values",
                "| state | vesselState | What it does. This is a flags enumeration and multiple values are supported. Possible values",
            )],
            "let v = v1::models::Vessel::default(); let _: Option<v1::models::VesselState> = v.state;",
        ),
        case(
            "a member is renamed",
            Breaking,
            vec![Change(VESSEL, "`moored`", "`tied`")],
            "let _ = v1::models::VesselState::Moored;",
        ),
    ]
}
