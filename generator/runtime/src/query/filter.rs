//! Filter expressions, put together from property tokens.
//!
//! In: tokens, values, and other expressions. Out: the text of `$filter`, quoted and grouped so that it means what the
//! calls said.

use std::fmt;
use std::marker::PhantomData;

use crate::model::extends::Extends;
use crate::model::structured::Structured;
use crate::query::literal::Comparable;
use crate::query::token::{Navigation, Owner, Property, PropertyPath};
use crate::values::flags::{Flags, FlagsMember};

/// A filter over values of the structured type `O`.
pub struct Filter<O> {
    text: String,
    binds: Binds,
    owner: PhantomData<fn() -> O>,
}

/// How tightly the outermost operator of an expression binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    /// Written by hand: nothing is known of it.
    Unknown,
    Or,
    And,
    /// A comparison or a `not`.
    Unary,
    /// A function call or something in parentheses.
    Call,
}

impl<O> Filter<O> {
    /// An expression written by hand. It is put in parentheses wherever it is combined with others.
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Binds::Unknown)
    }

    fn new(text: String, binds: Binds) -> Self {
        Self { text, binds, owner: PhantomData }
    }

    /// The text of the expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Both; the other one may be about a type derived from `O`.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "filters are built in one expression")]
    pub fn and<P: Extends<O>>(self, other: Filter<P>) -> Filter<P> {
        Filter::new(format!("{} and {}", self.grouped(Binds::And), other.grouped(Binds::And)), Binds::And)
    }

    /// Either; the other one may be about a type derived from `O`.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "filters are built in one expression")]
    pub fn or<P: Extends<O>>(self, other: Filter<P>) -> Filter<P> {
        Filter::new(format!("{} or {}", self.grouped(Binds::Or), other.grouped(Binds::Or)), Binds::Or)
    }

    /// The contrary.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!` is implemented too, and `not` reads on in a chain"
    )]
    pub fn not(self) -> Self {
        Self::new(format!("not {}", self.grouped(Binds::Call)), Binds::Unary)
    }

    /// The same as a filter over a derived type.
    #[must_use]
    pub fn of<D: Extends<O>>(self) -> Filter<D> {
        Filter::new(self.text, self.binds)
    }

    /// The text, in parentheses if it binds less than asked for.
    fn grouped(&self, at_least: Binds) -> String {
        if self.binds < at_least { format!("({})", self.text) } else { self.text.clone() }
    }
}

impl<O> std::ops::Not for Filter<O> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl<O> fmt::Display for Filter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<O> fmt::Debug for Filter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filter({})", self.text)
    }
}

impl<O> Clone for Filter<O> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.binds)
    }
}

impl<O> From<&str> for Filter<O> {
    fn from(text: &str) -> Self {
        Self::raw(text)
    }
}

impl<O> From<String> for Filter<O> {
    fn from(text: String) -> Self {
        Self::raw(text)
    }
}

impl<O> Filter<O> {
    /// Is of the type `D`, which is derived from `O`.
    #[must_use]
    pub fn is_of<D: Structured + Extends<O>>() -> Self {
        Self::new(format!("isof('{}')", D::SHAPE.name().trim_start_matches('#')), Binds::Call)
    }
}

/// One item of a collection, inside of `any` and `all`.
pub struct Item<T> {
    path: PropertyPath<T, T>,
}

impl<T> Item<T> {
    /// The item itself, for collections of texts and numbers.
    #[must_use]
    pub fn itself(&self) -> PropertyPath<T, T> {
        self.path.clone()
    }

    /// A property of the item.
    #[must_use]
    pub fn then<P: Owner<T>>(&self, property: P) -> PropertyPath<T, P::Value> {
        self.path.clone().then(property)
    }
}

impl<T> fmt::Debug for Item<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Item({})", self.path.as_str())
    }
}

impl<O, V> PropertyPath<O, V> {
    fn compare(&self, operator: &str, literal: &str) -> Filter<O> {
        Filter::new(format!("{} {operator} {literal}", self.as_str()), Binds::Unary)
    }

    fn call(&self, function: &str, literal: &str) -> Filter<O> {
        Filter::new(format!("{function}({},{literal})", self.as_str()), Binds::Call)
    }
}

impl<O, T> PropertyPath<O, Vec<T>> {
    fn lambda<P>(&self, operator: &str, condition: impl FnOnce(Item<T>) -> Filter<P>) -> Filter<O> {
        let depth = self.depth + 1;
        let variable = if depth == 1 { "x".to_owned() } else { format!("x{depth}") };
        let condition = condition(Item { path: PropertyPath::nested(variable.clone(), depth) });
        Filter::new(format!("{}/{operator}({variable}:{})", self.as_str(), condition.text), Binds::Call)
    }

    fn count_compare(&self, operator: &str, count: u32) -> Filter<O> {
        Filter::new(format!("{}/$count {operator} {count}", self.as_str()), Binds::Unary)
    }
}

/// Writes the same comparisons for tokens and for paths.
macro_rules! comparisons {
    ([$($generic:ident),*] $token:ident<$($argument:ident),*>) => {
        impl<$($generic),*> $token<$($argument),*> {
            /// Is null.
            #[must_use]
            pub fn is_null(&self) -> Filter<O> {
                self.path().compare("eq", "null")
            }

            /// Is not null.
            #[must_use]
            pub fn is_not_null(&self) -> Filter<O> {
                self.path().compare("ne", "null")
            }
        }

        impl<$($generic),*> $token<$($argument),*>
        where
            V: Comparable,
        {
            /// Equals the value.
            #[must_use]
            pub fn eq(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("eq", &value.into().literal().to_string())
            }

            /// Does not equal the value.
            #[must_use]
            pub fn ne(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("ne", &value.into().literal().to_string())
            }

            /// Is greater than the value.
            #[must_use]
            pub fn gt(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("gt", &value.into().literal().to_string())
            }

            /// Is greater than the value or equals it.
            #[must_use]
            pub fn ge(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("ge", &value.into().literal().to_string())
            }

            /// Is less than the value.
            #[must_use]
            pub fn lt(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("lt", &value.into().literal().to_string())
            }

            /// Is less than the value or equals it.
            #[must_use]
            pub fn le(&self, value: impl Into<V>) -> Filter<O> {
                self.path().compare("le", &value.into().literal().to_string())
            }

            /// Is one of the values.
            #[must_use]
            pub fn in_<I>(&self, values: I) -> Filter<O>
            where
                I: IntoIterator,
                I::Item: Into<V>,
            {
                let literals: Vec<String> = values.into_iter().map(|value| value.into().literal().to_string()).collect();
                self.path().compare("in", &format!("({})", literals.join(",")))
            }
        }
    };
}

comparisons!([O, V, A] Property<O, V, A>);
comparisons!([O, V] PropertyPath<O, V>);

impl<O, V> PropertyPath<O, V> {
    fn path(&self) -> Self {
        self.clone()
    }
}

/// Writes the same functions on texts for tokens and for paths.
macro_rules! text_functions {
    ([$($generic:ident),*] $token:ty) => {
        impl<$($generic),*> $token {
            /// Begins with the text.
            #[must_use]
            pub fn starts_with(&self, text: impl AsRef<str>) -> Filter<O> {
                self.path().call("startswith", &text.as_ref().literal().to_string())
            }

            /// Ends with the text.
            #[must_use]
            pub fn ends_with(&self, text: impl AsRef<str>) -> Filter<O> {
                self.path().call("endswith", &text.as_ref().literal().to_string())
            }

            /// Contains the text.
            #[must_use]
            pub fn contains(&self, text: impl AsRef<str>) -> Filter<O> {
                self.path().call("contains", &text.as_ref().literal().to_string())
            }
        }
    };
}

text_functions!([O, A] Property<O, String, A>);
text_functions!([O] PropertyPath<O, String>);

/// Writes the same condition on sets of members for tokens and for paths.
macro_rules! flags_condition {
    ([$($generic:ident),*] $token:ty) => {
        impl<$($generic),*, E: FlagsMember> $token {
            /// Has this member, or all of these.
            #[must_use]
            pub fn has(&self, members: impl Into<Flags<E>>) -> Filter<O> {
                self.path().compare("has", &members.into().literal().to_string())
            }
        }
    };
}

flags_condition!([O, A] Property<O, Flags<E>, A>);
flags_condition!([O] PropertyPath<O, Flags<E>>);

/// Writes the same conditions on collections for tokens and for paths.
macro_rules! collection_conditions {
    ([$($generic:ident),*] $token:ty) => {
        impl<$($generic),*> $token {
            /// The condition holds for at least one item. It may be about the item itself or its properties.
            #[must_use]
            pub fn any<P>(&self, condition: impl FnOnce(Item<T>) -> Filter<P>) -> Filter<O>
            where
                T: Extends<P>,
            {
                self.path().lambda("any", condition)
            }

            /// The condition holds for all items.
            #[must_use]
            pub fn all<P>(&self, condition: impl FnOnce(Item<T>) -> Filter<P>) -> Filter<O>
            where
                T: Extends<P>,
            {
                self.path().lambda("all", condition)
            }

            /// There is at least one item.
            #[must_use]
            pub fn is_not_empty(&self) -> Filter<O> {
                Filter::new(format!("{}/any()", self.path().as_str()), Binds::Call)
            }

            /// There are this many items.
            #[must_use]
            pub fn count_eq(&self, count: u32) -> Filter<O> {
                self.path().count_compare("eq", count)
            }

            /// There are not this many items.
            #[must_use]
            pub fn count_ne(&self, count: u32) -> Filter<O> {
                self.path().count_compare("ne", count)
            }
        }
    };
}

collection_conditions!([O, T, A] Property<O, Vec<T>, A>);
collection_conditions!([O, T] PropertyPath<O, Vec<T>>);
collection_conditions!([O, T] Navigation<O, Vec<T>>);
