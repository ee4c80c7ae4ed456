//! The environments on a page: what reaches the server, what else they hold, what is deployed there.

use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::show::environments::EnvironmentRow;

pub(super) fn page(rows: &[EnvironmentRow]) -> Page {
    let mut page = Page::default();
    for row in rows {
        page.heading(&row.environment);
        page.text(format!("Its deployments reach the server {}.", row.host));
        page.text(match row.reviewers.as_slice() {
            [] => "Nobody is asked before a job runs in it.".to_owned(),
            asked => format!("Before a job runs in it, GitHub asks: {}.", asked.join(", ")),
        });
        let mut server = Table::new(["Secret", "The server's"]);
        for role in &row.server {
            server.row([&role.secret, role.role]);
        }
        page.table(server, "No secret reaches it.");

        let mut secrets = Table::new(["Repository", "Other secrets that it holds"]);
        for held in &row.secrets {
            secrets.row([&held.repository, &held.secrets.join(", ")]);
        }
        page.table(secrets, "It holds no other secret.");

        if !row.builds.is_empty() {
            let builds: Vec<String> = row.builds.iter().map(crate::show::WorkflowReference::shown).collect();
            page.text(format!("Builds that read its secrets: {}.", builds.join(", ")));
        }

        let mut deployments = Table::new(["EnvironmentDeployment by", "After", "Image", "Rollout"]);
        for deployed in &row.deployments {
            let after = format!("{} on {}", deployed.after, deployed.branch);
            let rollout = format!("{} in {}", deployed.rollout, deployed.folder);
            deployments.row([&deployed.by.shown(), &after, &deployed.image, &rollout]);
        }
        page.table(deployments, "Nothing is deployed there.");
    }
    page.or("There is no environment.")
}
