//! What is played on a stage.

use std::path::{Path, PathBuf};

use super::ROOT;

/// The files of MAS, and the program that generates those of others from their descriptions.
#[derive(Debug, Clone)]
pub struct Product {
    /// The committed output, `generated/`, or what broken sources give.
    pub generated: PathBuf,
    /// pipewright, built from the same sources.
    pub pipewright: PathBuf,
}

impl Product {
    /// What is committed.
    pub fn committed() -> Self {
        Self { generated: Path::new(ROOT).join("generated"), pipewright: env!("CARGO_BIN_EXE_pipewright").into() }
    }
}
