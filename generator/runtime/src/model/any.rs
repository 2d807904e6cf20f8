//! The choice among a base type and the types derived from it, as `any!` writes it.
//!
//! In: the type name that an object brought, or what its members prove. Out: the variant, and for a name that no variant
//! has, the base type with everything that came kept in its [`Rest`](crate::Rest).

use std::any::Any;

use crate::model::rest::Tag;
use crate::model::shape::Shape;
use crate::model::structured::{Model, rest};

/// A value of a base type or of one of the types derived from it.
pub trait AnyModel: Model {
    /// The types to choose from; the declared one comes first.
    fn variants(&self) -> &'static [&'static Shape];

    /// Becomes a new value of the type called `name`, or of the unknown variant where there is no such type; says which.
    fn pick(&mut self, name: &str) -> bool;

    /// The value inside.
    fn inner(&self) -> &dyn Model;

    /// The value inside, to be changed.
    fn inner_mut(&mut self) -> &mut dyn Model;
}

/// What every `Any…` enum offers beside its variants.
pub trait AnyModelExt: AnyModel {
    /// The value, if it is of type `T`.
    fn as_type<T: Model>(&self) -> Option<&T> {
        (self.inner() as &dyn Any).downcast_ref()
    }

    /// The value, if it is of type `T`, to be changed.
    fn as_type_mut<T: Model>(&mut self) -> Option<&mut T> {
        (self.inner_mut() as &mut dyn Any).downcast_mut()
    }

    /// The type name: what was read, or the name of the Rust type.
    fn type_name(&self) -> &str {
        let rest = rest(self.inner());
        match rest.tag() {
            Tag::Other => rest.type_name().unwrap_or_default(),
            Tag::Made | Tag::Absent | Tag::Same | Tag::Bare => self.inner().shape().name(),
        }
    }
}

impl<T: AnyModel> AnyModelExt for T {}
