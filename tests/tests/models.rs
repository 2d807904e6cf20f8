//! Generated models as a program uses them: bodies of our own writing are read, looked at, changed and written back.
//! None of it needs the documentation.

use msgraph::Patch;
use msgraph::msgraph_core::{
    AnyModelExt, Flags, ModelExt, Page, from_json, page_from_json, page_to_json, to_json, to_value,
};
use msgraph::v1::models::{
    AnyDeviceConfiguration, AnyMobileApp, DeviceConfiguration, DirectoryObject, IdentityProvider, User,
    Win32LobApp, Windows10CustomConfiguration, Windows10GeneralConfiguration, WindowsArchitecture,
    WorkbookRange,
};
use serde_json::{Value, json};

fn user(value: &Value) -> User {
    let user: User = from_json(value.to_string().as_bytes()).expect("an object");
    assert_eq!(to_value(&user), *value, "written back");
    let text = to_json(&user).expect("JSON");
    assert_eq!(serde_json::from_slice::<Value>(&text).expect("JSON"), *value, "as text too");
    user
}

#[test]
fn a_user_keeps_all_that_came() {
    let user = user(&json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity", "@odata.etag": "W/\"1\"",
        "id": "1", "displayName": "Adele", "mail": null, "accountEnabled": "true", "businessPhones": [425, "+1"],
        "createdDateTime": "", "birthday": "0001-01-01T00:00:00Z", "mailboxSettings": {"timeZone": "UTC", "new": [1]},
        "manager": {"@odata.type": "#microsoft.graph.user", "id": "2"}, "memberOf@odata.count": 7,
        "extension_1_color": "red", "employeeLeaveDateTime": {"unexpected": true}
    }));
    assert_eq!((user.id.as_deref(), user.display_name.as_deref()), (Some("1"), Some("Adele")));
    assert!(user.is_null(User::MAIL) && !user.is_null(User::DISPLAY_NAME));
    assert_eq!(user.account_enabled, Some(true));
    assert_eq!(user.business_phones, Some(vec!["425".to_owned(), "+1".to_owned()]));
    assert!(
        user.created_date_time.as_ref().expect("it came").timestamp().is_err(),
        "an empty text is no date"
    );
    assert!(user.birthday.as_ref().expect("it came").timestamp().is_ok());
    assert_eq!(user.extra("extension_1_color"), Some(&json!("red")));
    assert_eq!(user.extra("memberOf@odata.count"), Some(&json!(7)));
    let manager = user.manager.get().expect("a directory object").expect("it came");
    assert_eq!(manager.id.as_deref(), Some("2"));
    assert!(user.misfits().iter().any(|misfit| misfit.path == "mailboxSettings.new"));
}

#[test]
fn the_last_of_equal_keys_counts_and_kinds_do_not_matter() {
    let user: User = from_json(
        br#"{"id":"1","id":"2","displayName":{},"displayName":"A","mail":"m","mail":null,"surname":["x"],"city":5}"#,
    )
    .expect("an object");
    assert_eq!(
        to_value(&user),
        json!({"id": "2", "displayName": "A", "mail": null, "surname": ["x"], "city": 5})
    );
    assert_eq!((user.city.as_deref(), user.surname.as_deref()), (Some("5"), None));
    assert_eq!(user.rest.malformed().count(), 1);
}

/// Elements of a list of configurations, as Graph sends them.
fn configurations() -> Value {
    json!({ "@odata.context": "c", "@odata.nextLink": "n", "value": [
        {"@odata.type": "#microsoft.graph.windows10GeneralConfiguration", "id": "1", "searchBlockDiacritics": true},
        {"@odata.type": "microsoft.graph.windows10CustomConfiguration", "id": "2", "omaSettings": [
            {"@odata.type": "#microsoft.graph.omaSettingInteger", "displayName": "a", "value": 5},
            {"@odata.type": "#microsoft.graph.omaSettingOfTomorrow", "displayName": "b", "secretly": 1},
        ]},
        {"@odata.type": "#microsoft.graph.configurationOfTomorrow", "id": "3", "colour": "blue"},
        {"@odata.type": "#microsoft.graph.user", "id": "4", "mail": "m"},
        {"id": "5", "displayName": "no type name", "searchBlockDiacritics": true},
        {"id": "6", "displayName": "nothing proves a type"},
        {"omaSettings": null, "id": "7", "@odata.type": "#microsoft.graph.windows10CustomConfiguration"},
    ]})
}

#[test]
fn a_page_of_a_base_type_is_told_apart() {
    let value = configurations();
    let page: Page<AnyDeviceConfiguration> = page_from_json(value.to_string().as_bytes()).expect("a page");
    let written = page_to_json(&page).expect("JSON");
    assert_eq!(serde_json::from_slice::<Value>(&written).expect("JSON"), value);

    let ids: Vec<_> = page.value.iter().map(|item| item.id.as_deref().unwrap_or_default()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7"], "base properties without matching");
    let unknown = |item: &AnyDeviceConfiguration| matches!(item, AnyDeviceConfiguration::Unknown(_));
    assert_eq!(page.value.iter().filter(|item| unknown(item)).count(), 2);
    assert_eq!(page.value[3].type_name(), "#microsoft.graph.user", "an unrelated type is kept, not believed");
    let custom: Vec<_> =
        page.value.iter().filter_map(|item| item.as_type::<Windows10CustomConfiguration>()).collect();
    assert_eq!(custom.len(), 2);
    assert!(
        matches!(page.value[4], AnyDeviceConfiguration::Windows10GeneralConfiguration(_)),
        "a member that one type has proves it"
    );
    assert_eq!(custom[0].oma_settings.as_ref().map(Vec::len), Some(2));

    let plain: Page<DeviceConfiguration> = page_from_json(value.to_string().as_bytes()).expect("a page");
    assert_eq!(plain.value[2].extra("colour"), Some(&json!("blue")));
    let written = page_to_json(&plain).expect("JSON");
    assert_eq!(serde_json::from_slice::<Value>(&written).expect("JSON"), value, "as the plain base too");
}

#[test]
fn a_derived_type_made_by_hand_says_its_name() {
    let mut policy = Windows10GeneralConfiguration::default();
    policy.display_name = Some("Corporate".into());
    policy.search_block_diacritics = Some(true);
    let expected = json!({
        "@odata.type": "#microsoft.graph.windows10GeneralConfiguration",
        "displayName": "Corporate", "searchBlockDiacritics": true
    });
    assert_eq!(to_value(&policy), expected);
    assert_eq!(to_value(&AnyDeviceConfiguration::from(policy.clone())), expected);
    let back = Windows10GeneralConfiguration::try_from(AnyDeviceConfiguration::from(policy.clone()));
    assert_eq!(back, Ok(policy));
}

#[test]
fn a_patch_is_what_changed() {
    let before = user(&json!({
        "id": "1", "displayName": "Adele", "mail": "m", "city": null, "businessPhones": ["1", "2"], "createdDateTime": "x",
        "passwordProfile": {"password": "p", "forceChangePasswordNextSignIn": true}
    }));
    let mut after = before.clone();
    assert!(Patch::between(&before, &after).is_empty());
    after.display_name = Some("Adele Vance".into());
    after.mail = None;
    after.business_phones.as_mut().expect("they came").push("3".into());
    after.password_profile.as_mut().expect("it came").force_change_password_next_sign_in = Some(false);
    let patch = Patch::between(&before, &after);
    assert_eq!(
        serde_json::to_value(&patch).expect("JSON"),
        json!({
            "displayName": "Adele Vance", "mail": null, "businessPhones": ["1", "2", "3"],
            "passwordProfile": {"forceChangePasswordNextSignIn": false}
        })
    );
    let by_tokens = Patch::<User>::new().set(User::DISPLAY_NAME, "Adele Vance").clear(User::MAIL);
    assert_eq!(
        serde_json::to_value(&by_tokens).expect("JSON"),
        json!({"displayName": "Adele Vance", "mail": null})
    );
}

#[test]
fn a_patch_of_a_choice_knows_the_derived_type() {
    let page: Page<AnyDeviceConfiguration> =
        page_from_json(configurations().to_string().as_bytes()).expect("a page");
    let mut after = page.value[0].clone();
    after.display_name = Some("Corporate".into());
    let AnyDeviceConfiguration::Windows10GeneralConfiguration(general) = &mut after else {
        panic!("another variant")
    };
    general.search_block_diacritics = Some(false);
    let patch: Patch<DeviceConfiguration> = Patch::between_any(&page.value[0], &after);
    assert_eq!(
        serde_json::to_value(&patch).expect("JSON"),
        json!({
            "@odata.type": "#microsoft.graph.windows10GeneralConfiguration",
            "displayName": "Corporate", "searchBlockDiacritics": false
        })
    );
    assert!(Patch::between_any(&page.value[0], &page.value[0]).is_empty());
}

#[test]
fn sets_of_flags_are_texts_with_commas() {
    let read = |text: &str| -> Win32LobApp {
        from_json(json!({"applicableArchitectures": text}).to_string().as_bytes()).expect("an object")
    };
    let app = read("x86, X64,riscv");
    let architectures = app.applicable_architectures.as_ref().expect("they came");
    assert!(architectures.contains(&WindowsArchitecture::X64) && architectures.len() == 3);
    assert_eq!(to_value(&app), json!({"applicableArchitectures": "x86, X64,riscv"}), "in its own form");
    let mut app = Win32LobApp::default();
    app.applicable_architectures = Some(WindowsArchitecture::X86 | WindowsArchitecture::Arm);
    assert_eq!(to_value(&app)["applicableArchitectures"], "x86,arm");
    assert_eq!(Flags::from("x86"), Flags::from(WindowsArchitecture::X86));
    let any = AnyMobileApp::from(app);
    assert_eq!(any.type_name(), "#microsoft.graph.win32LobApp");
}

#[test]
fn ranges_of_a_workbook_are_arrays_of_arrays() {
    let value = json!({"address": "Sheet1!A1:B2", "values": [["a", 1], [null, true]], "formulas": [["=A1"]]});
    let range: WorkbookRange = from_json(value.to_string().as_bytes()).expect("an object");
    assert_eq!(range.values.as_ref().map(|values| &values[1][1]), Some(&json!(true)));
    assert_eq!(to_value(&range), value);
}

#[test]
fn debug_says_what_is_set_and_no_secret() {
    let mut provider = IdentityProvider::default();
    provider.client_secret = Some("p4ss".into());
    provider.client_id = Some("id".into());
    let text = format!("{provider:?}");
    assert!(text.contains("clientId: \"id\"") && !text.contains("p4ss") && !text.contains("type:"), "{text}");
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let (open, close) = (r#"{"manager":"#, "}");
    let deep = |depth: usize| format!("{}{{}}{}", open.repeat(depth), close.repeat(depth));
    assert!(from_json::<User>(deep(50).as_bytes()).is_ok());
    assert!(from_json::<User>(deep(50_000).as_bytes()).is_err());
    assert!(from_json::<DirectoryObject>(deep(50_000).as_bytes()).is_err());
}
