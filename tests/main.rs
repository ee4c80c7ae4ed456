//! The tests of the compiler and its generic program, in one program: linking is the most expensive part of many.

mod broken;
mod builds;
mod compose_rollout;
mod docker_run;
mod examples;
mod generic_binary;
mod lint;
mod lock;
mod masks;
mod recipes;
mod refusals;
mod second_organization;
mod structure;
mod verification;
