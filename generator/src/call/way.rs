//! From a path to the methods that build it: steps, and the call at the end.
//!
//! In: method and tokens of a path. Out: a [`Way`]. Where several ways lead to the same path, the one that the wanted page
//! documents is taken, then one that is documented at all, then the one with the fewest keys. A step that no page shows is
//! taken by the types: what a property or a cast leads to has request types of its own, which stand on any path.

use super::code::Code;
use super::function::Function;
use super::index::{Index, Place, token};
use super::steps::{Part, Taken, same_name, take};
use crate::odata::Method;
use crate::odata::address::{Token, skeleton};
use crate::schema::Request;
use crate::sdk::{Call, Documented, ItemType, Push, Scalar, Step, Struct, TypePath};

/// A method with its arguments.
#[derive(Debug, Clone)]
pub struct Called<'a> {
    /// Name.
    pub name: &'a str,
    /// The arguments.
    pub arguments: Vec<Code>,
}

impl Called<'_> {
    /// `.id("x")`
    pub fn code(&self) -> Code {
        Code::method(self.name, self.arguments.clone())
    }
}

/// Methods to be called one after another.
#[derive(Debug, Clone)]
pub struct Way<'a> {
    /// Where the methods start, if that is not the client: a request type and the path it stands on.
    pub composed: Option<(TypePath, Vec<Code>)>,
    /// The steps.
    pub steps: Vec<Called<'a>>,
    /// Name and arguments of the call.
    pub last: Called<'a>,
    /// The call.
    pub call: &'a Call,
    /// The request type of the call.
    pub place: Place<'a>,
    /// What is documented of the call at this path.
    pub documented: Option<&'a Documented>,
    /// What is documented of the call at other paths, where nothing is of this one.
    pub elsewhere: Option<&'a Documented>,
    /// An argument that does not fit its type.
    pub misfit: Option<String>,
    /// The type of what is sent and answered, where that is derived from the one that the method names.
    pub derived: Option<&'a Struct>,
    /// The request whose page speaks for this one, where it is another page than that of the method: of the type that is
    /// sent, or of the path without its casts.
    pub page: Option<&'a Request>,
    /// The page speaks of another type, and none of this one.
    pub of_another: bool,
}

impl Way<'_> {
    /// What the methods are called on: the client `graph`, or a request type on a path of its own.
    pub fn start(&self, graph: &'static str) -> Code {
        let Some((path, pushes)) = &self.composed else { return Code::text(graph) };
        let mut links = vec![Code::text(".client()"), Code::text(".root()")];
        links.extend(pushes.iter().cloned());
        let prefix = Code::Chain(Box::new(Code::text(graph)), links);
        Code::call(Code::member("requests", path, "new"), vec![prefix])
    }
}

/// What was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// The best way, if there is one.
    pub way: Option<Way<'a>>,
    /// What the whole path leads to by the types.
    pub landed: Option<Landed<'a>>,
    /// The function whose bare name the path ends with, without the arguments that it takes.
    pub bare: Option<Function<'a>>,
}

/// What a path leads to by the types alone.
#[derive(Debug, Clone, Copy)]
pub enum Landed<'a> {
    /// One of a type.
    One(&'a Struct),
    /// A collection of a type.
    Many(&'a Struct),
    /// The bytes of a property.
    Stream,
}

/// What the ways to a path are compared by: the greater, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    on_page: bool,
    documented: bool,
    by_steps: bool,
    fits: bool,
    exact: i32,
}

struct Search<'s, 'a> {
    index: &'a Index<'a>,
    method: Method,
    page: &'s str,
    best: Option<(Rank, Way<'a>)>,
    landed: Option<Landed<'a>>,
    bare: Option<Function<'a>>,
    /// Ways that were tried; a limit for paths that nobody would write.
    tried: usize,
}

/// A way so far.
#[derive(Clone, Default)]
struct Track<'a> {
    composed: Option<(TypePath, Vec<Code>)>,
    steps: Vec<Called<'a>>,
    /// The whole path by hand.
    pushes: Vec<Code>,
    template: String,
    /// The next segment is set off by a colon.
    colon: bool,
    exact: i32,
    misfit: Option<String>,
}

/// Where a way has come to.
#[derive(Clone, Copy)]
struct At<'a> {
    place: Option<Place<'a>>,
    about: Option<(&'a Struct, bool)>,
}

const MOST_WAYS: usize = 20_000;

/// The best way to a path; `page` is wanted where several document it.
pub fn find<'a>(index: &'a Index<'a>, method: Method, page: &str, tokens: &[Token]) -> Found<'a> {
    let mut search = Search { index, method, page, best: None, landed: None, bare: None, tried: 0 };
    search.go(At { place: Some(index.root()), about: None }, tokens, &Track::default());
    Found { way: search.best.map(|(_, way)| way), landed: search.landed, bare: search.bare }
}

/// Whether what is left of a path is a property of bytes.
fn is_stream(found: &Struct, rest: &[Token]) -> bool {
    let [Token::Segment(name)] = rest else { return false };
    token(found, name)
        .is_some_and(|token| token.ty.item == ItemType::Scalar(Scalar::Stream) && !token.ty.collection)
}

impl<'a> Search<'_, 'a> {
    fn go(&mut self, at: At<'a>, tokens: &[Token], track: &Track<'a>) {
        self.tried += 1;
        if self.tried > MOST_WAYS {
            return;
        }
        if tokens.is_empty() && self.landed.is_none() {
            self.landed =
                at.about.map(|(found, many)| if many { Landed::Many(found) } else { Landed::One(found) });
        }
        if let Some(place) = at.place {
            self.call(place, tokens, track);
        }
        let stepped = at.place.is_some_and(|place| self.step(place, tokens, track));
        if let Some((found, many)) = at.about.filter(|_| !stepped) {
            if !many && is_stream(found, tokens) {
                self.landed.get_or_insert(Landed::Stream);
            }
            self.compose(found, many, tokens, track);
        }
    }

    fn call(&mut self, place: Place<'a>, tokens: &[Token], track: &Track<'a>) {
        for call in &place.requests.calls {
            if call.facts.method != self.method {
                continue;
            }
            if let Some((taken, [])) = take(&call.push, tokens, true) {
                self.arrive(place, call, track, taken);
            } else if self.bare.is_none() {
                self.bare = bare(&call.push, tokens);
            }
        }
    }

    /// Goes on by the steps of a request type; whether there was one.
    fn step(&mut self, place: Place<'a>, tokens: &[Token], track: &Track<'a>) -> bool {
        let mut stepped = false;
        let is_cast = tokens.first().is_some_and(|token| self.cast(token).is_some());
        for Step { ident, push, to, .. } in &place.requests.steps {
            // The name of a type is no key.
            if is_cast && matches!(push, Push::Key) {
                continue;
            }
            if let Some((taken, rest)) = take(push, tokens, false)
                && let Some(next) = self.index.requests(to)
            {
                let mut track = track.clone();
                track.take(&taken);
                track.steps.push(Called { name: ident.as_str(), arguments: taken.arguments });
                stepped = true;
                self.go(At { place: Some(next), about: self.index.about(to) }, rest, &track);
            }
        }
        stepped
    }

    /// Goes on by the types alone: to a property, to a derived type, to one of many.
    fn compose(&mut self, found: &'a Struct, many: bool, tokens: &[Token], track: &Track<'a>) {
        let Some((to, many, push, rest)) = self.by_type(found, many, tokens) else { return };
        let Some((taken, _)) = take(&push, &tokens[..tokens.len() - rest.len()], false) else { return };
        let place = self.index.requests_of(to, many);
        let mut track = track.clone();
        track.take(&taken);
        track.steps.clear();
        track.composed = place.and_then(|place| Some((place.path?.clone(), track.pushes.clone())));
        self.go(At { place, about: Some((to, many)) }, rest, &track);
    }

    /// The type whose name a segment is, as one that values are cast to.
    fn cast<'t>(&self, token: &'t Token) -> Option<(&'a Struct, &'t str)> {
        let Token::Segment(text) = token else { return None };
        let qualified = Some(text.as_str()).filter(|text| text.contains('.'))?;
        Some((self.index.by_wire(qualified)?, qualified))
    }

    fn by_type<'t>(
        &self,
        found: &'a Struct,
        many: bool,
        tokens: &'t [Token],
    ) -> Option<(&'a Struct, bool, Push, &'t [Token])> {
        let (first, rest) = tokens.split_first()?;
        if let Some((cast, text)) = self.cast(first) {
            let related = cast.ancestors.contains(&found.path) || found.ancestors.contains(&cast.path);
            return related.then(|| (cast, many, Push::Segments(vec![text.to_owned()]), rest));
        }
        match first {
            Token::Segment(_) | Token::Key(_) if many => Some((found, false, Push::Key, rest)),
            Token::Segment(text) => {
                let token = token(found, text)?;
                let to = self.index.structure_of(&token.ty)?;
                Some((to, token.ty.collection, Push::Segments(vec![token.wire.clone()]), rest))
            }
            Token::Key(_) | Token::Arguments(_) | Token::File(_) => None,
        }
    }

    fn arrive(&mut self, place: Place<'a>, call: &'a Call, track: &Track<'a>, taken: Taken) {
        let mut track = track.clone();
        track.take(&taken);
        let template = skeleton(&track.template);
        let here = || call.facts.documented.iter().filter(|found| skeleton(&found.template) == template);
        let on_page = here().find(|found| found.page == self.page);
        let documented = on_page.or_else(|| here().next());
        let rank = Rank {
            on_page: on_page.is_some(),
            documented: documented.is_some(),
            by_steps: track.composed.is_none(),
            fits: track.misfit.is_none(),
            exact: track.exact,
        };
        if self.best.as_ref().is_none_or(|(best, _)| rank > *best) {
            let last = Called { name: call.ident.as_str(), arguments: taken.arguments };
            let Track { composed, steps, misfit, .. } = track;
            let elsewhere = nearest(&call.facts.documented, &template).filter(|_| documented.is_none());
            let page = elsewhere.and_then(|_| self.without_casts(&template));
            self.best = Some((
                rank,
                Way {
                    composed,
                    steps,
                    last,
                    call,
                    place,
                    documented,
                    elsewhere,
                    misfit,
                    derived: None,
                    page,
                    of_another: false,
                },
            ));
        }
    }

    /// The request of the path that asks for all types, where casts alone tell `template` from it.
    fn without_casts(&self, template: &str) -> Option<&'a Request> {
        let is_cast = |segment: &&str| self.cast(&Token::Segment((*segment).to_owned())).is_some();
        let kept: Vec<&str> = template.split('/').filter(|segment| !is_cast(segment)).collect();
        let shorter = kept.join("/");
        (shorter != template).then(|| self.index.requests_at(self.method, shorter).next())?
    }
}

/// What is documented of the path that shares the longest beginning with `template`. Who is signed in is one of the users.
fn nearest<'a>(documented: &'a [Documented], template: &str) -> Option<&'a Documented> {
    let of_a_user = |template: &str| match template.strip_prefix("/me/") {
        Some(rest) => format!("/users/{{}}/{rest}"),
        None => template.to_owned(),
    };
    let template = of_a_user(template);
    let shared = |found: &&Documented| {
        let theirs = of_a_user(&skeleton(&found.template));
        template.split('/').zip(theirs.split('/')).take_while(|(our, their)| our == their).count()
    };
    // The first of several.
    documented.iter().rev().max_by_key(shared)
}

/// The function that a call ends with, if its bare name is all that is left of the path.
fn bare<'a>(push: &'a Push, tokens: &[Token]) -> Option<Function<'a>> {
    let (Push::Call { segment, arguments }, [Token::Segment(text), rest @ ..]) = (push, tokens) else {
        return None;
    };
    let is_bare = match rest {
        [] => true,
        [Token::Arguments(values)] => values.is_empty(),
        _ => false,
    };
    (is_bare && same_name(segment, text, true)).then_some(Function { name: segment, arguments })
}

impl Track<'_> {
    fn take(&mut self, taken: &Taken) {
        for part in &taken.template {
            match part {
                Part::Segment(text) => {
                    self.template.push_str(if std::mem::take(&mut self.colon) { ":/" } else { "/" });
                    self.template.push_str(text);
                }
                Part::Arguments(names) => {
                    let names: Vec<String> = names.iter().map(|name| format!("{name}={{}}")).collect();
                    self.template.extend(["(", &names.join(","), ")"]);
                }
                Part::File => {
                    self.template.push_str(":/{}");
                    self.colon = true;
                }
            }
        }
        self.pushes.extend(taken.pushes.iter().cloned());
        self.exact += taken.exact;
        if self.misfit.is_none() {
            self.misfit.clone_from(&taken.misfit);
        }
    }
}
