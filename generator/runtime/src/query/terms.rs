//! What every list of terms can be made of: raw texts, arrays and tuples of terms.

use super::expand::Expansion;
use super::order::Ordering;
use super::select::Selection;

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
