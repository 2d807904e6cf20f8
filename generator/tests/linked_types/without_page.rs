//! Types that no page describes.

use msgraph_codegen::diagnostic::Code;

use super::told::{Api, HOST, check, check_absent, resource, schema};

#[test]
fn an_answer_of_a_type_without_page_is_a_stub() {
    let actor = ("resources/actor", resource("actor", "", &["id|String|Key."], ""));
    let post = |step: &str, response: &str| {
        let title = format!("actor: {step}");
        let line = format!("POST /actors/{{actor-id}}/{step}");
        Api { title: &title, line: &line, response, ..Api::default() }.page()
    };
    let get = Api {
        title: "actor: cues",
        line: "GET /actors/{actor-id}/cues()",
        response: "Returns `200 OK` and a collection of [stageCue](../resources/stagecue.md) objects.",
        ..Api::default()
    };
    let pages = [
        actor,
        ("api/a", post("bow", "Returns `200 OK` and a [applauseNote](../resources/applausenote.md) object.")),
        ("api/b", get.page()),
        ("api/c", post("sleep", "Returns `204 No Content`. See [dreamNote](../resources/dreamnote.md).")),
        ("api/d", post("call", "Returns `200 OK` and a [callNote](../api/call-note.md) object.")),
        (
            "api/e",
            post("sing", "Returns `200 OK` and a [String](../resources/song.md) in the response body."),
        ),
        (
            "api/f",
            post(
                "fall",
                "Returns `200 OK`. If it fails, an [errorNote](../resources/errornote.md) object comes back.",
            ),
        ),
        ("api/g", post("double", "Returns `200 OK` and an [actor](../resources/player.md) object.")),
        (
            "api/h",
            post(
                "rest",
                "Returns `202 Accepted`. The `Location` header leads to a [restNote](../resources/restnote.md).",
            ),
        ),
        ("api/i", post("say", "Returns `200 OK` and **spokenNote** in the response body.")),
        ("api/j", post("hum", "Returns `200 OK` and the tune in the response body.")),
        ("api/k", post("nod", "Returns `200 OK`. It does not return anything in the response body.")),
    ];
    let report = check(
        &pages,
        &[
            "complex stub applauseNote {}",
            "bow() -> applauseNote",
            "GET /actors/{actor-id}/cues() -> stageCue*",
            "sleep() -> nothing",
            "sing() -> String",
            "fall() -> nothing",
            "double() -> actor",
            "rest() -> nothing",
            "say() -> Untyped",
            "hum() -> Untyped",
            "nod() -> nothing",
        ],
    );
    check_absent(&pages, &["dreamNote", "callNote", "errorNote", "restNote", "spokenNote", "player"]);
    let stubs = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::UndocumentedType);
    assert_eq!(stubs.count(), 2, "each stub is told");
}

#[test]
fn the_namespace_of_a_stub_is_the_nearest_that_is_told() {
    let rows = ["id|String|Key.", "a|[lamp](opera-lamp.md)|x", "b|rope|x"];
    let post = |step: &str, response: &str| {
        let (title, line) = (format!("stage: {step}"), format!("POST /stages/{{stage-id}}/{step}"));
        Api { title: &title, line: &line, response, ..Api::default() }.page()
    };
    let pages = [
        ("resources/stage", resource("stage", "", &["id|String|Key."], "")),
        ("resources/opera-pit", resource("opera.pit", "", &rows, "")),
        ("api/a", post("light", "Returns `200 OK` and a [bulb](../resources/opera-bulb.md) object.")),
        ("api/b", post("pull", "Returns `200 OK` and a [rope](../resources/rope.md) object.")),
        ("api/c", post("sweep", "Returns `200 OK` and a [broom](../resources/broom.md) object.")),
    ];
    check(
        &pages,
        &[
            "entity opera.pit {id: String, a: opera.lamp, b: opera.rope}",
            "light() -> opera.bulb",
            "pull() -> opera.rope",
            "sweep() -> broom",
        ],
    );
}

#[test]
fn a_body_of_a_type_without_page_says_what_the_path_leads_to() {
    let about = "Changes a [stage](../resources/stage.md).";
    let update = |name: &str, body: &str| {
        let line = format!("PATCH /stages/{{stage-id}}/{name}");
        Api {
            title: "Update stage",
            about,
            line: &line,
            body,
            response: "Returns `204 No Content`.",
            ..Api::default()
        }
        .page()
    };
    let act = Api {
        title: "stage: dim",
        about,
        line: "POST /stages/{stage-id}/dim",
        body: "Supply JSON with these parameters. See [dimNote](../resources/dimnote.md).\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|by|Int32|x|",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    let pages = [
        ("resources/stage", resource("stage", "", &["id|String|Key."], "")),
        (
            "api/a",
            update(
                "floor",
                "Supply a JSON representation of the [floorPlan](../resources/floorplan.md) object.",
            ),
        ),
        ("api/b", update("walls", "Supply the new values.\n\n> See [wallNote](../resources/wallnote.md).")),
        ("api/c", act.page()),
    ];
    check(
        &pages,
        &[
            "PATCH /stages/{stage-id}/floor with floorPlan -> nothing",
            "complex stub floorPlan {}",
            "dim(by: Int32) -> nothing",
        ],
    );
    check_absent(&pages, &["wallNote", "dimNote"]);
}

#[test]
fn a_base_type_without_page_is_a_stub_with_what_is_inherited() {
    let rows = [
        "id|String|Inherited from [costume](costume.md).",
        "size|Int32|Inherited from [costume](costume.md).",
        "horns|Int32|How many.",
    ];
    let pages = [(
        "resources/bull",
        resource("bull", "Inherits from [costume](costume.md).", &rows, ", \"id\": \"String\""),
    )];
    let report = check(
        &pages,
        &["entity bull {< costume, horns: Int32}", "entity stub costume {id: String, size: Int32}"],
    );
    assert!(report.diagnostics.iter().all(|diagnostic| diagnostic.code != Code::BaseType));
    let pages = [("resources/bull", resource("bull", "", &rows, ""))];
    check(&pages, &["entity bull {< costume, horns: Int32}"]);
}

#[test]
fn the_sentence_decides_what_the_base_type_is() {
    let rows = [
        "id|String|Inherited from [costume](costume.md).",
        "size|Int32|Inherited from [costume](costume.md).",
        "horns|Int32|How many.",
    ];
    let pages = [("resources/bull", resource("bull", "Inherits from [mask](mask.md).", &rows, ""))];
    let report = check(
        &pages,
        &["entity bull {< mask, id: String, size: Int32, horns: Int32}", "entity stub mask {}"],
    );
    let told = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::BaseType);
    assert_eq!(told.count(), 1, "one message for the type, not one a row");
    // What is inherited beside the base type comes through it.
    let costume = ("resources/costume", resource("costume", "", &["id|String|Key.", "size|Int32|x"], ""));
    let (_, bull) = pages.into_iter().next().expect("a page");
    check(
        &[costume, ("resources/bull", bull)],
        &["entity bull {< mask, horns: Int32}", "entity stub mask {< costume}"],
    );
    let other = "The rights are inherited from the [hall](hall.md).";
    check_absent(&[("resources/bull", resource("bull", other, &["id|String|Key."], ""))], &["hall"]);
}

#[test]
fn what_is_created_in_a_collection_is_an_entity_type() {
    let hall = ("resources/hall", resource("hall", "", &["id|String|Key."], ""));
    let ticket = "a [seatTicket](../resources/seatticket.md) object";
    let (body, response) = (
        format!("Supply a JSON representation of {ticket}."),
        format!("Returns `201 Created` and {ticket}."),
    );
    let request =
        format!("POST {HOST}/halls/1/seatTickets\nContent-Type: application/json\n\n{{\"row\": 4}}");
    let answer = "{\"id\": \"1\", \"row\": 4, \"isPaid\": true, \"soldDateTime\": \"2026-01-01T00:00:00Z\"}";
    let create = Api {
        title: "Create seatTicket",
        line: "POST /halls/{hall-id}/seatTickets",
        body: &body,
        response: &response,
        example: Some((&request, "microsoft.graph.seatTicket", "201 Created", answer)),
        ..Api::default()
    };
    check(
        &[hall.clone(), ("api/a", create.page())],
        &[
            "entity hall {id: String, seatTickets -> seatTicket*}",
            "entity stub seatTicket {id: String, isPaid: Boolean, row: Int32, soldDateTime: DateTimeOffset}",
            "POST /halls/{hall-id}/seatTickets with seatTicket -> seatTicket",
        ],
    );
    // Called otherwise than its type, and with a table.
    let body = format!("{body}\n\n|Property|Type|Description|\n|:--|:--|:--|\n|row|Int64|x|");
    let sold = Api { line: "POST /halls/{hall-id}/sales", body: &body, ..create };
    check(
        &[hall.clone(), ("api/a", sold.page())],
        &[
            "entity hall {id: String, sales -> seatTicket*}",
            "entity seatTicket {row: Int64, id: String, isPaid: Boolean, soldDateTime: DateTimeOffset}",
        ],
    );
    // The title names an operation.
    let parameters = "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|by|Int32|x|";
    let line = "POST /halls/{hall-id}/seatTickets/{seatTicket-id}/move";
    let moved = Api { title: "seatTicket: move", line, body: parameters, ..create };
    check(&[hall.clone(), ("api/a", moved.page())], &["move(by: Int32) -> seatTicket"]);
    // A page holds it as a value.
    let block = ", \"last\": {\"@odata.type\": \"microsoft.graph.seatTicket\"}";
    let holder = resource("hall", "", &["id|String|Key.", "last|seatTicket|x"], block);
    let pages = [("resources/hall", holder), ("api/a", create.page())];
    check(
        &pages,
        &[
            "entity hall {id: String, last: seatTicket, seatTickets: seatTicket*}",
            "complex stub seatTicket {}",
        ],
    );
}

#[test]
fn a_list_of_a_type_without_page_leads_to_that_type() {
    let about = "Lists what a [hall](../resources/hall.md) has.";
    let list = |name: &str, of: &str| {
        let line = format!("GET /halls/{{hall-id}}/{name}");
        let response = format!("Returns `200 OK` and a collection of {of} objects.");
        Api { title: "List", about, line: &line, response: &response, ..Api::default() }.page()
    };
    let pages = [
        ("resources/hall", resource("hall", "", &["id|String|Key.", "best|seatRow|x"], "")),
        ("api/a", list("programmes", "[playBill](../resources/playbill.md)")),
        ("api/b", list("names", "[String](../resources/string.md)")),
        ("api/c", list("rows", "[seatRow](../resources/seatrow.md)")),
        ("api/d", list("showAll()", "[show](../resources/show.md)")),
    ];
    check(
        &pages,
        &[
            "entity hall {id: String, best: seatRow, names: String*, rows: seatRow*, programmes -> playBill*}",
            "entity stub playBill {}",
            "complex stub show {}",
            "GET /halls/{hall-id}/programmes -> playBill*",
        ],
    );
}

#[test]
fn a_list_of_values_beside_an_empty_object_is_an_enum_type() {
    let values = "x. The possible values are: `loud`, `soft`.";
    let rows = [
        "id|String|Key.".to_owned(),
        format!("tone|toneKind|{values}"),
        format!("tones|tonesKind collection|{values}"),
        format!("pitch|pitchKind|{values}"),
        "key|keyKind|x. The possible values are: `tone`, `pitch`.".to_owned(),
        "mood|moodKind|x, for example `loud` or `soft`.".to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let of = |name: &str, more: &str| format!("{{\"@odata.type\": \"microsoft.graph.{name}\"{more}}}");
    let block = format!(
        ", \"tone\": {}, \"tones\": [{}], \"pitch\": {}, \"key\": {}, \"mood\": {}",
        of("toneKind", ""),
        of("tonesKind", ""),
        of("pitchKind", ", \"hertz\": 440"),
        of("keyKind", ""),
        of("moodKind", "")
    );
    check(
        &[("resources/song", resource("song", "", &rows, &block))],
        &[
            "enum toneKind {loud, soft}",
            "enum tonesKind {loud, soft}",
            "complex stub pitchKind {}",
            "complex stub keyKind {}",
            "complex stub moodKind {}",
        ],
    );
}

#[test]
fn an_answer_that_is_no_kin_of_its_path_is_told() {
    let known = |name: &str| resource(name, "", &["id|String|Key."], "");
    let get = |of: &str| {
        let response = format!("Returns `200 OK` and {of}.");
        Api { title: "Get roof", line: "GET /halls/{hall-id}/roof", response: &response, ..Api::default() }
            .page()
    };
    let replace = Api {
        title: "Replace roof",
        line: "PUT /halls/{hall-id}/roof",
        body: "Supply a [roofPlan](../resources/roofplan.md) object.",
        response: "Returns `200 OK` and a [roofPlan](../resources/roofplan.md) object.",
        ..Api::default()
    };
    let told = |page: String| {
        let first = get("a [roofPlan](../resources/roofplan.md) object");
        let pages = [
            ("resources/hall", known("hall")),
            ("resources/balcony", known("balcony")),
            ("api/a", first),
            ("api/b", replace.page()),
            ("api/c", page),
        ];
        let (_, report) = schema(&pages);
        report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::UnrelatedAnswer).count()
    };
    assert_eq!(told(get("a [roofPlan](../resources/roofplan.md) object")), 0);
    assert_eq!(told(get("a [balcony](../resources/balcony.md) object")), 1);
}
