//! What is laid out here stands as prettyplease would print it, at the widths where lines begin to break.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::*;

/// Both ways give the same, for names of all lengths around the width of a line.
#[track_caller]
fn check(item: impl Fn(&proc_macro2::Ident) -> TokenStream) {
    for length in 1..90 {
        let item = item(&format_ident!("{}", "n".repeat(length)));
        let tokens = Tokens::new(item.clone());
        let laid_out = shape::item(&tokens).expect("the item is Rust");
        let parsed = parsed::item(&item.to_string()).expect("the item is Rust");
        if let Some(text) = laid_out {
            // Blank lines are ours.
            assert_eq!(
                text.replace("\n\n", "\n").trim_end(),
                parsed.trim_end(),
                "a name of {length} letters"
            );
        }
    }
}

/// The same for shapes that are never left to prettyplease as long as names are short.
#[track_caller]
fn check_laid_out(item: impl Fn(&proc_macro2::Ident) -> TokenStream) {
    let short = Tokens::new(item(&format_ident!("n")));
    assert!(shape::item(&short).expect("the item is Rust").is_some());
    check(item);
}

#[test]
fn lists_of_modules_and_imports() {
    check_laid_out(|n| quote! { #[cfg(feature = "client")] pub mod #n; });
    check_laid_out(|n| quote! { use a::b::#n; });
    check_laid_out(|n| quote! { pub use super::{First, Second, #n as Third, Fourth, #n}; });
    check_laid_out(
        |n| quote! { use super::{A0123456789, B0123456789, #n, C0123456789, D0123456789, #n, E}; },
    );
}

#[test]
fn structs() {
    check_laid_out(|n| {
        quote! {
            #[doc = " A \"quoted\" text.  "]
            #[doc = ""]
            #[derive(Clone, Default)]
            pub struct S {
                #[doc = " One."]
                pub #n: Option<Vec<T>>,
                #[doc(hidden)]
                other: Flags<a::#n>,
            }
        }
    });
}

#[test]
fn constants() {
    check_laid_out(|n| quote! { impl S { pub const A: Property<Self, #n> = Property::new("a"); } });
    check_laid_out(
        |n| quote! { impl S { pub const #n: Property<Self, Vec<T>, ReadOnly> = Property::new("a"); } },
    );
    check_laid_out(|n| {
        quote! { impl S { const A: P<Self> = P::new("a"); #[doc = " B."] const B: Navigation<Self, T> = Navigation::new(#n); } }
    });
}

#[test]
fn methods() {
    check_laid_out(|n| {
        quote! {
            impl S {
                #[doc = " Makes one."]
                #[inline]
                pub fn new(path: Path) -> Self { Self { path } }
                pub fn #n(&self, key: impl AsRef<str>) -> Requests { Requests::new(self.path.push_key(key)) }
            }
        }
    });
    check_laid_out(|n| {
        quote! {
            impl S {
                pub fn a(&self, a: &(impl Extends<models::#n> + Model), b: i32) -> Request<Option<T>, Write> {
                    Request::new(&self.path, &FACTS).json(&a.into_patch()).if_match(b)
                }
            }
        }
    });
    check_laid_out(|n| {
        quote! {
            impl S {
                pub fn a(&self, a: impl IntoIterator<Item = impl Into<L>>) -> #n {
                    #n::new(self.path.push_call("a", &[("b", L::list(a)), ("c", b.into())]))
                }
            }
        }
    });
    check(|n| quote! { impl S { fn a(&self) { let #n = 1; self.b(#n); } } });
}

#[test]
fn facts_within_methods() {
    let facts = |n: &proc_macro2::Ident| {
        quote! { Endpoint::get(&["/a", "/b/{id}/a", "page: a-list-of-things", "work application: A.Read.All", #n]) }
    };
    check_laid_out(|n| {
        let facts = facts(n);
        quote! { impl S { pub fn get(&self) -> Request<models::S> { Request::new(&self.path, #facts) } } }
    });
    check_laid_out(|n| {
        let facts = facts(n);
        quote! {
            impl S {
                pub fn a(&self, a: &P, b: T) -> Request<()> {
                    Request::new(&self.path.push("a"), #facts).json(a).query("b", b.as_ref())
                }
            }
        }
    });
    check(|n| quote! { impl S { fn a(&self) -> u8 { f(const { let a = 1; #n }) } } });
    check(|n| quote! { impl S { fn a(&self) -> &[u8] { &[1, 2, 3, #n] } } });
    check(
        |n| quote! { impl S { fn a(&self) -> T { T { a: f([1, 2, #n]), b: g(U { #n }), c: h((#n, 1)) } } } },
    );
}

#[test]
fn comments_of_quoted_code() {
    check_laid_out(|n| {
        quote! {
            impl S {
                /// A "path" \ of it.
                pub fn new(#n: Path) -> Self { Self { #n } }
            }
        }
    });
}

#[test]
fn other_shapes_are_left_to_prettyplease() {
    for item in [
        quote! { fn f() -> impl Fn(&'static str) -> bool + '_ { |text| text == "a" && true } },
        quote! { macro_rules! a { ($b:ident) => { $b } } },
        quote! { enum A { B, C(u8) } },
        quote! { impl<T> A<T> { fn b(&self) -> u8 { match self { A(..) => 0..=1 } } } },
        quote! { #[doc = "/ no line"] mod a; },
    ] {
        let tokens = Tokens::new(item.clone());
        assert!(shape::item(&tokens).expect("no error").is_none());
        assert_eq!(printed(&tokens), parsed::item(&item.to_string()));
    }
}

#[test]
fn a_member_of_another_shape_stands_among_the_others() {
    let item = quote! { impl S { const A: u8 = 1; fn b(&self) { self.c(); } fn d() -> u8 { 1 } } };
    let text = printed(&Tokens::new(item)).expect("the item is Rust");
    assert_eq!(
        text,
        "impl S {\n    const A: u8 = 1;\n\n    fn b(&self) {\n        self.c();\n    }\n\n    fn d() -> u8 {\n        1\n    }\n}"
    );
}

#[test]
fn what_is_no_rust_is_an_error() {
    let source = Source {
        doc: Vec::new(),
        items: vec![Item::Tokens(quote! { struct }), Item::Tokens(quote! { x y })],
    };
    assert!(print(source).is_err());
}
