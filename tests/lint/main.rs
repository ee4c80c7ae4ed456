//! `lint` and `explain`: what is found, where it is pointed at, and what is accepted.

#[path = "../../pipelines/backend.rs"]
mod backend;
#[path = "../../pipelines/frontend.rs"]
mod frontend;
#[path = "../../pipelines/shared.rs"]
mod shared;
#[path = "../../pipelines/website.rs"]
mod website;

mod accepted;
mod followed;
mod formats;
mod gotchas;
mod mended;
mod nearly;
mod own;
mod pages;
mod project;
mod rules;
mod shown;
mod tags;
