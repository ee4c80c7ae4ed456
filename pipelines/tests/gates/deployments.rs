//! The deployments' gates: by hand, or after a build that succeeded on the right branch.

use super::events::{build_ended, pressed_by_hand};
use super::runs;

type Place = (&'static str, &'static str);

const BACKEND_DEVELOPMENT: Place = ("mr-mentor-backend", "deploy-development.yml");
const BACKEND_PRODUCTION: Place = ("mr-mentor-backend", "deploy-production.yml");
const FRONTEND_DEVELOPMENT: Place = ("mr-mentor-frontend", "deploy-development.yml");
const FRONTEND_PRODUCTION: Place = ("mr-mentor-frontend", "deploy-production.yml");
const WEBSITE_DEVELOPMENT: Place = ("mas-website-live", "deploy-development.yml");
const WEBSITE_PRODUCTION: Place = ("mas-website-live", "deploy-production.yml");

/// Every deployment that has a gate.
pub const ALL: [Place; 6] = [
    BACKEND_DEVELOPMENT,
    BACKEND_PRODUCTION,
    FRONTEND_DEVELOPMENT,
    FRONTEND_PRODUCTION,
    WEBSITE_DEVELOPMENT,
    WEBSITE_PRODUCTION,
];

#[test]
fn only_success_opens_a_gate() {
    for conclusion in ["failure", "cancelled", "skipped", "timed_out", "action_required", "neutral", "stale", ""] {
        assert!(ALL.iter().all(|at| !runs(*at, &build_ended(conclusion, "development"))), "{conclusion}");
        assert!(ALL.iter().all(|at| !runs(*at, &build_ended(conclusion, "main"))), "{conclusion}");
    }
}

#[test]
fn backend_development_follows_a_build_of_development_that_succeeded() {
    assert!(runs(BACKEND_DEVELOPMENT, &build_ended("success", "development")));
    assert!(!runs(BACKEND_DEVELOPMENT, &build_ended("success", "main")));
}

#[test]
fn the_build_failed_so_backend_development_does_not_run() {
    assert!(!runs(BACKEND_DEVELOPMENT, &build_ended("failure", "development")));
    assert!(runs(BACKEND_DEVELOPMENT, &pressed_by_hand()));
}

#[test]
fn backend_production_follows_a_build_of_main_that_succeeded() {
    assert!(runs(BACKEND_PRODUCTION, &build_ended("success", "main")));
    assert!(!runs(BACKEND_PRODUCTION, &build_ended("success", "development")));
}

#[test]
fn the_build_failed_so_backend_production_does_not_run() {
    assert!(!runs(BACKEND_PRODUCTION, &build_ended("failure", "main")));
    assert!(runs(BACKEND_PRODUCTION, &pressed_by_hand()));
}

#[test]
fn frontend_development_follows_a_build_of_development_that_succeeded() {
    assert!(runs(FRONTEND_DEVELOPMENT, &build_ended("success", "development")));
    assert!(!runs(FRONTEND_DEVELOPMENT, &build_ended("success", "main")));
}

#[test]
fn the_build_failed_so_frontend_development_does_not_run() {
    assert!(!runs(FRONTEND_DEVELOPMENT, &build_ended("failure", "development")));
    assert!(runs(FRONTEND_DEVELOPMENT, &pressed_by_hand()));
}

#[test]
fn frontend_production_follows_a_build_of_main_that_succeeded() {
    assert!(runs(FRONTEND_PRODUCTION, &build_ended("success", "main")));
    assert!(!runs(FRONTEND_PRODUCTION, &build_ended("success", "development")));
}

#[test]
fn the_build_failed_so_frontend_production_does_not_run() {
    assert!(!runs(FRONTEND_PRODUCTION, &build_ended("failure", "main")));
    assert!(runs(FRONTEND_PRODUCTION, &pressed_by_hand()));
}

#[test]
fn website_development_follows_a_build_of_development_that_succeeded() {
    assert!(runs(WEBSITE_DEVELOPMENT, &build_ended("success", "development")));
    assert!(!runs(WEBSITE_DEVELOPMENT, &build_ended("success", "main")));
}

#[test]
fn the_build_failed_so_website_development_does_not_run() {
    assert!(!runs(WEBSITE_DEVELOPMENT, &build_ended("failure", "development")));
    assert!(runs(WEBSITE_DEVELOPMENT, &pressed_by_hand()));
}

#[test]
fn website_production_follows_a_build_of_main_that_succeeded() {
    assert!(runs(WEBSITE_PRODUCTION, &build_ended("success", "main")));
    assert!(!runs(WEBSITE_PRODUCTION, &build_ended("success", "development")));
}

#[test]
fn the_build_failed_so_website_production_does_not_run() {
    assert!(!runs(WEBSITE_PRODUCTION, &build_ended("failure", "main")));
    assert!(runs(WEBSITE_PRODUCTION, &pressed_by_hand()));
}
