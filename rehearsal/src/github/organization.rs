//! An organisation on GitHub: its name, and what its repositories hold beside the application and what is generated.

use crate::stage::{Content, images};

/// An organisation.
#[derive(Debug)]
pub struct Organization {
    /// Its name, which is the owner of its repositories.
    pub name: &'static str,
    /// Those that bring something of their own.
    pub sources: &'static [Source],
}

/// What a repository brings.
#[derive(Debug)]
pub struct Source {
    /// Its name, in small letters.
    pub repository: &'static str,
    /// The target of its Dockerfile.
    pub target: &'static str,
    /// The stage of it that runs the tests.
    pub test_stage: Option<&'static str>,
    /// Its compose file.
    pub compose: ComposeFile,
}

/// A compose file with one service, `app`.
#[derive(Debug, Clone, Copy)]
pub struct ComposeFile {
    /// Its path in the repository.
    pub path: &'static str,
    /// The port that it publishes on the host itself,
    pub port: u16,
    /// and the one on which the service listens.
    pub listens: u16,
    /// A network that others have made.
    pub network: Option<&'static str>,
    /// Whether it names an environment file.
    pub environment: bool,
}

/// MAS, with the ports that its services have on the development host.
pub const MAS: Organization = Organization {
    name: "MAS-Mr-Mentor",
    sources: &[
        Source {
            repository: "mr-mentor-backend",
            target: images::TARGET,
            test_stage: None,
            compose: ComposeFile::new("docker-compose.prod.yml", 8001),
        },
        Source {
            repository: "mr-mentor-frontend",
            target: images::TARGET,
            test_stage: None,
            compose: ComposeFile { network: Some("app-network"), ..ComposeFile::new("docker-compose.prod.yml", 8002) },
        },
        Source {
            repository: "mas-website-live",
            target: images::TARGET,
            test_stage: None,
            compose: ComposeFile {
                network: Some("mas-network"),
                environment: false,
                ..ComposeFile::new("docker-compose-prod.yml", 8003)
            },
        },
    ],
};

impl Organization {
    /// The owner and the name of a repository, as GitHub's payloads write them.
    pub fn full_name(&self, repository: &str) -> String {
        format!("{}/{repository}", self.name)
    }

    /// What a repository brings, however it writes its name.
    pub fn source(&self, repository: &str) -> Option<&'static Source> {
        self.sources.iter().find(|source| source.repository.eq_ignore_ascii_case(repository))
    }
}

impl ComposeFile {
    /// One that publishes a port and reads `.env`, for a service that listens on port 3000.
    pub const fn new(path: &'static str, port: u16) -> Self {
        Self { path, port, listens: 3000, network: None, environment: true }
    }

    /// It, as the repository holds it.
    pub fn content(&self) -> Content {
        let environment = if self.environment { "    env_file: .env\n" } else { "" };
        let network = self
            .network
            .map(|name| format!("    networks: [{name}]\nnetworks:\n  {name}:\n    external: true\n"))
            .unwrap_or_default();
        let text = format!(
            "services:\n  app:\n    image: ghcr.io/${{GHCR_REPOSITORY}}:${{IMAGE_TAG}}\n    restart: unless-stopped\n\
             {environment}    ports: [\"127.0.0.1:{}:{}\"]\n{network}",
            self.port, self.listens
        );
        Content::text(self.path, &text)
    }
}
