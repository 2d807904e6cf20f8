//! Tagged references to the fields of a model: [`Slot`] to fill one, [`View`] to read one; a [`Member`] gives them, and
//! [`Each`] takes those of a whole model.
//!
//! In: the number of a member. Out: what the shared reader and writer need to know about the field's type, and no more:
//! a few kinds that are common enough for a variant of their own, and trait objects for the rest.

use serde_json::Value;

use crate::model::leaf::{LeafLines, LeafListSlot, LeafSlot, LeafView};
use crate::model::structured::Structured;
use crate::{Decimal, Model, Rest};

/// A field to be filled.
pub enum Slot<'a> {
    /// The type has no member of that number.
    None,
    /// Number 0: nulls, unknown members, and whatever else is not a field.
    Rest(&'a mut Rest),
    /// A text.
    Text(&'a mut Option<String>),
    /// A boolean.
    Bool(&'a mut Option<bool>),
    /// An integer of 32 bits or fewer.
    I32(&'a mut Option<i32>),
    /// An integer of 64 bits.
    I64(&'a mut Option<i64>),
    /// A floating-point number.
    F64(&'a mut Option<f64>),
    /// A decimal number, which is read by its digits where the format has them.
    Decimal(&'a mut Option<Decimal>),
    /// Any JSON value.
    Json(&'a mut Option<Value>),
    /// Any other leaf type.
    Leaf(&'a mut dyn LeafSlot),
    /// A list of texts.
    TextList(&'a mut Option<Vec<String>>),
    /// A list of any other leaf type.
    LeafList(&'a mut dyn LeafListSlot),
    /// A structured value.
    Model(&'a mut dyn ModelSlot),
    /// A list of structured values.
    List(&'a mut dyn ListSlot),
    /// A list of JSON values.
    JsonList(&'a mut Option<Vec<Value>>),
    /// The JSON of a navigation property, decoded later.
    Related(&'a mut Option<Box<Value>>),
}

impl Slot<'_> {
    /// The address of the field, if there is one.
    pub(crate) fn place(&self) -> Option<usize> {
        fn address<T: ?Sized>(field: &T) -> usize {
            std::ptr::from_ref(field).cast::<()>().addr()
        }
        Some(match self {
            Self::None => return None,
            Self::Rest(field) => address(&**field),
            Self::Text(field) => address(&**field),
            Self::Bool(field) => address(&**field),
            Self::I32(field) => address(&**field),
            Self::I64(field) => address(&**field),
            Self::F64(field) => address(&**field),
            Self::Decimal(field) => address(&**field),
            Self::Json(field) => address(&**field),
            Self::Leaf(field) => address(&**field),
            Self::TextList(field) => address(&**field),
            Self::LeafList(field) => address(&**field),
            Self::Model(field) => address(&**field),
            Self::List(field) => address(&**field),
            Self::JsonList(field) => address(&**field),
            Self::Related(field) => address(&**field),
        })
    }

    /// Empties the field.
    pub(crate) fn clear(self) {
        match self {
            Self::None | Self::Rest(_) => {}
            Self::Text(field) => *field = None,
            Self::Bool(field) => *field = None,
            Self::I32(field) => *field = None,
            Self::I64(field) => *field = None,
            Self::F64(field) => *field = None,
            Self::Decimal(field) => *field = None,
            Self::Json(field) => *field = None,
            Self::Leaf(field) => field.clear(),
            Self::TextList(field) => *field = None,
            Self::LeafList(field) => field.clear(),
            Self::Model(field) => field.clear(),
            Self::List(field) => field.clear(),
            Self::JsonList(field) => *field = None,
            Self::Related(field) => *field = None,
        }
    }
}

/// A field that holds a structured value, to be filled.
pub trait ModelSlot {
    /// Puts a new value into the field and hands it out.
    fn fill(&mut self) -> &mut dyn Model;

    /// The value that the field holds, to be changed.
    fn held(&mut self) -> Option<&mut dyn Model>;

    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Model + Default> ModelSlot for Option<T> {
    fn fill(&mut self) -> &mut dyn Model {
        self.insert(T::default())
    }

    fn held(&mut self) -> Option<&mut dyn Model> {
        self.as_mut().map(|value| value as &mut dyn Model)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A list of structured values, to be read from.
pub trait ListView {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them; `None` past the end.
    fn item(&self, index: usize) -> Option<&dyn Model>;
}

impl<T: Model> ListView for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Model> {
        self.get(index).map(|item| item as &dyn Model)
    }
}

/// A field that holds a list of structured values, to be filled.
pub trait ListSlot {
    /// Begins an empty list.
    fn start(&mut self, capacity: usize);

    /// Adds a new value to the list and hands it out.
    fn push(&mut self) -> &mut dyn Model;

    /// What was read so far.
    fn items(&self) -> Option<&dyn ListView>;

    /// One of the values that the list holds, to be changed; `None` past the end.
    fn held(&mut self, index: usize) -> Option<&mut dyn Model>;

    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Model + Default> ListSlot for Option<Vec<T>> {
    fn start(&mut self, capacity: usize) {
        *self = Some(Vec::with_capacity(capacity));
    }

    fn push(&mut self) -> &mut dyn Model {
        self.get_or_insert_default().push_mut_default()
    }

    fn items(&self) -> Option<&dyn ListView> {
        self.as_ref().map(|items| items as &dyn ListView)
    }

    fn held(&mut self, index: usize) -> Option<&mut dyn Model> {
        self.as_mut()?.get_mut(index).map(|item| item as &mut dyn Model)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// Adding a new value in place.
trait PushDefault {
    type Item;

    fn push_mut_default(&mut self) -> &mut Self::Item;
}

impl<T: Default> PushDefault for Vec<T> {
    type Item = T;

    fn push_mut_default(&mut self) -> &mut T {
        self.push(T::default());
        self.last_mut().expect("a value was just added")
    }
}

/// A field that holds something.
#[derive(Clone)]
pub enum View<'a> {
    /// Number 0; it always comes first, and always.
    Rest(&'a Rest),
    /// A text.
    Text(&'a str),
    /// A boolean.
    Bool(bool),
    /// An integer.
    I64(i64),
    /// Any other leaf value.
    Leaf(&'a dyn LeafView),
    /// Any JSON value, that of a navigation property included.
    Json(&'a Value),
    /// A list of texts.
    TextList(&'a [String]),
    /// A list of any other leaf type.
    LeafList(&'a dyn LeafLines),
    /// A structured value.
    Model(&'a dyn Model),
    /// A list of structured values.
    List(&'a dyn ListView),
    /// A list of JSON values.
    JsonList(&'a [Value]),
    /// The JSON of a navigation property.
    Related(&'a Value),
}

/// A type of field.
pub trait Member {
    /// The field, to be filled.
    fn slot(&mut self) -> Slot<'_>;

    /// The field, where it holds something.
    fn view(&self) -> Option<View<'_>>;
}

/// Called for number 0 of a model and then for every member that holds something, in order of their numbers.
///
/// A type of its own, since what is passed on for each field of each type is cheaper to check than a function behind a
/// pointer is.
pub struct Each<'e, 'a>(&'e mut dyn FnMut(usize, View<'a>));

impl<'e, 'a> Each<'e, 'a> {
    pub(crate) fn new(each: &'e mut dyn FnMut(usize, View<'a>)) -> Self {
        Self(each)
    }

    /// Number 0.
    pub fn rest(&mut self, rest: &'a Rest) {
        (self.0)(0, View::Rest(rest));
    }

    /// What the base type has.
    #[inline]
    pub fn base<T: Structured>(&mut self, base: &'a T) {
        base.field_views(self);
    }

    /// A member, where it holds something.
    #[inline]
    pub fn member<M: Member>(&mut self, index: usize, field: &'a M) {
        if let Some(view) = field.view() {
            (self.0)(index, view);
        }
    }
}

impl std::fmt::Debug for Each<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Each").finish_non_exhaustive()
    }
}
