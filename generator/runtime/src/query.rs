//! What `$select`, `$orderby` and `$expand` are put together from.
//!
//! In: tokens, tuples and arrays of tokens, and raw texts. Out: the terms, in order. Tokens of other types are refused
//! by the compiler.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::Target;
use crate::extends::Extends;
use crate::filter::Filter;
use crate::token::{Navigation, Property, PropertyPath};

/// Properties of `M` to select.
pub trait Selection<M> {
    /// Adds the names.
    fn add_to(self, names: &mut Vec<String>);
}

/// An order of values of `M`.
pub trait Ordering<M> {
    /// Adds the terms.
    fn add_to(self, terms: &mut Vec<String>);
}

/// Navigation properties of `M` to expand.
pub trait Expansion<M> {
    /// Adds the terms.
    fn add_to(self, terms: &mut Vec<String>);
}

/// One term of an order.
pub struct OrderBy<O> {
    text: Cow<'static, str>,
    owner: PhantomData<fn() -> O>,
}

impl<O> OrderBy<O> {
    /// A term written by hand.
    #[must_use]
    pub fn raw(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), owner: PhantomData }
    }
}

impl<O> fmt::Debug for OrderBy<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrderBy({})", self.text)
    }
}

/// A navigation property to expand, with options of its own.
pub struct Expand<O, V> {
    name: &'static str,
    select: Vec<String>,
    inner: Vec<String>,
    order_by: Vec<String>,
    filter: Option<String>,
    numbers: Vec<(&'static str, u32)>,
    types: PhantomData<fn() -> (O, V)>,
}

impl<O, V: Target> Navigation<O, V> {
    fn options(self) -> Expand<O, V> {
        Expand {
            name: self.name(),
            select: Vec::new(),
            inner: Vec::new(),
            order_by: Vec::new(),
            filter: None,
            numbers: Vec::new(),
            types: PhantomData,
        }
    }

    /// Expands this, with these properties of the related values.
    #[must_use]
    pub fn select(self, selection: impl Selection<V::Model>) -> Expand<O, V> {
        self.options().select(selection)
    }

    /// Expands this, and these navigation properties of the related values.
    #[must_use]
    pub fn expand(self, expansion: impl Expansion<V::Model>) -> Expand<O, V> {
        self.options().expand(expansion)
    }

    /// Expands this, with the related values for which the filter holds.
    #[must_use]
    pub fn filter<P>(self, filter: Filter<P>) -> Expand<O, V>
    where
        V::Model: Extends<P>,
    {
        self.options().filter(filter)
    }

    /// Expands this, with the related values in this order.
    #[must_use]
    pub fn order_by(self, order: impl Ordering<V::Model>) -> Expand<O, V> {
        self.options().order_by(order)
    }

    /// Expands this, with at most so many related values.
    #[must_use]
    pub fn top(self, count: u32) -> Expand<O, V> {
        self.options().top(count)
    }
}

impl<O, V: Target> Expand<O, V> {
    /// Selects these properties of the related values.
    #[must_use]
    pub fn select(mut self, selection: impl Selection<V::Model>) -> Self {
        selection.add_to(&mut self.select);
        self
    }

    /// Expands these navigation properties of the related values.
    #[must_use]
    pub fn expand(mut self, expansion: impl Expansion<V::Model>) -> Self {
        expansion.add_to(&mut self.inner);
        self
    }

    /// Keeps the related values for which the filter holds; a second filter must hold too.
    #[must_use]
    pub fn filter<P>(mut self, filter: Filter<P>) -> Self
    where
        V::Model: Extends<P>,
    {
        let both = match self.filter.take() {
            Some(first) => Filter::<P>::raw(first).and(filter).to_string(),
            None => filter.to_string(),
        };
        self.filter = Some(both);
        self
    }

    /// Orders the related values.
    #[must_use]
    pub fn order_by(mut self, order: impl Ordering<V::Model>) -> Self {
        order.add_to(&mut self.order_by);
        self
    }

    /// At most so many related values.
    #[must_use]
    pub fn top(mut self, count: u32) -> Self {
        self.numbers.push(("$top", count));
        self
    }

    /// Leaves out so many related values.
    #[must_use]
    pub fn skip(mut self, count: u32) -> Self {
        self.numbers.push(("$skip", count));
        self
    }
}

impl<O, V> fmt::Display for Expand<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [("$select", &self.select), ("$expand", &self.inner), ("$orderby", &self.order_by)];
        let lists = lists.into_iter().filter(|(_, terms)| !terms.is_empty());
        let mut options: Vec<String> =
            lists.map(|(name, terms)| format!("{name}={}", terms.join(","))).collect();
        options.extend(self.filter.iter().map(|filter| format!("$filter={filter}")));
        options.extend(self.numbers.iter().map(|(name, number)| format!("{name}={number}")));
        if options.is_empty() {
            f.write_str(self.name)
        } else {
            write!(f, "{}({})", self.name, options.join(";"))
        }
    }
}

impl<O, V> fmt::Debug for Expand<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expand({self})")
    }
}

impl<M: Extends<O>, O, V, A> Selection<M> for Property<O, V, A> {
    fn add_to(self, names: &mut Vec<String>) {
        names.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V> Selection<M> for PropertyPath<O, V> {
    fn add_to(self, names: &mut Vec<String>) {
        names.push(self.as_str().to_owned());
    }
}

impl<M: Extends<O>, O> Ordering<M> for OrderBy<O> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.text.into_owned());
    }
}

impl<M: Extends<O>, O, V, A> Ordering<M> for Property<O, V, A> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V> Expansion<M> for Navigation<O, V> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V> Expansion<M> for Expand<O, V> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.to_string());
    }
}

/// Makes raw texts, arrays and tuples terms.
macro_rules! terms {
    ($($trait:ident)*) => {
        $(
            impl<M> $trait<M> for &str {
                fn add_to(self, terms: &mut Vec<String>) {
                    terms.push(self.to_owned());
                }
            }

            impl<M> $trait<M> for String {
                fn add_to(self, terms: &mut Vec<String>) {
                    terms.push(self);
                }
            }

            impl<M, T: $trait<M>, const N: usize> $trait<M> for [T; N] {
                fn add_to(self, terms: &mut Vec<String>) {
                    for term in self {
                        term.add_to(terms);
                    }
                }
            }

            impl<M, T: $trait<M>> $trait<M> for Vec<T> {
                fn add_to(self, terms: &mut Vec<String>) {
                    for term in self {
                        term.add_to(terms);
                    }
                }
            }

            impl<M, T: $trait<M> + Clone> $trait<M> for &[T] {
                fn add_to(self, terms: &mut Vec<String>) {
                    for term in self.iter().cloned() {
                        term.add_to(terms);
                    }
                }
            }
        )*
    };
}

terms!(Selection Ordering Expansion);

/// Makes tuples of up to sixteen terms a term.
macro_rules! tuples {
    ($trait:ident: $($first:ident $($rest:ident)*)?) => {
        $(
            impl<M, $first: $trait<M>, $($rest: $trait<M>),*> $trait<M> for ($first, $($rest,)*) {
                #[expect(non_snake_case, reason = "the type parameters name the parts of the tuple")]
                fn add_to(self, terms: &mut Vec<String>) {
                    let ($first, $($rest,)*) = self;
                    $first.add_to(terms);
                    $($rest.add_to(terms);)*
                }
            }

            tuples!($trait: $($rest)*);
        )?
    };
}

tuples!(Selection: A B C D E F G H I J K L N O P Q);
tuples!(Ordering: A B C D E F G H I J K L N O P Q);
tuples!(Expansion: A B C D E F G H I J K L N O P Q);
