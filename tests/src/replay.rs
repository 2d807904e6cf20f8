//! The examples of the documentation, played through the generated crate.
//!
//! In: the documentation and the SDK that the generator makes of it. Out: for every request that a page shows, the call
//! of the typed API that builds it, as source of a program; and from what the program tells, whether method, path,
//! query, headers and body are those of the example, and whether its answer could be read.
//!
//! ```text
//! pages ─example→ examples ─chain→ methods ─code→ program ─play→ what was sent, what was read ─compare→ report
//! ```
//!
//! What counts as the same:
//!
//! * Percent-encoding that means the same; query options in any order, their names (`$orderBy`) in any case and with or
//!   without the dollar sign; conditions by their tree, whatever their variables are called; names of properties in any case.
//! * Names in a path in any case; a key in parentheses (`users('x')`) or behind a slash; an operation with or without
//!   its namespace and with or without empty parentheses; the arguments of a function in any order. What is quoted must
//!   be quoted, and the other way round.
//! * JSON by value: members in any order, `1` and `1.0`. Beyond the example may be sent: `@odata.type` (derived types say
//!   their name by themselves, and say it with `#`), and `{}` or nothing by an action that is called without parameters.
//! * The address of an `@odata.id` by the path below the version. A text where the method takes JSON (the MIME form of a
//!   message) replaces the body.
//! * Of what is selected of a delta function, `id` and `deleted` may be asked for as well: the client tells removed things by
//!   them.
//! * `ConsistencyLevel` and `$count=true`, and `Prefer: include-unknown-enum-members`, which the client adds by itself
//!   where the page of the request lists them; the calls do not set them there.
//! * The host of Graph, for which the server on loopback stands; `Accept` and `Content-Type` by their media type; headers
//!   of the transport (`Host`, `Authorization`, `Content-Length`) are not compared.
//!
//! An address counts as documented if it is an instance of the path of some request line of the same version. A body is
//! read from the example as the type that the method takes (the one that its `@odata.type` names, if that is derived from
//! it); members that the type does not have are counted. An answer counts as read if the call ends well, if every item of
//! a page could be read, and if the result knows at least one member of each object; an answer of the service that
//! is an error must come as one. Where the page shows none, nothing is read.
//!
//! An example that contradicts its own page or the protocol fails like every other, and is counted beside: a body in a
//! GET or DELETE; none where the method takes a model; an answer without the body that the page states; a list without
//! its array, or one in place of a single thing; a thing within a member of its own name; changes without a link.

pub mod code;
pub mod compare;
pub mod documented;
pub mod example;
pub mod options;
pub mod plan;
pub mod play;
pub mod report;

/// The host of the examples.
pub const HOST: &str = "https://graph.microsoft.com";
