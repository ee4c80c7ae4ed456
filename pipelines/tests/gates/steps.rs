//! The steps that run also after a failure, and those that do not.

use super::{holds, job};
use pipewright::actions::Work;
use pipewright::actions::expr::{Contexts, JobStatus};

type Place = (&'static str, &'static str);

/// Every step with an `if`.
pub const ALL: [(Place, &str); 8] = [
    (("mr-mentor-backend", "deploy-development.yml"), "Summary"),
    (("mr-mentor-backend", "deploy-production.yml"), "Post-deployment verification"),
    (("mr-mentor-backend", "deploy-production.yml"), "Summary"),
    (("mr-mentor-frontend", "deploy-development.yml"), "Summary"),
    (("mr-mentor-frontend", "deploy-production.yml"), "Post-deployment verification"),
    (("mr-mentor-frontend", "deploy-production.yml"), "Summary"),
    (("mas-website-live", "deploy-development.yml"), "Summary"),
    (("mas-website-live", "deploy-production.yml"), "Summary"),
];

/// Whether the step runs when it stands so with those before it.
fn runs(at: Place, name: &str, status: JobStatus) -> bool {
    let Work::Steps(work) = job(at).work else { panic!("{at:?} has no steps") };
    let step = work.steps.iter().find(|step| step.name.to_string() == name).unwrap();
    let contexts = Contexts::new().status(status);
    step.condition.as_ref().map_or(status == JobStatus::Success, |gate| holds(gate, &contexts))
}

#[test]
fn a_step_without_a_condition_does_not_run_after_a_failure() {
    let deploy = |status| runs(("mr-mentor-backend", "deploy-production.yml"), "Deploy", status);
    assert!(deploy(JobStatus::Success));
    assert!(!deploy(JobStatus::Failure) && !deploy(JobStatus::Cancelled));
}

#[test]
fn backend_development_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mr-mentor-backend", "deploy-development.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn backend_production_failed_and_the_state_of_the_server_is_asked_all_the_same() {
    let runs = |status| runs(("mr-mentor-backend", "deploy-production.yml"), "Post-deployment verification", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn backend_production_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mr-mentor-backend", "deploy-production.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn frontend_development_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mr-mentor-frontend", "deploy-development.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn frontend_production_failed_and_the_state_of_the_server_is_asked_all_the_same() {
    let runs = |status| runs(("mr-mentor-frontend", "deploy-production.yml"), "Post-deployment verification", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn frontend_production_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mr-mentor-frontend", "deploy-production.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn website_development_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mas-website-live", "deploy-development.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}

#[test]
fn website_production_failed_and_the_summary_is_written_all_the_same() {
    let runs = |status| runs(("mas-website-live", "deploy-production.yml"), "Summary", status);
    assert!(runs(JobStatus::Failure) && runs(JobStatus::Cancelled));
    assert!(runs(JobStatus::Success));
}
