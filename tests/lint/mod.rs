//! `lint` and `explain`: what is found, where it is pointed at, and what is accepted.

mod accepted;
mod followed;
mod nearly;
mod own;
mod pages;
mod project;
mod rules;
mod shown;
mod tags;
