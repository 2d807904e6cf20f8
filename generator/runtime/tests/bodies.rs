//! Bodies in one expression: `new!` over fields of every kind.

#![allow(missing_docs, reason = "types of a test")]

use msgraph_core::{
    Date, Duration, Flags, Guid, ModelExt, Property, Related, Rest, Value, any, extends, model, new,
    open_enum, to_value,
};
use serde_json::json;

open_enum! { Colour "n.colour" { Red "red", Green "green" } }
open_enum! { flags Day "n.day" { Monday "monday", Tuesday "tuesday" } }

#[derive(Clone, Default)]
pub struct Place {
    rest: Rest,
    name: Option<String>,
    level: Option<i32>,
}
model! { Place: root "#n.place", untagged; 1 name "displayName", 2 level "level" }

#[derive(Clone, Default)]
pub struct Room {
    base: Place,
    seats: Option<i64>,
}
model! { Room: Place, "#n.room", tagged, first 3; 3 seats "seats" }
extends! { Room: Place }
any! { AnyPlace: Place { Room "#n.room" } }

#[derive(Clone, Default)]
pub struct Item {
    rest: Rest,
    id: Option<String>,
}
impl Item {
    const ID: Property<Self, String> = Property::new("id");
}
model! { Item: root "#n.item", untagged; 1 id "id" }

#[derive(Clone, Default)]
pub struct Event {
    base: Item,
    subject: Option<String>,
    type_: Option<Colour>,
    days: Option<Flags<Day>>,
    count: Option<i64>,
    share: Option<f64>,
    all_day: Option<bool>,
    on: Option<Date>,
    takes: Option<Duration>,
    key: Option<Guid>,
    place: Option<AnyPlace>,
    room: Option<Box<Room>>,
    places: Option<Vec<AnyPlace>>,
    names: Option<Vec<String>>,
    data: Option<Value>,
    next: Related<Item>,
    linked: Related<Vec<AnyPlace>>,
}
model! {
    Event: Item, "#n.event", untagged, first 2;
    2 subject "subject", 3 type_ "type", 4 days "days", 5 count "count", 6 share "share", 7 all_day "isAllDay", 8 on "on",
    9 takes "takes", 10 key "key", 11 place "place", 12 room "room", 13 places "places", 14 names "names", 15 data "data",
    16 next "next", 17 linked "linked",
}
extends! { Event: Item }

#[test]
fn fields_of_every_kind() {
    let (owned, borrowed) = (String::from("a"), String::from("b"));
    let absent: Option<i64> = None;
    let event = new!(Event {
        id: owned,
        subject: &borrowed,
        type_: Colour::Green,
        days: [Day::Monday, Day::Tuesday].into_iter().collect::<Flags<Day>>(),
        count: 3,
        share: 1,
        all_day: absent.is_none(),
        on: "2026-12-01",
        takes: Some("PT1H"),
        data: json!({ "any": [1, null] }),
    });
    let expected = json!({
        "id": "a", "subject": "b", "type": "green", "days": "monday,tuesday", "count": 3, "share": 1.0, "isAllDay": true,
        "on": "2026-12-01", "takes": "PT1H", "data": { "any": [1, null] },
    });
    assert_eq!(to_value(&event), expected);
    assert_eq!(to_value(&new!(Event { count: absent, key: None::<Guid> })), json!({}));
}

#[test]
fn objects_and_lists_inside() {
    let ready = new!(Place { level: -1 });
    let event = new!(Event {
        place: { name: "base" },
        room: { seats: 4, level: 2 },
        places: [{ name: "a" }, Room { seats: 9_000_000_000_i64, name: "b" }, ready.clone(), {}],
        names: ["x", String::from("y"),],
        next: { id: "1" },
        linked: [Room { name: "c" }, {}],
    });
    let expected = json!({
        "place": { "displayName": "base" },
        "room": { "@odata.type": "#n.room", "level": 2, "seats": 4 },
        "places": [
            { "displayName": "a" },
            { "@odata.type": "#n.room", "displayName": "b", "seats": 9_000_000_000_i64 },
            { "level": -1 },
            {},
        ],
        "names": ["x", "y"],
        "next": { "id": "1" },
        "linked": [{ "@odata.type": "#n.room", "displayName": "c" }, {}],
    });
    assert_eq!(to_value(&event), expected);
    assert_eq!(to_value(&new!(Event { places: [], names: [] })), json!({ "places": [], "names": [] }));
    assert_eq!(to_value(&new!(Event { place: Room { seats: 1 } }))["place"]["@odata.type"], "#n.room");
}

#[test]
fn whole_relationships() {
    let place = new!(Place { name: "a" });
    let related = Related::from(new!(Item { id: "1" }));
    let event = new!(Event { next: related, linked: vec![place.into()] });
    assert_eq!(to_value(&event), json!({ "next": { "id": "1" }, "linked": [{ "displayName": "a" }] }));
}

#[test]
fn null_of_every_kind() {
    let event = new!(Event {
        id: null, subject: null, all_day: null, count: null, share: null, on: null, place: null, places: null, names: null,
        data: null, next: null, room: { name: null, seats: null }, type_: null,
    });
    let null = Value::Null;
    let expected = json!({
        "id": null, "subject": null, "isAllDay": null, "count": null, "share": null, "on": null, "place": null, "places": null,
        "names": null, "data": null, "next": null, "type": null,
        "room": { "@odata.type": "#n.room", "displayName": null, "seats": null },
    });
    assert_eq!(to_value(&event), expected);
    assert!(event.is_null(Item::ID));
    assert!(event.next.is_empty());
    let place = new!(Event { place: Room { name: null } });
    assert_eq!(to_value(&place)["place"]["displayName"], null);
}

#[test]
fn names_on_the_wire() {
    let name = "b";
    let event = new!(Event {
        "@odata.type": "#n.special",
        "manager@odata.bind": "users/1",
        "members@odata.bind": ["a", name],
        "paint": { "colour": "red", "layers": [1, 2] },
        "gloss": null,
        "weight": 2.5,
        "count": "7",
        "places": [{ "@odata.type": "#n.room", "seats": 1 }],
    });
    assert_eq!(event.count, Some(7));
    assert_eq!(event.places.as_ref().map(Vec::len), Some(1));
    let expected = json!({
        "@odata.type": "#n.special", "manager@odata.bind": "users/1", "members@odata.bind": ["a", "b"],
        "paint": { "colour": "red", "layers": [1, 2] }, "gloss": null, "weight": 2.5, "count": "7",
        "places": [{ "@odata.type": "#n.room", "seats": 1 }],
    });
    assert_eq!(to_value(&event), expected);
}

#[test]
fn a_failure_in_a_value_leaves_the_function() {
    fn made(text: &str) -> Result<Event, std::num::ParseIntError> {
        Ok(new!(Event { room: { seats: text.parse::<i64>()? } }))
    }
    assert_eq!(made("5").expect("a number").room.and_then(|room| room.seats), Some(5));
    assert!(made("five").is_err());
}

#[test]
fn hundreds_of_members_need_no_other_limit() {
    let event = new!(Event {
        "m0": 0, "m1": 1, "m2": 2, "m3": 3, "m4": 4, "m5": 5, "m6": 6, "m7": 7, "m8": 8, "m9": 9,
        "m10": 10, "m11": 11, "m12": 12, "m13": 13, "m14": 14, "m15": 15, "m16": 16, "m17": 17, "m18": 18, "m19": 19,
        "m20": 20, "m21": 21, "m22": 22, "m23": 23, "m24": 24, "m25": 25, "m26": 26, "m27": 27, "m28": 28, "m29": 29,
        "m30": 30, "m31": 31, "m32": 32, "m33": 33, "m34": 34, "m35": 35, "m36": 36, "m37": 37, "m38": 38, "m39": 39,
        "m40": 40, "m41": 41, "m42": 42, "m43": 43, "m44": 44, "m45": 45, "m46": 46, "m47": 47, "m48": 48, "m49": 49,
        "m50": 50, "m51": 51, "m52": 52, "m53": 53, "m54": 54, "m55": 55, "m56": 56, "m57": 57, "m58": 58, "m59": 59,
        "m60": 60, "m61": 61, "m62": 62, "m63": 63, "m64": 64, "m65": 65, "m66": 66, "m67": 67, "m68": 68, "m69": 69,
        "m70": 70, "m71": 71, "m72": 72, "m73": 73, "m74": 74, "m75": 75, "m76": 76, "m77": 77, "m78": 78, "m79": 79,
        "m80": 80, "m81": 81, "m82": 82, "m83": 83, "m84": 84, "m85": 85, "m86": 86, "m87": 87, "m88": 88, "m89": 89,
        "m90": 90, "m91": 91, "m92": 92, "m93": 93, "m94": 94, "m95": 95, "m96": 96, "m97": 97, "m98": 98, "m99": 99,
        "m100": 100, "m101": 101, "m102": 102, "m103": 103, "m104": 104, "m105": 105, "m106": 106, "m107": 107, "m108": 108, "m109": 109,
        "m110": 110, "m111": 111, "m112": 112, "m113": 113, "m114": 114, "m115": 115, "m116": 116, "m117": 117, "m118": 118, "m119": 119,
        "m120": 120, "m121": 121, "m122": 122, "m123": 123, "m124": 124, "m125": 125, "m126": 126, "m127": 127, "m128": 128, "m129": 129,
        "m130": 130, "m131": 131, "m132": 132, "m133": 133, "m134": 134, "m135": 135, "m136": 136, "m137": 137, "m138": 138, "m139": 139,
        "m140": 140, "m141": 141, "m142": 142, "m143": 143, "m144": 144, "m145": 145, "m146": 146, "m147": 147, "m148": 148, "m149": 149,
        "m150": 150, "m151": 151, "m152": 152, "m153": 153, "m154": 154, "m155": 155, "m156": 156, "m157": 157, "m158": 158, "m159": 159,
        "m160": 160, "m161": 161, "m162": 162, "m163": 163, "m164": 164, "m165": 165, "m166": 166, "m167": 167, "m168": 168, "m169": 169,
        "m170": 170, "m171": 171, "m172": 172, "m173": 173, "m174": 174, "m175": 175, "m176": 176, "m177": 177, "m178": 178, "m179": 179,
        "m180": 180, "m181": 181, "m182": 182, "m183": 183, "m184": 184, "m185": 185, "m186": 186, "m187": 187, "m188": 188, "m189": 189,
        "m190": 190, "m191": 191, "m192": 192, "m193": 193, "m194": 194, "m195": 195, "m196": 196, "m197": 197, "m198": 198, "m199": 199,
        "m200": 200, "m201": 201, "m202": 202, "m203": 203, "m204": 204, "m205": 205, "m206": 206, "m207": 207, "m208": 208, "m209": 209,
        "m210": 210, "m211": 211, "m212": 212, "m213": 213, "m214": 214, "m215": 215, "m216": 216, "m217": 217, "m218": 218, "m219": 219,
        "m220": 220, "m221": 221, "m222": 222, "m223": 223, "m224": 224, "m225": 225, "m226": 226, "m227": 227, "m228": 228, "m229": 229,
        "m230": 230, "m231": 231, "m232": 232, "m233": 233, "m234": 234, "m235": 235, "m236": 236, "m237": 237, "m238": 238, "m239": 239,
        "m240": 240, "m241": 241, "m242": 242, "m243": 243, "m244": 244, "m245": 245, "m246": 246, "m247": 247, "m248": 248, "m249": 249,
        "m250": 250, "m251": 251, "m252": 252, "m253": 253, "m254": 254, "m255": 255, "m256": 256, "m257": 257, "m258": 258, "m259": 259,
        "m260": 260, "m261": 261, "m262": 262, "m263": 263, "m264": 264, "m265": 265, "m266": 266, "m267": 267, "m268": 268, "m269": 269,
        "m270": 270, "m271": 271, "m272": 272, "m273": 273, "m274": 274, "m275": 275, "m276": 276, "m277": 277, "m278": 278, "m279": 279,
        "m280": 280, "m281": 281, "m282": 282, "m283": 283, "m284": 284, "m285": 285, "m286": 286, "m287": 287, "m288": 288, "m289": 289,
        "m290": 290, "m291": 291, "m292": 292, "m293": 293, "m294": 294, "m295": 295, "m296": 296, "m297": 297, "m298": 298, "m299": 299,
    });
    assert_eq!(event.rest_data().unknown().len(), 300);
    assert_eq!(event.extra("m299"), Some(&json!(299)));
}

#[test]
fn nor_do_hundreds_of_calls() {
    let event = new!(Event {
        "n0": i32::from(7), "n1": String::from("x"), "n2": String::from("x"), "n3": i32::from(7), "n4": String::from("x"), "n5": String::from("x"), "n6": i32::from(7), "n7": String::from("x"), "n8": String::from("x"), "n9": i32::from(7),
        "n10": i32::from(7), "n11": String::from("x"), "n12": String::from("x"), "n13": i32::from(7), "n14": String::from("x"), "n15": String::from("x"), "n16": i32::from(7), "n17": String::from("x"), "n18": String::from("x"), "n19": i32::from(7),
        "n20": i32::from(7), "n21": String::from("x"), "n22": String::from("x"), "n23": i32::from(7), "n24": String::from("x"), "n25": String::from("x"), "n26": i32::from(7), "n27": String::from("x"), "n28": String::from("x"), "n29": i32::from(7),
        "n30": i32::from(7), "n31": String::from("x"), "n32": String::from("x"), "n33": i32::from(7), "n34": String::from("x"), "n35": String::from("x"), "n36": i32::from(7), "n37": String::from("x"), "n38": String::from("x"), "n39": i32::from(7),
        "n40": i32::from(7), "n41": String::from("x"), "n42": String::from("x"), "n43": i32::from(7), "n44": String::from("x"), "n45": String::from("x"), "n46": i32::from(7), "n47": String::from("x"), "n48": String::from("x"), "n49": i32::from(7),
        "n50": i32::from(7), "n51": String::from("x"), "n52": String::from("x"), "n53": i32::from(7), "n54": String::from("x"), "n55": String::from("x"), "n56": i32::from(7), "n57": String::from("x"), "n58": String::from("x"), "n59": i32::from(7),
        "n60": i32::from(7), "n61": String::from("x"), "n62": String::from("x"), "n63": i32::from(7), "n64": String::from("x"), "n65": String::from("x"), "n66": i32::from(7), "n67": String::from("x"), "n68": String::from("x"), "n69": i32::from(7),
        "n70": i32::from(7), "n71": String::from("x"), "n72": String::from("x"), "n73": i32::from(7), "n74": String::from("x"), "n75": String::from("x"), "n76": i32::from(7), "n77": String::from("x"), "n78": String::from("x"), "n79": i32::from(7),
        "n80": i32::from(7), "n81": String::from("x"), "n82": String::from("x"), "n83": i32::from(7), "n84": String::from("x"), "n85": String::from("x"), "n86": i32::from(7), "n87": String::from("x"), "n88": String::from("x"), "n89": i32::from(7),
        "n90": i32::from(7), "n91": String::from("x"), "n92": String::from("x"), "n93": i32::from(7), "n94": String::from("x"), "n95": String::from("x"), "n96": i32::from(7), "n97": String::from("x"), "n98": String::from("x"), "n99": i32::from(7),
        "n100": i32::from(7), "n101": String::from("x"), "n102": String::from("x"), "n103": i32::from(7), "n104": String::from("x"), "n105": String::from("x"), "n106": i32::from(7), "n107": String::from("x"), "n108": String::from("x"), "n109": i32::from(7),
        "n110": i32::from(7), "n111": String::from("x"), "n112": String::from("x"), "n113": i32::from(7), "n114": String::from("x"), "n115": String::from("x"), "n116": i32::from(7), "n117": String::from("x"), "n118": String::from("x"), "n119": i32::from(7),
        "n120": i32::from(7), "n121": String::from("x"), "n122": String::from("x"), "n123": i32::from(7), "n124": String::from("x"), "n125": String::from("x"), "n126": i32::from(7), "n127": String::from("x"), "n128": String::from("x"), "n129": i32::from(7),
        "n130": i32::from(7), "n131": String::from("x"), "n132": String::from("x"), "n133": i32::from(7), "n134": String::from("x"), "n135": String::from("x"), "n136": i32::from(7), "n137": String::from("x"), "n138": String::from("x"), "n139": i32::from(7),
        "n140": i32::from(7), "n141": String::from("x"), "n142": String::from("x"), "n143": i32::from(7), "n144": String::from("x"), "n145": String::from("x"), "n146": i32::from(7), "n147": String::from("x"), "n148": String::from("x"), "n149": i32::from(7),
        "n150": i32::from(7), "n151": String::from("x"), "n152": String::from("x"), "n153": i32::from(7), "n154": String::from("x"), "n155": String::from("x"), "n156": i32::from(7), "n157": String::from("x"), "n158": String::from("x"), "n159": i32::from(7),
        "n160": i32::from(7), "n161": String::from("x"), "n162": String::from("x"), "n163": i32::from(7), "n164": String::from("x"), "n165": String::from("x"), "n166": i32::from(7), "n167": String::from("x"), "n168": String::from("x"), "n169": i32::from(7),
        "n170": i32::from(7), "n171": String::from("x"), "n172": String::from("x"), "n173": i32::from(7), "n174": String::from("x"), "n175": String::from("x"), "n176": i32::from(7), "n177": String::from("x"), "n178": String::from("x"), "n179": i32::from(7),
        "n180": i32::from(7), "n181": String::from("x"), "n182": String::from("x"), "n183": i32::from(7), "n184": String::from("x"), "n185": String::from("x"), "n186": i32::from(7), "n187": String::from("x"), "n188": String::from("x"), "n189": i32::from(7),
        "n190": i32::from(7), "n191": String::from("x"), "n192": String::from("x"), "n193": i32::from(7), "n194": String::from("x"), "n195": String::from("x"), "n196": i32::from(7), "n197": String::from("x"), "n198": String::from("x"), "n199": i32::from(7),
        "n200": i32::from(7), "n201": String::from("x"), "n202": String::from("x"), "n203": i32::from(7), "n204": String::from("x"), "n205": String::from("x"), "n206": i32::from(7), "n207": String::from("x"), "n208": String::from("x"), "n209": i32::from(7),
        "n210": i32::from(7), "n211": String::from("x"), "n212": String::from("x"), "n213": i32::from(7), "n214": String::from("x"), "n215": String::from("x"), "n216": i32::from(7), "n217": String::from("x"), "n218": String::from("x"), "n219": i32::from(7),
        "n220": i32::from(7), "n221": String::from("x"), "n222": String::from("x"), "n223": i32::from(7), "n224": String::from("x"), "n225": String::from("x"), "n226": i32::from(7), "n227": String::from("x"), "n228": String::from("x"), "n229": i32::from(7),
        "n230": i32::from(7), "n231": String::from("x"), "n232": String::from("x"), "n233": i32::from(7), "n234": String::from("x"), "n235": String::from("x"), "n236": i32::from(7), "n237": String::from("x"), "n238": String::from("x"), "n239": i32::from(7),
        "n240": i32::from(7), "n241": String::from("x"), "n242": String::from("x"), "n243": i32::from(7), "n244": String::from("x"), "n245": String::from("x"), "n246": i32::from(7), "n247": String::from("x"), "n248": String::from("x"), "n249": i32::from(7),
        "n250": i32::from(7), "n251": String::from("x"), "n252": String::from("x"), "n253": i32::from(7), "n254": String::from("x"), "n255": String::from("x"), "n256": i32::from(7), "n257": String::from("x"), "n258": String::from("x"), "n259": i32::from(7),
        "n260": i32::from(7), "n261": String::from("x"), "n262": String::from("x"), "n263": i32::from(7), "n264": String::from("x"), "n265": String::from("x"), "n266": i32::from(7), "n267": String::from("x"), "n268": String::from("x"), "n269": i32::from(7),
        "n270": i32::from(7), "n271": String::from("x"), "n272": String::from("x"), "n273": i32::from(7), "n274": String::from("x"), "n275": String::from("x"), "n276": i32::from(7), "n277": String::from("x"), "n278": String::from("x"), "n279": i32::from(7),
        "n280": i32::from(7), "n281": String::from("x"), "n282": String::from("x"), "n283": i32::from(7), "n284": String::from("x"), "n285": String::from("x"), "n286": i32::from(7), "n287": String::from("x"), "n288": String::from("x"), "n289": i32::from(7),
        "n290": i32::from(7), "n291": String::from("x"), "n292": String::from("x"), "n293": i32::from(7), "n294": String::from("x"), "n295": String::from("x"), "n296": i32::from(7), "n297": String::from("x"), "n298": String::from("x"), "n299": i32::from(7),
    });
    assert_eq!(event.rest_data().unknown().len(), 300);
}

#[test]
fn nor_do_some_behind_which_an_operator_stands() {
    let event = new!(Event {
        "o0": 0, "o1": 1, "o2": 2, "o3": 3, "o4": 4, "o5": 5, "o6": 6, "o7": 7, "o8": 8, "o9": 9,
        "o10": 10, "o11": 11, "o12": 12, "o13": 13, "o14": 14, "o15": 15, "o16": 16, "o17": 17, "o18": 18, "o19": 19,
        "o20": 20, "o21": 21, "o22": 22, "o23": 23, "o24": 24, "o25": 25, "o26": 26, "o27": 27, "o28": 28, "o29": 29,
        "o30": 30, "o31": 31, "o32": 32, "o33": 33, "o34": 34, "o35": 35, "o36": 36, "o37": 37, "o38": 38, "o39": 39,
        "o40": 40, "o41": 41, "o42": 42, "o43": 43, "o44": 44, "o45": 45, "o46": 46, "o47": 47, "o48": 48, "o49": 49,
        "o50": 50, "o51": 51, "o52": 52, "o53": 53, "o54": 54, "o55": 55, "o56": 56, "o57": 57, "o58": 58, "o59": 59,
        "o60": 60, "o61": 61, "o62": 62, "o63": 63, "o64": 64, "o65": 65, "o66": 66, "o67": 67, "o68": 68, "o69": 69,
        "o70": 70, "o71": 71, "o72": 72, "o73": 73, "o74": 74, "o75": 75, "o76": 76, "o77": 77, "o78": 78, "o79": 79,
        "o80": 80, "o81": 81, "o82": 82, "o83": 83, "o84": 84, "o85": 85, "o86": 86, "o87": 87, "o88": 88, "o89": 89,
        "o90": 90, "o91": 91, "o92": 92, "o93": 93, "o94": 94, "o95": 95, "o96": 96, "o97": 97, "o98": 98, "o99": 99,
        "o100": 100, "o101": 101, "o102": 102, "o103": 103, "o104": 104, "o105": 105, "o106": 106, "o107": 107, "o108": 108, "o109": 109,
        "o110": 110, "o111": 111, "o112": 112, "o113": 113, "o114": 114, "o115": 115, "o116": 116, "o117": 117, "o118": 118, "o119": 119,
        "o120": 120, "o121": 121, "o122": 122, "o123": 123, "o124": 124, "o125": 125, "o126": 126, "o127": 127, "o128": 128, "o129": 129,
        "o130": 130, "o131": 131, "o132": 132, "o133": 133, "o134": 134, "o135": 135, "o136": 136, "o137": 137, "o138": 138, "o139": 139,
        "o140": 140, "o141": 141, "o142": 142, "o143": 143, "o144": 144, "o145": 145, "o146": 146, "o147": 147, "o148": 148, "o149": 149,
        "o150": 150, "o151": 151, "o152": 152, "o153": 153, "o154": 154, "o155": 155, "o156": 156, "o157": 157, "o158": 158, "o159": 159,
        "o160": 160, "o161": 161, "o162": 162, "o163": 163, "o164": 164, "o165": 165, "o166": 166, "o167": 167, "o168": 168, "o169": 169,
        "o170": 170, "o171": 171, "o172": 172, "o173": 173, "o174": 174, "o175": 175, "o176": 176, "o177": 177, "o178": 178, "o179": 179,
        "o180": 180, "o181": 181, "o182": 182, "o183": 183, "o184": 184, "o185": 185, "o186": 186, "o187": 187, "o188": 188, "o189": 189,
        "o190": 190, "o191": 191, "o192": 192, "o193": 193, "o194": 194, "o195": 195, "o196": 196, "o197": 197, "o198": 198, "o199": 199,
        "o200": 200, "o201": 201, "o202": 202, "o203": 203, "o204": 204, "o205": 205, "o206": 206, "o207": 207, "o208": 208, "o209": 209,
        "o210": 210, "o211": 211, "o212": 212, "o213": 213, "o214": 214, "o215": 215, "o216": 216, "o217": 217, "o218": 218, "o219": 219,
        "o220": 220, "o221": 221, "o222": 222, "o223": 223, "o224": 224, "o225": 225, "o226": 226, "o227": 227, "o228": 228, "o229": 229,
        "o230": 230, "o231": 231, "o232": 232, "o233": 233, "o234": 234, "o235": 235, "o236": 236, "o237": 237, "o238": 238, "o239": 239,
        "o240": 240, "o241": 241, "o242": 242, "o243": 243, "o244": 244, "o245": 245, "o246": 246, "o247": 247, "o248": 248, "o249": 249,
        "o250": 250, "o251": 251, "o252": 252, "o253": 253, "o254": 254, "o255": 255, "o256": 256, "o257": 257, "o258": 258, "o259": 259,
        "o260": 260, "o261": 261, "o262": 262, "o263": 263, "o264": 264, "o265": 265, "o266": 266, "o267": 267, "o268": 268, "o269": 269,
        "o270": 270, "o271": 271, "o272": 272, "o273": 273, "o274": 274, "o275": 275, "o276": 276, "o277": 277, "o278": 278, "o279": 279,
        "o280": 280, "o281": 281, "o282": 282, "o283": 283, "o284": 284, "o285": 285, "o286": 286, "o287": 287, "o288": 288, "o289": 289,
        "o290": 290, "o291": 291, "o292": 292, "o293": 293, "o294": 294, "o295": 295, "o296": 296, "o297": 297, "o298": 298, "o299": 299,
        "sum": 1 + 2,
    });
    assert_eq!(event.extra("sum"), Some(&json!(3)));
    assert_eq!(event.rest_data().unknown().len(), 301);
}

#[test]
fn types_by_their_paths() {
    mod inner {
        pub(super) use super::Place;
    }
    assert_eq!(new!(inner::Place { name: "a" }).name.as_deref(), Some("a"));
    assert_eq!(
        to_value(&new!(Event { place: inner::Place { level: 1 } })),
        json!({ "place": { "level": 1 } })
    );
    assert_eq!(to_value(&new!(Place {})), json!({}));
}
