//! Several types of one name.

use msgraph_codegen::diagnostic::Code;

use super::told::{Api, HOST, check, check_absent, resource, schema};

/// Two types called `curtain`, each with a page.
fn curtains() -> Vec<(&'static str, String)> {
    vec![
        ("resources/curtain", resource("curtain", "", &["id|String|Key.", "colour|String|Its colour."], "")),
        (
            "resources/opera-curtain",
            resource("opera.curtain", "", &["id|String|Key.", "tons|Int32|Weight."], ""),
        ),
    ]
}

#[test]
fn the_link_says_which_of_two_types_is_meant() {
    let mut pages = curtains();
    let rows = [
        "id|String|Key.",
        "a|[curtain](opera-curtain.md)|Linked.",
        "b|curtain|Nearest.",
        "c|[microsoft.graph.curtain](opera-curtain.md)|Stated.",
        "d|[curtain](torn.md)|Not there.",
        "e|[curtains](opera-curtain.md) collection|Several.",
        "f|[drape](opera-curtain.md)|Astray.",
    ];
    pages.push(("resources/stage", resource("stage", "", &rows, "")));
    let rows = ["id|String|Key.", "a|[curtain](curtain.md)|Linked.", "b|curtain|Nearest."];
    pages.push(("resources/opera-box", resource("opera.box", "", &rows, "")));
    let sentence = "Inherits from [curtain](opera-curtain.md).";
    let rows = ["tons|Int32|Weight. Inherited from [curtain](opera-curtain.md).", "rings|Int32|How many."];
    pages.push(("resources/drape", resource("drape", sentence, &rows, "")));
    let draw = Api {
        title: "stage: draw",
        line: "POST /stages/{stage-id}/draw",
        body: "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|over|[curtain](../resources/opera-curtain.md)|x|",
        response: "Returns `200 OK` and a [curtain](../resources/opera-curtain.md) object.",
        ..Api::default()
    };
    pages.push(("api/stage-draw", draw.page()));
    check(
        &pages,
        &[
            "entity stage {id: String, a: opera.curtain, b: curtain, c: curtain, d: curtain, e: opera.curtain*, f: drape}",
            "entity opera.box {id: String, a: curtain, b: opera.curtain}",
            "entity drape {< opera.curtain, rings: Int32}",
            "draw(over: opera.curtain) -> opera.curtain",
        ],
    );
}

#[test]
fn without_a_link_the_answer_says_which_of_two_types_it_is() {
    let mut pages = curtains();
    pages.push(("resources/stage", resource("stage", "", &["id|String|Key."], "")));
    let hung = "Returns `200 OK` and a **curtain** object.";
    let request = format!("GET {HOST}/stages/1/hung");
    let page =
        Api { title: "Get curtain", line: "GET /stages/{stage-id}/hung", response: hung, ..Api::default() };
    let annotated = Api {
        example: Some((&request, "microsoft.graph.opera.curtain", "200 OK", "{\"id\": \"1\"}")),
        ..page
    };
    pages.push(("api/a", annotated.page()));
    let request = format!("PATCH {HOST}/stages/1/spare");
    let within = Api {
        title: "Update curtain",
        line: "PATCH /stages/{stage-id}/spare",
        body: "Supply a JSON representation of the curtain object.",
        response: "Returns `200 OK` and a [curtain](../resources/torn.md) object.",
        example: Some((
            &request,
            "",
            "200 OK",
            "{\"@odata.type\": \"#microsoft.graph.opera.curtain\", \"id\": \"1\"}",
        )),
        ..Api::default()
    };
    pages.push(("api/b", within.page()));
    check(
        &pages,
        &[
            "GET /stages/{stage-id}/hung -> opera.curtain",
            "PATCH /stages/{stage-id}/spare with opera.curtain -> opera.curtain",
        ],
    );
}

#[test]
fn a_printed_namespace_is_never_replaced() {
    let prop = resource("ballet.prop", "", &["weight|Int32|x"], "");
    let rows = [
        "id|String|Key.",
        "a|microsoft.graph.opera.prop|x",
        "b|[microsoft.graph.opera.prop](ballet-prop.md) collection|x",
        "c|microsoft.graph.Ballet.prop|x",
        "d|prop|x",
        "e|ballet.prop|x",
    ];
    let short = ["id|String|Key.", "a|microsoft.graph.prop|x"];
    let base = "Inherits from [microsoft.graph.opera.prop](ballet-prop.md).";
    let use_it = Api {
        title: "trunk: use",
        line: "POST /trunks/{trunk-id}/use",
        body: "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|it|microsoft.graph.opera.mask|x|",
        response: "Returns `200 OK`.",
        example: Some((
            "POST https://graph.microsoft.com/v1.0/trunks/1/use",
            "microsoft.graph.opera.bow",
            "200 OK",
            "{\"a\": 1}",
        )),
        ..Api::default()
    };
    let put = Api {
        title: "Update trunk",
        line: "PATCH /trunks/{trunk-id}/top",
        body: "Supply a JSON representation of [microsoft.graph.opera.prop](../resources/opera-prop.md).",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    let cast = Api {
        title: "List hooks",
        line: "GET /trunks/{trunk-id}/top/microsoft.graph.opera.prop/hooks",
        response: "Returns `200 OK` and a collection of [microsoft.graph.opera.hook](../resources/hook.md) objects.",
        ..Api::default()
    };
    let pages = [
        ("resources/ballet-prop", prop),
        ("resources/trunk", resource("trunk", "", &rows, "")),
        ("resources/ballet-shoe", resource("ballet.shoe", "", &short, "")),
        ("resources/sword", resource("sword", base, &["length|Int32|x"], "")),
        ("api/a", use_it.page()),
        ("api/b", put.page()),
        ("api/c", cast.page()),
    ];
    check(
        &pages,
        &[
            "entity trunk {id: String, a: opera.prop, b: opera.prop*, c: ballet.prop, d: ballet.prop, e: ballet.prop, top: opera.prop}",
            "entity ballet.shoe {id: String, a: ballet.prop}",
            "complex sword {< opera.prop, length: Int32}",
            "use(it: opera.mask) -> opera.bow",
            "PATCH /trunks/{trunk-id}/top with opera.prop -> nothing",
            "GET /trunks/{trunk-id}/top/microsoft.graph.opera.prop/hooks -> opera.hook*",
        ],
    );
}

#[test]
fn a_guess_between_types_of_one_name_is_told() {
    let far = |namespace: &str| resource(&format!("{namespace}.curtain"), "", &["tons|Int32|Weight."], "");
    let stage = |cell: &str| {
        let row = format!("a|{cell}|x");
        let pages = [
            ("resources/opera-curtain", far("opera")),
            ("resources/ballet-curtain", far("ballet")),
            ("resources/stage", resource("stage", "", &["id|String|Key.", &row], "")),
        ];
        let (_, report) = schema(&pages);
        report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::Conflict).count()
    };
    assert_eq!(stage("curtain"), 1);
    assert_eq!(stage("[curtain](opera-curtain.md)"), 0);
    assert_eq!(stage("microsoft.graph.opera.curtain"), 0);
}

#[test]
fn links_need_no_words() {
    let mut pages = curtains();
    let stage = "# stage 资源类型\n\n命名空间：microsoft.graph\n\n## <a name=\"properties\"></a>属性\n|属性|类型|说明|\n|:--|:--|:--|\n\
                 |id|String|键。|\n|a|[curtain](opera-curtain.md) 集合|x|\n";
    pages.push(("resources/stage", stage.to_owned()));
    let ring = "# stage: ring\n\n命名空间：microsoft.graph\n\n## <a name=\"http-request\"></a>HTTP 请求\n``` http\nPOST \
                /stages/{stage-id}/ring\n```\n\n## <a name=\"response\"></a>响应\n如果成功，此操作会在响应正文中返回 `200 OK` \
                响应代码和 [bellSound](../resources/bellsound.md) 对象。失败时返回 [bellFault](../resources/bellfault.md) 对象。\n";
    pages.push(("api/stage-ring", ring.to_owned()));
    check(&pages, &["entity stage {id: String, a: opera.curtain*}", "ring() -> bellSound"]);
    check_absent(&pages, &["bellFault"]);
}
