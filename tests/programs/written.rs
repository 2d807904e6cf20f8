//! The program that a test wrote; see `msgraph_tests::program`.

#![allow(warnings, clippy::all, clippy::pedantic, reason = "written by a program")]

include!(env!("SOURCE"));
