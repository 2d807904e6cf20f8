//! Wide types, each as a model and as a twin with derived (de)serialization, and pages of them.

use msgraph_core::{DateTimeOffset, Related, Rest, model, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

open_enum! {
    /// A setting with a few values.
    Level "sample.level" {
        NotConfigured "notConfigured" = 0,
        Blocked "blocked" = 1,
        Allowed "allowed" = 2,
        UserDefined "userDefined" = 3,
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum LevelTwin {
    NotConfigured,
    Blocked,
    Allowed,
    UserDefined,
}

/// The type of a field of the model.
macro_rules! field {
    (Related) => { Related<Vec<Proxy>> };
    ($($type:tt)*) => { Option<$($type)*> };
}

/// The type of the same field of its twin.
macro_rules! twin_field {
    (Related) => { Option<Box<Value>> };
    (DateTimeOffset) => { Option<String> };
    (Level) => { Option<LevelTwin> };
    (Proxy) => { Option<ProxyTwin> };
    ($($type:tt)*) => { Option<$($type)*> };
}

/// Defines a model, and the same type with derived (de)serialization.
macro_rules! twins {
    ($type:ident, $twin:ident; $($index:literal $field:ident $name:literal $kind:ident $(<$item:ident>)?),* $(,)?) => {
        #[derive(Clone, Default)]
        pub(super) struct $type {
            rest: Rest,
            $($field: field!($kind $(<$item>)?),)*
        }

        model! {
            $type: root "#sample.wide", untagged;
            $($index $field $name,)*
        }

        impl $type {
            /// The members and their kinds.
            #[allow(dead_code, reason = "only the data of some types are made from it")]
            const MEMBERS: &[(&str, &str)] = &[$(($name, stringify!($kind))),*];
        }

        #[derive(Serialize, Deserialize)]
        #[allow(dead_code, reason = "one twin is only nested")]
        pub(super) struct $twin {
            $(
                #[serde(rename = $name, default, skip_serializing_if = "Option::is_none")]
                $field: twin_field!($kind $(<$item>)?),
            )*
        }
    };
}

#[derive(Serialize, Deserialize)]
pub(super) struct TwinPage<T> {
    value: Vec<T>,
}

#[derive(Deserialize)]
pub(super) struct ModelPage<T> {
    pub(super) value: Vec<T>,
}

twins! {
    Proxy, ProxyTwin;
    1 address "address" String, 2 exceptions "exceptions" Vec<String>, 3 use_for_local "useForLocal" bool,
}

twins! {
    User, UserTwin;
    1 id "id" String, 2 about_me "aboutMe" String, 3 account_enabled "accountEnabled" bool,
    4 age_group "ageGroup" String, 5 birthday "birthday" DateTimeOffset,
    6 business_phones "businessPhones" Vec<String>, 7 city "city" String,
    8 company_name "companyName" String, 9 consent_provided_for_minor "consentProvidedForMinor" String,
    10 country "country" String, 11 created_date_time "createdDateTime" DateTimeOffset,
    12 creation_type "creationType" String, 13 deleted_date_time "deletedDateTime" DateTimeOffset,
    14 department "department" String, 15 display_name "displayName" String,
    16 employee_hire_date "employeeHireDate" DateTimeOffset, 17 employee_id "employeeId" String,
    18 employee_type "employeeType" String, 19 external_user_state "externalUserState" String,
    20 external_user_state_change_date_time "externalUserStateChangeDateTime" DateTimeOffset,
    21 fax_number "faxNumber" String, 22 given_name "givenName" String,
    23 hire_date "hireDate" DateTimeOffset, 24 im_addresses "imAddresses" Vec<String>,
    25 info_catalogs "infoCatalogs" Vec<String>, 26 interests "interests" Vec<String>,
    27 is_resource_account "isResourceAccount" bool, 28 job_title "jobTitle" String,
    29 last_password_change_date_time "lastPasswordChangeDateTime" DateTimeOffset,
    30 legal_age_group_classification "legalAgeGroupClassification" String, 31 mail "mail" String,
    32 mail_nickname "mailNickname" String, 33 mobile_phone "mobilePhone" String,
    34 my_site "mySite" String, 35 office_location "officeLocation" String,
    36 on_premises_distinguished_name "onPremisesDistinguishedName" String,
    37 on_premises_domain_name "onPremisesDomainName" String,
    38 on_premises_immutable_id "onPremisesImmutableId" String,
    39 on_premises_last_sync_date_time "onPremisesLastSyncDateTime" DateTimeOffset,
    40 on_premises_sam_account_name "onPremisesSamAccountName" String,
    41 on_premises_security_identifier "onPremisesSecurityIdentifier" String,
    42 on_premises_sync_enabled "onPremisesSyncEnabled" bool,
    43 on_premises_user_principal_name "onPremisesUserPrincipalName" String,
    44 other_mails "otherMails" Vec<String>, 45 password_policies "passwordPolicies" String,
    46 past_projects "pastProjects" Vec<String>, 47 postal_code "postalCode" String,
    48 preferred_data_location "preferredDataLocation" String,
    49 preferred_language "preferredLanguage" String, 50 preferred_name "preferredName" String,
    51 proxy_addresses "proxyAddresses" Vec<String>,
    52 refresh_tokens_valid_from_date_time "refreshTokensValidFromDateTime" DateTimeOffset,
    53 responsibilities "responsibilities" Vec<String>, 54 schools "schools" Vec<String>,
    55 security_identifier "securityIdentifier" String, 56 show_in_address_list "showInAddressList" bool,
    57 sign_in_sessions_valid_from_date_time "signInSessionsValidFromDateTime" DateTimeOffset,
    58 skills "skills" Vec<String>, 59 state "state" String, 60 street_address "streetAddress" String,
    61 surname "surname" String, 62 usage_location "usageLocation" String,
    63 user_principal_name "userPrincipalName" String, 64 user_type "userType" String,
    65 agreement_acceptances "agreementAcceptances" Related,
    66 app_role_assignments "appRoleAssignments" Related, 67 authentication "authentication" Related,
    68 calendar "calendar" Related, 69 calendar_groups "calendarGroups" Related,
    70 calendars "calendars" Related, 71 calendar_view "calendarView" Related, 72 chats "chats" Related,
    73 contact_folders "contactFolders" Related, 74 contacts "contacts" Related,
    75 created_objects "createdObjects" Related, 76 direct_reports "directReports" Related,
    77 drive "drive" Related, 78 drives "drives" Related, 79 events "events" Related,
    80 extensions "extensions" Related, 81 followed_sites "followedSites" Related,
    82 inference_classification "inferenceClassification" Related, 83 insights "insights" Related,
    84 joined_teams "joinedTeams" Related, 85 license_details "licenseDetails" Related,
    86 mail_folders "mailFolders" Related, 87 managed_app_registrations "managedAppRegistrations" Related,
    88 managed_devices "managedDevices" Related, 89 manager "manager" Related,
    90 member_of "memberOf" Related, 91 messages "messages" Related,
    92 oauth2_permission_grants "oauth2PermissionGrants" Related, 93 onenote "onenote" Related,
    94 online_meetings "onlineMeetings" Related, 95 outlook "outlook" Related,
    96 owned_devices "ownedDevices" Related, 97 owned_objects "ownedObjects" Related,
    98 people "people" Related, 99 photo "photo" Related, 100 photos "photos" Related,
    101 planner "planner" Related, 102 presence "presence" Related,
    103 registered_devices "registeredDevices" Related,
    104 scoped_role_member_of "scopedRoleMemberOf" Related, 105 settings "settings" Related,
    106 teamwork "teamwork" Related, 107 todo "todo" Related,
    108 transitive_member_of "transitiveMemberOf" Related,
}

twins! {
    Policy, PolicyTwin;
    1 id "id" String, 2 display_name "displayName" String, 3 description "description" String,
    4 created_date_time "createdDateTime" DateTimeOffset,
    5 last_modified_date_time "lastModifiedDateTime" DateTimeOffset,
    6 role_scope_tag_ids "roleScopeTagIds" Vec<String>, 7 supports_scope_tags "supportsScopeTags" bool,
    8 version "version" i32, 9 bluetooth_allowed_list "bluetoothAllowedList" Vec<String>,
    10 bluetooth_block_access "bluetoothBlockAccess" bool,
    11 bluetooth_block_sync "bluetoothBlockSync" bool,
    12 bluetooth_display_text "bluetoothDisplayText" String,
    13 bluetooth_minimum_length "bluetoothMinimumLength" i32, 14 bluetooth_mode "bluetoothMode" Level,
    15 bluetooth_retry_count "bluetoothRetryCount" i32,
    16 camera_allowed_list "cameraAllowedList" Vec<String>, 17 camera_block_access "cameraBlockAccess" bool,
    18 camera_block_sync "cameraBlockSync" bool, 19 camera_display_text "cameraDisplayText" String,
    20 camera_minimum_length "cameraMinimumLength" i32, 21 camera_mode "cameraMode" Level,
    22 camera_retry_count "cameraRetryCount" i32, 23 cortana_allowed_list "cortanaAllowedList" Vec<String>,
    24 cortana_block_access "cortanaBlockAccess" bool, 25 cortana_block_sync "cortanaBlockSync" bool,
    26 cortana_display_text "cortanaDisplayText" String,
    27 cortana_minimum_length "cortanaMinimumLength" i32, 28 cortana_mode "cortanaMode" Level,
    29 cortana_retry_count "cortanaRetryCount" i32,
    30 defender_allowed_list "defenderAllowedList" Vec<String>,
    31 defender_block_access "defenderBlockAccess" bool, 32 defender_block_sync "defenderBlockSync" bool,
    33 defender_display_text "defenderDisplayText" String,
    34 defender_minimum_length "defenderMinimumLength" i32, 35 defender_mode "defenderMode" Level,
    36 defender_retry_count "defenderRetryCount" i32, 37 edge_allowed_list "edgeAllowedList" Vec<String>,
    38 edge_block_access "edgeBlockAccess" bool, 39 edge_block_sync "edgeBlockSync" bool,
    40 edge_display_text "edgeDisplayText" String, 41 edge_minimum_length "edgeMinimumLength" i32,
    42 edge_mode "edgeMode" Level, 43 edge_retry_count "edgeRetryCount" i32,
    44 first_network_proxy "firstNetworkProxy" Proxy, 45 games_allowed_list "gamesAllowedList" Vec<String>,
    46 games_block_access "gamesBlockAccess" bool, 47 games_block_sync "gamesBlockSync" bool,
    48 games_display_text "gamesDisplayText" String, 49 games_minimum_length "gamesMinimumLength" i32,
    50 games_mode "gamesMode" Level, 51 games_retry_count "gamesRetryCount" i32,
    52 gps_allowed_list "gpsAllowedList" Vec<String>, 53 gps_block_access "gpsBlockAccess" bool,
    54 gps_block_sync "gpsBlockSync" bool, 55 gps_display_text "gpsDisplayText" String,
    56 gps_minimum_length "gpsMinimumLength" i32, 57 gps_mode "gpsMode" Level,
    58 gps_retry_count "gpsRetryCount" i32, 59 lock_screen_allowed_list "lockScreenAllowedList" Vec<String>,
    60 lock_screen_block_access "lockScreenBlockAccess" bool,
    61 lock_screen_block_sync "lockScreenBlockSync" bool,
    62 lock_screen_display_text "lockScreenDisplayText" String,
    63 lock_screen_minimum_length "lockScreenMinimumLength" i32, 64 lock_screen_mode "lockScreenMode" Level,
    65 lock_screen_retry_count "lockScreenRetryCount" i32,
    66 logon_allowed_list "logonAllowedList" Vec<String>, 67 logon_block_access "logonBlockAccess" bool,
    68 logon_block_sync "logonBlockSync" bool, 69 logon_display_text "logonDisplayText" String,
    70 logon_minimum_length "logonMinimumLength" i32, 71 logon_mode "logonMode" Level,
    72 logon_retry_count "logonRetryCount" i32, 73 maps_allowed_list "mapsAllowedList" Vec<String>,
    74 maps_block_access "mapsBlockAccess" bool, 75 maps_block_sync "mapsBlockSync" bool,
    76 maps_display_text "mapsDisplayText" String, 77 maps_minimum_length "mapsMinimumLength" i32,
    78 maps_mode "mapsMode" Level, 79 maps_retry_count "mapsRetryCount" i32,
    80 messaging_allowed_list "messagingAllowedList" Vec<String>,
    81 messaging_block_access "messagingBlockAccess" bool,
    82 messaging_block_sync "messagingBlockSync" bool,
    83 messaging_display_text "messagingDisplayText" String,
    84 messaging_minimum_length "messagingMinimumLength" i32, 85 messaging_mode "messagingMode" Level,
    86 messaging_retry_count "messagingRetryCount" i32,
    87 network_allowed_list "networkAllowedList" Vec<String>,
    88 network_block_access "networkBlockAccess" bool, 89 network_block_sync "networkBlockSync" bool,
    90 network_display_text "networkDisplayText" String,
    91 network_minimum_length "networkMinimumLength" i32, 92 network_mode "networkMode" Level,
    93 network_retry_count "networkRetryCount" i32,
    94 password_allowed_list "passwordAllowedList" Vec<String>,
    95 password_block_access "passwordBlockAccess" bool, 96 password_block_sync "passwordBlockSync" bool,
    97 password_display_text "passwordDisplayText" String,
    98 password_minimum_length "passwordMinimumLength" i32, 99 password_mode "passwordMode" Level,
    100 password_retry_count "passwordRetryCount" i32,
    101 personalization_allowed_list "personalizationAllowedList" Vec<String>,
    102 personalization_block_access "personalizationBlockAccess" bool,
    103 personalization_block_sync "personalizationBlockSync" bool,
    104 personalization_display_text "personalizationDisplayText" String,
    105 personalization_minimum_length "personalizationMinimumLength" i32,
    106 personalization_mode "personalizationMode" Level,
    107 personalization_retry_count "personalizationRetryCount" i32,
    108 power_allowed_list "powerAllowedList" Vec<String>, 109 power_block_access "powerBlockAccess" bool,
    110 power_block_sync "powerBlockSync" bool, 111 power_display_text "powerDisplayText" String,
    112 power_minimum_length "powerMinimumLength" i32, 113 power_mode "powerMode" Level,
    114 power_retry_count "powerRetryCount" i32, 115 printer_allowed_list "printerAllowedList" Vec<String>,
    116 printer_block_access "printerBlockAccess" bool, 117 printer_block_sync "printerBlockSync" bool,
    118 printer_display_text "printerDisplayText" String,
    119 printer_minimum_length "printerMinimumLength" i32, 120 printer_mode "printerMode" Level,
    121 printer_retry_count "printerRetryCount" i32,
    122 privacy_allowed_list "privacyAllowedList" Vec<String>,
    123 privacy_block_access "privacyBlockAccess" bool, 124 privacy_block_sync "privacyBlockSync" bool,
    125 privacy_display_text "privacyDisplayText" String,
    126 privacy_minimum_length "privacyMinimumLength" i32, 127 privacy_mode "privacyMode" Level,
    128 privacy_retry_count "privacyRetryCount" i32, 129 safe_allowed_list "safeAllowedList" Vec<String>,
    130 safe_block_access "safeBlockAccess" bool, 131 safe_block_sync "safeBlockSync" bool,
    132 safe_display_text "safeDisplayText" String, 133 safe_minimum_length "safeMinimumLength" i32,
    134 safe_mode "safeMode" Level, 135 safe_retry_count "safeRetryCount" i32,
    136 search_allowed_list "searchAllowedList" Vec<String>,
    137 search_block_access "searchBlockAccess" bool, 138 search_block_sync "searchBlockSync" bool,
    139 search_display_text "searchDisplayText" String, 140 search_minimum_length "searchMinimumLength" i32,
    141 search_mode "searchMode" Level, 142 search_retry_count "searchRetryCount" i32,
    143 second_network_proxy "secondNetworkProxy" Proxy,
    144 settings_allowed_list "settingsAllowedList" Vec<String>,
    145 settings_block_access "settingsBlockAccess" bool, 146 settings_block_sync "settingsBlockSync" bool,
    147 settings_display_text "settingsDisplayText" String,
    148 settings_minimum_length "settingsMinimumLength" i32, 149 settings_mode "settingsMode" Level,
    150 settings_retry_count "settingsRetryCount" i32,
    151 smart_screen_allowed_list "smartScreenAllowedList" Vec<String>,
    152 smart_screen_block_access "smartScreenBlockAccess" bool,
    153 smart_screen_block_sync "smartScreenBlockSync" bool,
    154 smart_screen_display_text "smartScreenDisplayText" String,
    155 smart_screen_minimum_length "smartScreenMinimumLength" i32,
    156 smart_screen_mode "smartScreenMode" Level, 157 smart_screen_retry_count "smartScreenRetryCount" i32,
    158 start_allowed_list "startAllowedList" Vec<String>, 159 start_block_access "startBlockAccess" bool,
    160 start_block_sync "startBlockSync" bool, 161 start_display_text "startDisplayText" String,
    162 start_minimum_length "startMinimumLength" i32, 163 start_mode "startMode" Level,
    164 start_retry_count "startRetryCount" i32, 165 storage_allowed_list "storageAllowedList" Vec<String>,
    166 storage_block_access "storageBlockAccess" bool, 167 storage_block_sync "storageBlockSync" bool,
    168 storage_display_text "storageDisplayText" String,
    169 storage_minimum_length "storageMinimumLength" i32, 170 storage_mode "storageMode" Level,
    171 storage_retry_count "storageRetryCount" i32, 172 store_allowed_list "storeAllowedList" Vec<String>,
    173 store_block_access "storeBlockAccess" bool, 174 store_block_sync "storeBlockSync" bool,
    175 store_display_text "storeDisplayText" String, 176 store_minimum_length "storeMinimumLength" i32,
    177 store_mode "storeMode" Level, 178 store_retry_count "storeRetryCount" i32,
    179 task_manager_allowed_list "taskManagerAllowedList" Vec<String>,
    180 task_manager_block_access "taskManagerBlockAccess" bool,
    181 task_manager_block_sync "taskManagerBlockSync" bool,
    182 task_manager_display_text "taskManagerDisplayText" String,
    183 task_manager_minimum_length "taskManagerMinimumLength" i32,
    184 task_manager_mode "taskManagerMode" Level, 185 task_manager_retry_count "taskManagerRetryCount" i32,
    186 tenant_allowed_list "tenantAllowedList" Vec<String>,
    187 tenant_block_access "tenantBlockAccess" bool, 188 tenant_block_sync "tenantBlockSync" bool,
    189 tenant_display_text "tenantDisplayText" String, 190 tenant_minimum_length "tenantMinimumLength" i32,
    191 tenant_mode "tenantMode" Level, 192 tenant_retry_count "tenantRetryCount" i32,
    193 third_network_proxy "thirdNetworkProxy" Proxy, 194 usb_allowed_list "usbAllowedList" Vec<String>,
    195 usb_block_access "usbBlockAccess" bool, 196 usb_block_sync "usbBlockSync" bool,
    197 usb_display_text "usbDisplayText" String, 198 usb_minimum_length "usbMinimumLength" i32,
    199 usb_mode "usbMode" Level, 200 usb_retry_count "usbRetryCount" i32,
    201 voice_recording_allowed_list "voiceRecordingAllowedList" Vec<String>,
    202 voice_recording_block_access "voiceRecordingBlockAccess" bool,
    203 voice_recording_block_sync "voiceRecordingBlockSync" bool,
    204 voice_recording_display_text "voiceRecordingDisplayText" String,
    205 voice_recording_minimum_length "voiceRecordingMinimumLength" i32,
    206 voice_recording_mode "voiceRecordingMode" Level,
    207 voice_recording_retry_count "voiceRecordingRetryCount" i32,
    208 wifi_allowed_list "wifiAllowedList" Vec<String>, 209 wifi_block_access "wifiBlockAccess" bool,
    210 wifi_block_sync "wifiBlockSync" bool, 211 wifi_display_text "wifiDisplayText" String,
    212 wifi_minimum_length "wifiMinimumLength" i32, 213 wifi_mode "wifiMode" Level,
    214 wifi_retry_count "wifiRetryCount" i32,
    215 windows10_allowed_list "windows10AllowedList" Vec<String>,
    216 windows10_block_access "windows10BlockAccess" bool,
    217 windows10_block_sync "windows10BlockSync" bool,
    218 windows10_display_text "windows10DisplayText" String,
    219 windows10_minimum_length "windows10MinimumLength" i32, 220 windows10_mode "windows10Mode" Level,
    221 windows10_retry_count "windows10RetryCount" i32,
    222 xbox_allowed_list "xboxAllowedList" Vec<String>, 223 xbox_block_access "xboxBlockAccess" bool,
    224 xbox_block_sync "xboxBlockSync" bool, 225 xbox_display_text "xboxDisplayText" String,
    226 xbox_minimum_length "xboxMinimumLength" i32, 227 xbox_mode "xboxMode" Level,
    228 xbox_retry_count "xboxRetryCount" i32,
}

/// A page of 1,000 users with the members that a list returns by default.
pub(super) fn users() -> Vec<u8> {
    let user = |number: usize| {
        json!({
            "businessPhones": ["+1 425 555 0109"], "displayName": format!("User number {number}"), "givenName": "User",
            "jobTitle": "Marketing Assistant", "mail": format!("user{number}@contoso.example"), "mobilePhone": null,
            "officeLocation": "18/2111", "preferredLanguage": "en-US", "surname": format!("Number {number}"),
            "userPrincipalName": format!("user{number}@contoso.example"), "id": format!("87d349ed-44d7-43e1-9a83-{number:012}"),
        })
    };
    page(&(0..1000).map(user).collect::<Vec<_>>())
}

/// A page of 100 policies that set every third member.
pub(super) fn policies() -> Vec<u8> {
    let names = Policy::MEMBERS.iter().enumerate().filter(|(index, _)| index % 3 == 0 || *index < 8);
    let mut members = Map::new();
    for (index, (name, kind)) in names {
        let value = match *kind {
            "bool" => json!(index % 2 == 0),
            "i32" => json!(index),
            "Level" => json!(["notConfigured", "blocked", "allowed", "userDefined"][index % 4]),
            "Vec" => json!(["https://example.com/a", "https://example.com/b"]),
            "Proxy" => json!({"address": "proxy.example.com", "exceptions": ["a", "b"], "useForLocal": true}),
            "DateTimeOffset" => json!("2017-01-01T00:02:35.1234567Z"),
            _ => json!(format!("Text of {name}")),
        };
        members.insert((*name).to_owned(), value);
    }
    page(&vec![Value::Object(members); 100])
}

fn page(value: &[Value]) -> Vec<u8> {
    json!({ "@odata.context": "https://example.com/$metadata", "value": value }).to_string().into_bytes()
}
