//! What the compiler refuses, each beside the nearest thing that it accepts.
//!
//! In: two lines per rule. Out: two documentation tests, of which the first must compile and the second must not, with
//! the same types before both.

/// The types that the lines are about.
macro_rules! types {
    () => {
        r##"
use msgraph_core::*;

#[derive(Clone, Default)]
pub struct Entity { rest: Rest, id: Option<String> }
impl Entity { const ID: Property<Self, String, ReadOnly> = Property::new("id"); }
model! { Entity: root "#n.entity", untagged; 1 id "id" }

#[derive(Clone, Default)]
pub struct Address { rest: Rest, city: Option<String> }
impl Address { const CITY: Property<Self, String> = Property::new("city"); }
model! { Address: root "#n.address", untagged; 1 city "city" }

#[derive(Clone, Default)]
pub struct User {
    base: Entity, name: Option<String>, age: Option<i32>, home: Option<Address>, tags: Option<Vec<String>>,
    friends: Related<Vec<AnyEntity>>,
}
impl User {
    const NAME: Property<Self, String> = Property::new("name");
    const AGE: Property<Self, i32> = Property::new("age");
    const HOME: Property<Self, Address> = Property::new("home");
    const TAGS: Property<Self, Vec<String>> = Property::new("tags");
    const FRIENDS: Navigation<Self, Vec<AnyEntity>> = Navigation::new("friends");
    const MANAGER: Navigation<Self, User> = Navigation::new("manager");
}
model! {
    User: Entity, "#n.user", tagged, first 2;
    2 name "name", 3 age "age", 4 home "home", 5 tags "tags", 6 friends "friends"
}
extends! { User: Entity }

#[derive(Clone, Default)]
pub struct Device { base: Entity, owner: Option<String> }
impl Device {
    const OWNER: Property<Self, String> = Property::new("owner");
    const USERS: Navigation<Self, Vec<User>> = Navigation::new("users");
}
model! { Device: Entity, "#n.device", tagged, first 2; 2 owner "owner" }
extends! { Device: Entity }
any! { AnyEntity: Entity { User "#n.user", Device "#n.device" } }

fn change<M>(_: impl IntoPatch<M>) {}
fn select<M>(_: impl Selection<M>) {}
fn order<M>(_: impl Ordering<M>) {}
fn expand<M>(_: impl Expansion<M>) {}
fn filter<M: Extends<O>, O>(_: Filter<O>) {}
"##
    };
}

/// Makes the two tests of every rule.
macro_rules! refused {
    ($($(#[doc = $why:literal])+ $name:ident: $good:literal, $bad:literal, $code:literal;)+) => {
        $(
            $(#[doc = $why])+
            #[doc = concat!("```\n", types!(), $good, "\n```\n\n```compile_fail,", $code, "\n", types!(), $bad, "\n```")]
            pub enum $name {}
        )+
    };
}

refused! {
    /// A property of an unrelated type cannot be selected; one of a base type can.
    UnrelatedSelection: "select::<User>((User::NAME, Entity::ID));", "select::<User>((User::NAME, Device::OWNER));", "E0277";

    /// A property of a derived type cannot be selected from its base type.
    DerivedSelection: "select::<User>(User::NAME);", "select::<Entity>(User::NAME);", "E0277";

    /// Nor can values be ordered by it.
    UnrelatedOrder: "order::<User>(User::NAME.desc());", "order::<User>(Device::OWNER.desc());", "E0277";

    /// Values are ordered by a property of a complex property, not by the complex property itself.
    ComplexOrder: "order::<User>(User::HOME.then(Address::CITY));", "order::<User>(User::HOME);", "E0277";

    /// Upwards and downwards.
    ComplexDescending: "order::<User>(User::HOME.then(Address::CITY).desc());", "order::<User>(User::HOME.desc());", "E0277";

    /// Nor by a path that ends at a complex property.
    ComplexPath: "order::<User>(User::MANAGER.then(User::HOME).then(Address::CITY));",
        "order::<User>(User::MANAGER.then(User::HOME));", "E0277";

    /// Nor by a collection.
    CollectionOrder: "order::<User>(User::NAME.asc());", "order::<User>(User::TAGS.asc());", "E0277";

    /// The paths of an order begin at the type that is ordered.
    UnrelatedPath: "order::<User>(User::HOME.then(Address::CITY));", "order::<Device>(User::HOME.then(Address::CITY));", "E0277";

    /// So do the orders of an expansion.
    NestedOrder: "expand::<Device>(Device::USERS.order_by(User::HOME.then(Address::CITY)));",
        "expand::<Device>(Device::USERS.order_by(User::HOME));", "E0277";

    /// A cast leads to a derived type.
    Cast: "expand::<User>(User::FRIENDS.cast::<User>());", "expand::<User>(User::FRIENDS.cast::<Address>());", "E0277";

    /// Never to a base type.
    CastUp: "expand::<User>(User::MANAGER.cast::<User>());", "expand::<User>(User::MANAGER.cast::<Entity>());", "E0277";

    /// What follows a cast is about its type.
    CastSelection: "expand::<User>(User::FRIENDS.cast::<User>().select(User::NAME));",
        "expand::<User>(User::FRIENDS.cast::<User>().select(Device::OWNER));", "E0277";

    /// Without a cast there are no properties of derived types.
    NoCast: "expand::<User>(User::FRIENDS.cast::<User>().select(User::NAME));",
        "expand::<User>(User::FRIENDS.select(User::NAME));", "E0277";

    /// A relationship that does not lead to what has it has no levels.
    Levels: "expand::<User>(User::MANAGER.levels(3));", "expand::<Device>(Device::USERS.levels(3));", "E0277";

    /// Nor can an unrelated relationship be expanded.
    UnrelatedExpansion: "expand::<Device>(Device::USERS);", "expand::<User>(Device::USERS);", "E0277";

    /// The options of an expansion are about the type at its other end.
    NestedSelection: "expand::<Device>(Device::USERS.select(User::NAME));",
        "expand::<Device>(Device::USERS.select(Device::OWNER));", "E0277";

    /// A filter over an unrelated type does not fit.
    UnrelatedFilter: "filter::<User, _>(User::NAME.eq(\"a\"));", "filter::<User, _>(Device::OWNER.eq(\"a\"));", "E0277";

    /// Filters over unrelated types cannot be combined.
    CombinedFilters: "let _ = Entity::ID.eq(\"a\").and(User::NAME.eq(\"b\"));",
        "let _ = Device::OWNER.eq(\"a\").and(User::NAME.eq(\"b\"));", "E0277";

    /// A property is compared with values of its own type.
    ComparedValue: "let _ = User::AGE.eq(5);", "let _ = User::AGE.eq(\"5\");", "E0277";

    /// Functions of texts need a text.
    TextFunction: "let _ = User::NAME.contains(\"a\");", "let _ = User::AGE.contains(\"a\");", "E0599";

    /// A path goes on with a property of the type that it reached.
    Path: "let _ = User::MANAGER.then(User::NAME);", "let _ = User::MANAGER.then(Device::OWNER);", "E0277";

    /// A patch sets properties of its own type.
    PatchedType: "let _ = Patch::<User>::new().set(User::NAME, \"a\");",
        "let _ = Patch::<User>::new().set(Device::OWNER, \"a\");", "E0277";

    /// A patch sets values of the property's type.
    PatchedValue: "let _ = Patch::<User>::new().set(User::AGE, 5);",
        "let _ = Patch::<User>::new().set(User::AGE, \"5\");", "E0277";

    /// A patch does not set what only the service writes.
    PatchedReadOnly: "let _ = Patch::<User>::new().set(User::NAME, \"a\");",
        "let _ = Patch::<User>::new().set(Entity::ID, \"a\");", "E0308";

    /// Nor does it clear it.
    ClearedReadOnly: "let _ = Patch::<User>::new().clear(User::NAME);",
        "let _ = Patch::<User>::new().clear(Entity::ID);", "E0308";

    /// A patch of a derived type fits where its base is changed, and no other way round.
    PatchedBase: "let _: Patch<Entity> = Patch::<User>::new().for_base();",
        "let _: Patch<User> = Patch::<Entity>::new().for_base();", "E0308";

    /// Where a change to the base is wanted, a patch of a derived type says that it is one.
    PatchWanted: "change::<Entity>(Patch::<User>::new().for_base());", "change::<Entity>(Patch::<User>::new());", "E0277";

    /// A choice is made of its own derived types alone.
    Variant: "let _ = AnyEntity::from(User::default());", "let _ = AnyEntity::from(String::new());", "E0277";

    /// Members that are not known are made by reading, never by hand.
    UnknownMembers: "open_enum! { Level \"n.level\" { Low \"low\" } } let _ = Level::from(\"x\");",
        "open_enum! { Level \"n.level\" { Low \"low\" } } let _ = Level::UnknownValue(UnknownMember(\"x\".into()));",
        "E0423";

    /// A body has the members of its type and of the base types.
    BodyMember: "let _ = new!(User { name: \"a\", id: \"1\" });", "let _ = new!(User { nam: \"a\" });", "E0609";

    /// Each takes values that convert into its type.
    BodyValue: "let _ = new!(User { age: 5 });", "let _ = new!(User { age: \"5\" });", "E0277";

    /// Or an option of one.
    BodyOption: "let _ = new!(User { age: Some(5) });", "let _ = new!(User { age: Some(\"5\") });", "E0277";

    /// Braces stand for an object.
    BodyObject: "let _ = new!(User { home: { city: \"a\" } });", "let _ = new!(User { name: { city: \"a\" } });", "E0277";

    /// Brackets stand for a list.
    BodyList: "let _ = new!(User { tags: [\"a\"] });", "let _ = new!(User { home: [\"a\"] });", "E0277";

    /// Its elements convert into what it is a list of.
    BodyElement: "let _ = new!(User { tags: [\"a\"] });", "let _ = new!(User { tags: [1] });", "E0277";

    /// Only a list of objects has elements in braces.
    BodyListOfObjects: "let _ = new!(User { friends: [{ id: \"1\" }] });", "let _ = new!(User { tags: [{ id: \"1\" }] });", "E0277";

    /// A type stands where it is among the derived ones.
    BodyType: "let _ = new!(User { friends: [Device { owner: \"a\" }] });",
        "let _ = new!(User { friends: [Address { city: \"a\" }] });", "E0277";

    /// Behind a name in quotation marks stands JSON.
    BodyExtra: "let _ = new!(User { \"a@odata.bind\": \"users/1\" });",
        "let _ = new!(User { \"a@odata.bind\": Address::default() });", "E0277";
}
