//! Decoding and encoding of a page of wide objects: models beside `serde` derive, over the same bytes in the same run.
//!
//! So do two readers that are known to be fast, `simd-json` and `sonic-rs`, through the same derive.
//!
//! A user-like type has many members, of which few are present; a policy-like type has many, of which many are.

#![allow(clippy::struct_field_names, reason = "the names are those of the service")]
#![allow(missing_docs, reason = "the types stand for documented ones")]

#[path = "models/wide.rs"]
mod wide;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use msgraph_core::{Page, page_from_json, page_to_json};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wide::{ModelPage, Policy, PolicyTwin, TwinPage, User, UserTwin, policies, users};

fn main() {
    divan::main();
}

fn decode<T>(bencher: Bencher<'_, '_>, page: &[u8], read: impl Fn(&[u8]) -> T + Sync) {
    bencher.counter(BytesCount::new(page.len())).bench(|| read(black_box(page)));
}

fn encode<T: Serialize + Sync>(bencher: Bencher<'_, '_>, page: &T) {
    let size = serde_json::to_vec(page).expect("it is JSON").len();
    bencher.counter(BytesCount::new(size)).bench(|| serde_json::to_vec(black_box(page)).expect("it is JSON"));
}

fn encode_own<T: msgraph_core::Element + Sync>(bencher: Bencher<'_, '_>, page: &Page<T>) {
    let size = page_to_json(page).expect("it is JSON").len();
    bencher.counter(BytesCount::new(size)).bench(|| page_to_json(black_box(page)).expect("it is JSON"));
}

fn derived<T: for<'de> Deserialize<'de>>(page: &[u8]) -> TwinPage<T> {
    serde_json::from_slice(page).expect("the page fits the twin")
}

/// `simd-json` reads in place, so every round gets bytes of its own; copying them does not count.
fn decode_simd_json<T: for<'de> Deserialize<'de>>(bencher: Bencher<'_, '_>, page: &[u8]) {
    let bencher = bencher.counter(BytesCount::new(page.len())).with_inputs(|| page.to_vec());
    bencher.bench_refs(|page| simd_json::from_slice::<TwinPage<T>>(page).expect("the page fits the twin"));
}

fn by_sonic_rs<T: for<'de> Deserialize<'de>>(page: &[u8]) -> TwinPage<T> {
    sonic_rs::from_slice(page).expect("the page fits the twin")
}

fn own<T: msgraph_core::Element>(page: &[u8]) -> Page<T> {
    page_from_json(page).expect("the page fits the model")
}

#[divan::bench]
fn decode_users_derive(bencher: Bencher<'_, '_>) {
    decode(bencher, &users(), derived::<UserTwin>);
}

#[divan::bench]
fn decode_users_model(bencher: Bencher<'_, '_>) {
    decode(bencher, &users(), own::<User>);
}

#[divan::bench]
fn decode_users_model_in_another_page(bencher: Bencher<'_, '_>) {
    decode(bencher, &users(), |page| serde_json::from_slice::<ModelPage<User>>(page).expect("fits").value);
}

#[divan::bench]
fn decode_users_simd_json(bencher: Bencher<'_, '_>) {
    decode_simd_json::<UserTwin>(bencher, &users());
}

#[divan::bench]
fn decode_users_sonic_rs(bencher: Bencher<'_, '_>) {
    decode(bencher, &users(), by_sonic_rs::<UserTwin>);
}

#[divan::bench]
fn decode_users_value(bencher: Bencher<'_, '_>) {
    decode(bencher, &users(), |page| serde_json::from_slice::<Value>(page).expect("it is JSON"));
}

#[divan::bench]
fn decode_policies_derive(bencher: Bencher<'_, '_>) {
    decode(bencher, &policies(), derived::<PolicyTwin>);
}

#[divan::bench]
fn decode_policies_model(bencher: Bencher<'_, '_>) {
    decode(bencher, &policies(), own::<Policy>);
}

#[divan::bench]
fn decode_policies_model_in_another_page(bencher: Bencher<'_, '_>) {
    decode(bencher, &policies(), |page| {
        serde_json::from_slice::<ModelPage<Policy>>(page).expect("fits").value
    });
}

#[divan::bench]
fn decode_policies_simd_json(bencher: Bencher<'_, '_>) {
    decode_simd_json::<PolicyTwin>(bencher, &policies());
}

#[divan::bench]
fn decode_policies_sonic_rs(bencher: Bencher<'_, '_>) {
    decode(bencher, &policies(), by_sonic_rs::<PolicyTwin>);
}

#[divan::bench]
fn decode_policies_value(bencher: Bencher<'_, '_>) {
    decode(bencher, &policies(), |page| serde_json::from_slice::<Value>(page).expect("it is JSON"));
}

#[divan::bench]
fn encode_users_derive(bencher: Bencher<'_, '_>) {
    encode(bencher, &derived::<UserTwin>(&users()));
}

#[divan::bench]
fn encode_users_model(bencher: Bencher<'_, '_>) {
    encode_own(bencher, &own::<User>(&users()));
}

#[divan::bench]
fn encode_users_model_by_serde_json(bencher: Bencher<'_, '_>) {
    encode(bencher, &own::<User>(&users()));
}

#[divan::bench]
fn encode_policies_derive(bencher: Bencher<'_, '_>) {
    encode(bencher, &derived::<PolicyTwin>(&policies()));
}

#[divan::bench]
fn encode_policies_model(bencher: Bencher<'_, '_>) {
    encode_own(bencher, &own::<Policy>(&policies()));
}

#[divan::bench]
fn encode_policies_model_by_serde_json(bencher: Bencher<'_, '_>) {
    encode(bencher, &own::<Policy>(&policies()));
}
