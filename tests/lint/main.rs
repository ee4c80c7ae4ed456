//! `lint` and `explain`: what is found, where it is pointed at, and what is accepted.

mod accepted;
mod formats;
mod gotchas;
mod pages;
mod project;
mod rules;
