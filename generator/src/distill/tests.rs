//! Pages of our own writing, rendered.

use super::*;
use crate::odata::{ApiVersion, Facts, Grant, Method, PermissionTable, Primitive, Stated};
use crate::page::*;
use crate::source::{PageId, SourceFile, SourceMap, Span, Spanned};

fn id() -> PageId {
    SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 })
}

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(id(), 0..0))
}

fn page(title: &str, kind: PageKind) -> Page {
    Page {
        id: id(),
        version: ApiVersion::V1,
        form: Form::Markdown,
        language: Language::English,
        kind,
        slug: "colour".into(),
        title: at(title.into()),
        title_anchor: None,
        date: None,
        product: Some("paint".into()),
        doc_type: Some("resourcePageType".into()),
        namespace: Some(at("microsoft.graph.paint".into())),
        summary: Some(Prose("Not written.".into())),
        deprecated: false,
        resources: Vec::new(),
        enums: Vec::new(),
        operation: None,
    }
}

fn primitive(primitive: Primitive) -> TypePhrase {
    TypePhrase {
        terms: vec![TypeTerm::Primitive(primitive)],
        collection: false,
        link: None,
        notes: Vec::new(),
        raw: "in another wording".into(),
    }
}

fn named(name: &str, slug: &str) -> TypePhrase {
    TypePhrase {
        terms: vec![TypeTerm::Named { namespace: String::new(), name: name.into() }],
        link: Some(LinkTarget { slug: slug.into(), api: false, fragment: None }),
        ..primitive(Primitive::String)
    }
}

fn row(name: &str, ty: TypePhrase, facts: PropertyFacts) -> PropertyRow {
    let prose = Some(Prose("Words about it.".into()));
    PropertyRow {
        name: at(name.into()),
        repair: Some(Repair::Case),
        lost: false,
        heard: Vec::new(),
        ty: Some(at(ty)),
        facts,
        prose,
    }
}

#[track_caller]
fn check(page: &Page, expected: &str) {
    assert_eq!(render(page), expected);
}

#[test]
fn a_resource_page() {
    let mut page = page("colour resource type", PageKind::Resource);
    let key = PropertyFacts {
        stated: Facts { read_only: true, ..Facts::default() },
        key: true,
        ..PropertyFacts::default()
    };
    page.resources.push(ResourceSection {
        name: at(StatedName { text: "microsoft.graph.paint.colour".into(), source: NameSource::Annotation }),
        annotation: Some(at(ResourceAnnotation {
            odata_type: Some("microsoft.graph.paint.colour".into()),
            base_type: Some(String::new()),
            ..ResourceAnnotation::default()
        })),
        inherits: Some(at(named("entity", "entity"))),
        derived: Vec::new(),
        abstract_: false,
        open: true,
        properties: vec![row("id", primitive(Primitive::String), key)],
        relationships: Vec::new(),
        methods: vec![MethodRow { name: at("List".into()), link: None, returns: None }],
        representation: Some(Sample {
            value: Json::Object(vec![("id".into(), Json::Text("String (identifier)".into()))]),
            span: Span::new(id(), 0..0),
        }),
    });
    check(
        &page,
        "---\ntitle: \"colour resource type\"\ndoc_type: resourcePageType\nms.prod: \"paint\"\n---\n\n\
         # colour resource type\nNamespace: microsoft.graph.paint\n\n\
         Inherits from [entity](../resources/entity.md).\n\nThis is an open type.\n\n\
         ## Methods\n|Method|Return type|\n|-|-|\n|List|None|\n\n\
         ## Properties\n|Property|Type|Description|\n|-|-|-|\n|id|String|Key. Read-only.|\n\n\
         ## JSON representation\n\
         <!-- {\"blockType\":\"resource\",\"@odata.type\":\"microsoft.graph.paint.colour\",\"baseType\":null} -->\n\
         ```json\n{\n\"id\":\"String (identifier)\"\n}\n```\n",
    );
}

#[test]
fn an_enum_page() {
    let mut page = page("tint enum type", PageKind::Enum);
    let member = |name: &str, value| MemberRow {
        name: at(name.into()),
        repair: None,
        lost: false,
        heard: Vec::new(),
        value,
        prose: None,
    };
    page.namespace = None;
    page.enums.push(EnumSection {
        name: at(StatedName { text: "tint".into(), source: NameSource::Heading }),
        place: EnumPlace::OwnPage,
        members: vec![member("warm", Some(0)), member("very cold", Some(-1))],
        flags: false,
        evolvable_values: vec!["hot".into()],
    });
    check(
        &page,
        "---\ntitle: \"tint enum type\"\ndoc_type: resourcePageType\nms.prod: \"paint\"\n---\n\n# tint enum type\n\n\
         ## Members\nUse the `Prefer: include-unknown-enum-members` request header to get the following values: `hot`.\n\n\
         |Member|Value|\n|-|-|\n|warm|0|\n|`very cold`|-1|\n",
    );
}

#[test]
fn an_operation_page() {
    let mut page = page("Mix colours", PageKind::Operation);
    page.namespace = None;
    let together = Grant::of(vec![vec!["A.Read".into()], vec!["B.Read".into(), "C.Read".into()]]);
    page.operation = Some(OperationSection {
        requests: vec![RequestLine::new(Method::Post, at("/colours/{id | name}/mix".into()))],
        permissions: vec![PermissionTable {
            delegated_work: together,
            delegated_personal: Stated::NotSupported,
            ..PermissionTable::default()
        }],
        headers: vec![HeaderRow {
            name: at("If-Match".into()),
            value: Some("{etag}".into()),
            required: Some(false),
        }],
        body: BodyFacts {
            parameters: true,
            rows: vec![row("with", named("colour", "colour"), PropertyFacts::default())],
            ..BodyFacts::default()
        },
        response: ResponseFacts {
            codes: vec![200],
            ty: Some(at(named("colour", "colour"))),
            ..ResponseFacts::default()
        },
        examples: vec![Example {
            request: None,
            responses: vec![ExampleResponse {
                headers: Vec::new(),
                text: None,
                status: 200,
                odata_type: Some("colour".into()),
                collection: Some(true),
                body: None,
            }],
        }],
        ..OperationSection::default()
    });
    check(
        &page,
        "---\ntitle: \"Mix colours\"\ndoc_type: resourcePageType\nms.prod: \"paint\"\n---\n\n# Mix colours\n\n\
         ## Permissions\n|Permission type|Permissions|\n|-|-|\n\
         |Delegated (work)|A.Read, B.Read and C.Read|\n\
         |Delegated (personal)|Not supported.|\n\n\
         ## HTTP request\n```http\nPOST /colours/{id | name}/mix\n```\n\n\
         ## Request headers\n|Header|Value|\n|-|-|\n|If-Match|`{etag}`. Optional.|\n\n\
         ## Request body\n|Parameter|Type|\n|-|-|\n|with|[colour][]|\n\n\
         ## Response\nReturns `200` and [colour][].\n\n\
         ## Examples\n<!-- {\"blockType\":\"response\",\"@odata.type\":\"colour\",\"isCollection\":true} -->\n\
         ```http\nHTTP/1.1 200\n```\n\n[colour]: ../resources/colour.md\n",
    );
}

#[test]
fn a_page_for_another_reader_has_the_same_facts() {
    let mut one = page("colour resource type", PageKind::Resource);
    let other = one.clone();
    one.form = Form::Translated;
    one.summary = None;
    one.title.span = Span::new(id(), 3..9);
    assert_ne!(one, other);
    assert_eq!(facts(&one, id()), facts(&other, id()));
    one.deprecated = true;
    assert_ne!(facts(&one, id()), facts(&other, id()));
}

#[test]
fn a_translated_page_gets_its_english_title_back() {
    let mut page = page("创建 colourMix", PageKind::Operation);
    page.title_anchor = Some("create-colourmix".into());
    assert!(render(&page).contains("\n# Create colourMix\n"), "{}", render(&page));
}
