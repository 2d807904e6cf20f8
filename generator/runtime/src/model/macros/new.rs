//! A value of a structured type in one expression, nested as its JSON is.

/// Makes a value of a structured type, written like its JSON.
///
/// ```
/// # use msgraph_core::{Related, Rest, any, extends, model, new, to_value};
/// # #[derive(Clone, Default)] pub struct Entity { rest: Rest, id: Option<String> }
/// # model! { Entity: root "#n.entity", untagged; 1 id "id" }
/// # #[derive(Clone, Default)] pub struct Attachment { base: Entity, name: Option<String> }
/// # model! { Attachment: Entity, "#n.attachment", tagged, first 2; 2 name "name" }
/// # extends! { Attachment: Entity }
/// # #[derive(Clone, Default)] pub struct FileAttachment { base: Attachment, size: Option<i32> }
/// # model! { FileAttachment: Attachment, "#n.fileAttachment", tagged, first 3; 3 size "size" }
/// # extends! { FileAttachment: Attachment, Entity }
/// # any! { AnyAttachment: Attachment { FileAttachment "#n.fileAttachment" } }
/// # #[derive(Clone, Default)] pub struct Body { rest: Rest, content: Option<String> }
/// # model! { Body: root "#n.body", untagged; 1 content "content" }
/// # #[derive(Clone, Default)] pub struct Message {
/// #     base: Entity, subject: Option<String>, body: Option<Body>, categories: Option<Vec<String>>,
/// #     attachments: Related<Vec<AnyAttachment>>,
/// # }
/// # model! {
/// #     Message: Entity, "#n.message", untagged, first 2;
/// #     2 subject "subject", 3 body "body", 4 categories "categories", 5 attachments "attachments"
/// # }
/// # extends! { Message: Entity }
/// let about = String::from("Review");
/// let message = new!(Message {
///     subject: &about,
///     body: { content: "At nine." },
///     categories: ["Red", "Blue"],
///     attachments: [FileAttachment { name: "plan.txt", size: 12 }],
///     "from@odata.bind": "users/1",
/// });
/// assert_eq!(
///     to_value(&message),
///     serde_json::json!({
///         "subject": "Review",
///         "body": { "content": "At nine." },
///         "categories": ["Red", "Blue"],
///         "attachments": [{ "@odata.type": "#n.fileAttachment", "name": "plan.txt", "size": 12 }],
///         "from@odata.bind": "users/1",
///     }),
/// );
/// ```
///
/// Behind the name of a field, its own or one of a base type, stands
///
/// - a value that converts into what the field holds: `&str` and `&String` into texts, dates and identifiers, a derived
///   type into an `Any…`, numbers without loss; or an `Option` of one, where `None` leaves the field as it is;
/// - `{ .. }`, an object of the field's type, and `[ .. ]`, a list of any of these;
/// - `Type { .. }`, an object of a derived type, where the field is an `Any…`;
/// - `null`.
///
/// A name in quotation marks is one on the wire: an annotation, a link (`"manager@odata.bind"`), a property that the type
/// does not have. Its value is JSON: objects and lists as [`serde_json::json`] takes them, other values as they are.
#[macro_export]
macro_rules! new {
    ($($type:ident)::+ { $($members:tt)* }) => {{
        #[allow(unused_mut, reason = "an object can have no members")]
        let mut new = <$($type)::+ as ::core::default::Default>::default();
        $crate::__members!(new, $($members)*);
        new
    }};
}

/// The members of an object: all at once where each value is a token, a path, a call, or a type with braces; else eight
/// at once, and one by one where nothing else will do. So a body of hundreds of members stays within the limit of recursion.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ($new:ident, ) => {};
    (
        $new:ident,
        $(
            $key:tt: $value:tt $(:: $part:ident)* $(( $($given:tt)* ))? $({ $($inner:tt)* })?
            $(. $method:tt $(( $($argument:tt)* ))?)*
        ),+ $(,)?
    ) => {
        $(
            $crate::__member!(
                $new, $key: $value $(:: $part)* $(( $($given)* ))? $({ $($inner)* })?
                $(. $method $(( $($argument)* ))?)*
            );
        )+
    };
    (
        $new:ident, $k1:tt: $v1:tt, $k2:tt: $v2:tt, $k3:tt: $v3:tt, $k4:tt: $v4:tt,
        $k5:tt: $v5:tt, $k6:tt: $v6:tt, $k7:tt: $v7:tt, $k8:tt: $v8:tt, $($rest:tt)*
    ) => {
        $crate::__member!($new, $k1: $v1);
        $crate::__member!($new, $k2: $v2);
        $crate::__member!($new, $k3: $v3);
        $crate::__member!($new, $k4: $v4);
        $crate::__member!($new, $k5: $v5);
        $crate::__member!($new, $k6: $v6);
        $crate::__member!($new, $k7: $v7);
        $crate::__member!($new, $k8: $v8);
        $crate::__members!($new, $($rest)*);
    };
    ($new:ident, $key:tt: $value:tt $(, $($rest:tt)*)?) => {
        $crate::__member!($new, $key: $value);
        $crate::__members!($new, $($($rest)*)?);
    };
    ($new:ident, $key:tt: $($type:ident)::+ { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__member!($new, $key: $($type)::+ { $($inner)* });
        $crate::__members!($new, $($($rest)*)?);
    };
    ($new:ident, $key:tt: $value:expr $(, $($rest:tt)*)?) => {
        $crate::__member!($new, $key: $value);
        $crate::__members!($new, $($($rest)*)?);
    };
}

/// One member of an object. The compiler shows a fault at the words it finds, so what is judged is called as the user calls
/// the member, for no longer than that.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($new:ident, $key:literal: null) => {
        $crate::model::body::extra(&mut $new, $key, $crate::Value::Null);
    };
    ($new:ident, $key:literal: { $($inner:tt)* }) => {
        $crate::model::body::extra(&mut $new, $key, $crate::model::body::json!({ $($inner)* }));
    };
    ($new:ident, $key:literal: [ $($inner:tt)* ]) => {
        $crate::model::body::extra(&mut $new, $key, $crate::model::body::json!([ $($inner)* ]));
    };
    ($new:ident, $key:literal: $value:expr) => {
        $crate::model::body::extra(&mut $new, $key, $value);
    };
    ($new:ident, $key:tt: null) => {{
        let place = $crate::model::body::place(&$new.$key);
        $crate::model::body::null(&mut $new, place);
    }};
    ($new:ident, $key:tt: { $($inner:tt)* }) => {{
        #[allow(unused_mut, reason = "an object can have no members")]
        let mut object = { let $key = &$new.$key; $crate::model::body::object($key) };
        $crate::__members!(object, $($inner)*);
        $crate::model::body::Field::put(&mut $new.$key, object);
    }};
    ($new:ident, $key:tt: [ $($inner:tt)* ]) => {{
        #[allow(unused_mut, reason = "a list can have no elements")]
        let mut list = { let $key = &$new.$key; $crate::model::body::list($key) };
        $crate::__items!(list $key, $($inner)*);
        $crate::model::body::Field::put(&mut $new.$key, list);
    }};
    ($new:ident, $key:tt: $($type:ident)::+ { $($inner:tt)* }) => {{
        let object = $crate::new!($($type)::+ { $($inner)* });
        { let $key = object; $crate::model::body::fill(&mut $new.$key, $key) }
    }};
    ($new:ident, $key:tt: $value:tt) => {
        $crate::model::body::fill(&mut $new.$key, $value);
    };
    ($new:ident, $key:tt: $value:expr) => {{
        let value = $value;
        { let $key = value; $crate::model::body::fill(&mut $new.$key, $key) }
    }};
}

/// The elements of a list, as many at once as members are.
#[doc(hidden)]
#[macro_export]
macro_rules! __items {
    ($list:ident $key:tt, ) => {};
    (
        $list:ident $key:tt,
        $(
            $value:tt $(:: $part:ident)* $(( $($given:tt)* ))? $({ $($inner:tt)* })?
            $(. $method:tt $(( $($argument:tt)* ))?)*
        ),+ $(,)?
    ) => {
        $(
            $crate::__item!(
                $list $key, $value $(:: $part)* $(( $($given)* ))? $({ $($inner)* })?
                $(. $method $(( $($argument)* ))?)*
            );
        )+
    };
    (
        $list:ident $key:tt, $v1:tt, $v2:tt, $v3:tt, $v4:tt, $v5:tt, $v6:tt, $v7:tt, $v8:tt, $($rest:tt)*
    ) => {
        $crate::__item!($list $key, $v1);
        $crate::__item!($list $key, $v2);
        $crate::__item!($list $key, $v3);
        $crate::__item!($list $key, $v4);
        $crate::__item!($list $key, $v5);
        $crate::__item!($list $key, $v6);
        $crate::__item!($list $key, $v7);
        $crate::__item!($list $key, $v8);
        $crate::__items!($list $key, $($rest)*);
    };
    ($list:ident $key:tt, $value:tt $(, $($rest:tt)*)?) => {
        $crate::__item!($list $key, $value);
        $crate::__items!($list $key, $($($rest)*)?);
    };
    ($list:ident $key:tt, $($type:ident)::+ { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__item!($list $key, $($type)::+ { $($inner)* });
        $crate::__items!($list $key, $($($rest)*)?);
    };
    ($list:ident $key:tt, $value:expr $(, $($rest:tt)*)?) => {
        $crate::__item!($list $key, $value);
        $crate::__items!($list $key, $($($rest)*)?);
    };
}

/// One element of a list.
#[doc(hidden)]
#[macro_export]
macro_rules! __item {
    ($list:ident $key:tt, { $($inner:tt)* }) => {{
        #[allow(unused_mut, reason = "an object can have no members")]
        let mut item = { let $key = &$list; $crate::model::body::item($key) };
        $crate::__members!(item, $($inner)*);
        $list.push(item);
    }};
    ($list:ident $key:tt, $($type:ident)::+ { $($inner:tt)* }) => {{
        let object = $crate::new!($($type)::+ { $($inner)* });
        { let $key = object; $crate::model::body::add(&mut $list, $key) }
    }};
    ($list:ident $key:tt, $value:tt) => {
        $crate::model::body::add(&mut $list, $value);
    };
    ($list:ident $key:tt, $value:expr) => {{
        let value = $value;
        { let $key = value; $crate::model::body::add(&mut $list, $key) }
    }};
}
