//! What is run on a stage.

use anyhow::Result;
use std::path::{Path, PathBuf};

use super::ROOT;

/// The files of MAS, and the program that generates those of others from their descriptions.
#[derive(Debug, Clone)]
pub struct Product {
    /// The committed output, `generated/`, or what broken sources give.
    pub generated: PathBuf,
    /// MAS's own program, built from the same sources.
    pub pipewright: PathBuf,
}

impl Product {
    /// What is committed, and the program that scripts/rehearse built beside this one.
    pub fn committed() -> Result<Self> {
        let program = std::env::current_exe()?;
        Ok(Self { generated: Path::new(ROOT).join("generated"), pipewright: program.with_file_name("pipelines") })
    }
}
