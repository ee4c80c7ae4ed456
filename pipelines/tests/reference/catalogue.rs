//! The pipeline catalogue: a row of ours for each cell of its table.

use crate::reference::row::{Row, absent, equal, holds, is};
use crate::reference::world::*;

/// One line of the reference's table.
struct Line {
    words: &'static str,
    file: &'static str,
    name: &'static str,
    job: &'static str,
    environment: Option<&'static str>,
    trigger: Trigger,
}

enum Trigger {
    Push(&'static [&'static str]),
    Build { workflow: &'static str, branch: &'static str },
    Mention,
}

const LINES: [Line; 14] = [
    Line {
        words: "Build and Push Docker Image (backend) | mr-mentor-backend/.github/workflows/build.yml | push to main, development, staging; workflow_dispatch | build-and-push | n/a (pushes image to GHCR)",
        file: BACKEND_BUILD,
        name: "Build and Push Docker Image",
        job: "build-and-push",
        environment: None,
        trigger: Trigger::Push(&["main", "development", "staging"]),
    },
    Line {
        words: "Deploy to Development (backend) | mr-mentor-backend/.github/workflows/deploy-development.yml | workflow_run of build on development (success); workflow_dispatch | deploy | development",
        file: BACKEND_DEVELOPMENT,
        name: "Deploy to Development",
        job: "deploy",
        environment: Some("development"),
        trigger: Trigger::Build { workflow: "Build and Push Docker Image", branch: "development" },
    },
    Line {
        words: "Deploy to Production Blue-Green (backend) | mr-mentor-backend/.github/workflows/deploy-production.yml | workflow_run of build on main (success); workflow_dispatch | deploy | production",
        file: BACKEND_PRODUCTION,
        name: "Deploy to Production Blue-Green",
        job: "deploy",
        environment: Some("production"),
        trigger: Trigger::Build { workflow: "Build and Push Docker Image", branch: "main" },
    },
    Line {
        words: "Claude Code (backend) | mr-mentor-backend/.github/workflows/claude.yml | issue/PR comment, review, issue opened/assigned containing @claude | claude | n/a",
        file: BACKEND_CLAUDE,
        name: "Claude Code",
        job: "claude",
        environment: None,
        trigger: Trigger::Mention,
    },
    Line {
        words: "Build (Development) (frontend) | mr-mentor-frontend/.github/workflows/build-development.yml | push to development; workflow_dispatch | build-and-push | development",
        file: FRONTEND_BUILD_DEVELOPMENT,
        name: "Build (Development)",
        job: "build-and-push",
        environment: Some("development"),
        trigger: Trigger::Push(&["development"]),
    },
    Line {
        words: "Build (Production) (frontend) | mr-mentor-frontend/.github/workflows/build-production.yml | push to main; workflow_dispatch | build-and-push | production",
        file: FRONTEND_BUILD_PRODUCTION,
        name: "Build (Production)",
        job: "build-and-push",
        environment: Some("production"),
        trigger: Trigger::Push(&["main"]),
    },
    Line {
        words: "Deploy to Development (frontend) | mr-mentor-frontend/.github/workflows/deploy-development.yml | workflow_run of dev build (success); workflow_dispatch | deploy | development",
        file: FRONTEND_DEVELOPMENT,
        name: "Deploy to Development",
        job: "deploy",
        environment: Some("development"),
        trigger: Trigger::Build { workflow: "Build (Development)", branch: "development" },
    },
    Line {
        words: "Deploy to Production Blue-Green (frontend) | mr-mentor-frontend/.github/workflows/deploy-production.yml | workflow_run of prod build on main (success); workflow_dispatch | deploy | production",
        file: FRONTEND_PRODUCTION,
        name: "Deploy to Production Blue-Green",
        job: "deploy",
        environment: Some("production"),
        trigger: Trigger::Build { workflow: "Build (Production)", branch: "main" },
    },
    Line {
        words: "Claude Code (frontend) | mr-mentor-frontend/.github/workflows/claude.yml | @claude mentions | claude | n/a",
        file: FRONTEND_CLAUDE,
        name: "Claude Code",
        job: "claude",
        environment: None,
        trigger: Trigger::Mention,
    },
    Line {
        words: "Build (Development) (website) | mas-website-live/.github/workflows/build-development.yml | push to development; workflow_dispatch | build-and-push | development",
        file: WEBSITE_BUILD_DEVELOPMENT,
        name: "Build (Development)",
        job: "build-and-push",
        environment: Some("development"),
        trigger: Trigger::Push(&["development"]),
    },
    Line {
        words: "Build (Production) (website) | mas-website-live/.github/workflows/build-production.yml | push to main; workflow_dispatch | build-and-push | production",
        file: WEBSITE_BUILD_PRODUCTION,
        name: "Build (Production)",
        job: "build-and-push",
        environment: Some("production"),
        trigger: Trigger::Push(&["main"]),
    },
    Line {
        words: "Deploy to Development (website) | mas-website-live/.github/workflows/deploy-development.yml | workflow_run of dev build (success); workflow_dispatch | deploy | development",
        file: WEBSITE_DEVELOPMENT,
        name: "Deploy to Development",
        job: "deploy",
        environment: Some("development"),
        trigger: Trigger::Build { workflow: "Build (Development)", branch: "development" },
    },
    Line {
        words: "Deploy to Production (website) | mas-website-live/.github/workflows/deploy-production.yml | workflow_run of prod build on main (success); workflow_dispatch | deploy | production",
        file: WEBSITE_PRODUCTION,
        name: "Deploy to Production",
        job: "deploy",
        environment: Some("production"),
        trigger: Trigger::Build { workflow: "Build (Production)", branch: "main" },
    },
    Line {
        words: "Claude Code (website) | mas-website-live/.github/workflows/claude.yml | @claude mentions | claude | n/a",
        file: WEBSITE_CLAUDE,
        name: "Claude Code",
        job: "claude",
        environment: None,
        trigger: Trigger::Mention,
    },
];

pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = LINES.iter().flat_map(cells).collect();
    for file in ASSISTANTS {
        rows.push(holds("The three claude.yml files are byte-identical across repos", file, move |world| {
            equal(world.text(file)?, world.text(BACKEND_CLAUDE)?)
        }));
    }
    rows
}

fn cells(line: &'static Line) -> Vec<Row> {
    let Line { words, file, name, job, .. } = line;
    let mut rows = vec![
        holds(words, &format!("{file} is called {name}"), move |world| equal(world.string(file, "name")?, *name)),
        holds(words, &format!("{file} has the one job {job}"), move |world| {
            let jobs = world.find(file, "jobs")?.as_mapping().ok_or("no jobs")?;
            equal(jobs.keys().filter_map(|key| key.as_str()).collect::<Vec<_>>(), vec![*job])
        }),
        match line.environment {
            None => absent(words, file, "job.environment"),
            Some(environment) => is(words, file, "job.environment", environment),
        },
    ];
    rows.push(holds(words, &format!("what starts {file}, and nothing else does"), move |world| {
        let on = world.find(file, "on")?.as_mapping().ok_or("no triggers")?;
        let events: Vec<&str> = on.keys().filter_map(|key| key.as_str()).collect();
        match &line.trigger {
            Trigger::Push(branches) => {
                equal(events, vec!["push", "workflow_dispatch"])?;
                equal(world.find(file, "on.push")?, &mapping(&[("branches", branches)]))
            }
            Trigger::Build { workflow, branch } => {
                equal(events, vec!["workflow_run", "workflow_dispatch"])?;
                let expected =
                    mapping(&[("workflows", &[workflow]), ("types", &["completed"]), ("branches", &[branch])]);
                equal(world.find(file, "on.workflow_run")?, &expected)
            }
            Trigger::Mention => {
                equal(events, vec!["issue_comment", "pull_request_review_comment", "pull_request_review", "issues"])?;
                equal(world.find(file, "on.issue_comment")?, &mapping(&[("types", &["created"])]))?;
                equal(world.find(file, "on.pull_request_review_comment")?, &mapping(&[("types", &["created"])]))?;
                equal(world.find(file, "on.pull_request_review")?, &mapping(&[("types", &["submitted"])]))?;
                equal(world.find(file, "on.issues")?, &mapping(&[("types", &["opened", "assigned"])]))
            }
        }
    }));
    rows
}

fn mapping(entries: &[(&str, &[&str])]) -> serde_yaml::Value {
    let entries = entries.iter().map(|(key, values)| {
        let values = values.iter().map(|value| (*value).into()).collect();
        ((*key).into(), serde_yaml::Value::Sequence(values))
    });
    serde_yaml::Value::Mapping(entries.collect())
}
