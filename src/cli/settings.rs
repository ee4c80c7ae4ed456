//! What every command takes: how to speak, and where to stand.

use anstream::ColorChoice;
use clap::ValueEnum;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// The options of every command.
#[derive(Debug, clap::Args)]
pub(super) struct Settings {
    /// Run as if started in this folder
    ///
    /// Other paths on the command line are relative to it.
    #[arg(short = 'C', value_name = "DIR", global = true)]
    directory: Option<PathBuf>,

    /// Print errors only; the exit status is the answer
    ///
    /// What a command must show or print is still printed.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,

    /// When to use colors
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorMode::Auto, global = true)]
    color: ColorMode,
}

/// Whether to use colors.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ColorMode {
    /// On a terminal, and never with `NO_COLOR`.
    Auto,
    /// In a pipe, too.
    Always,
    /// Without colors.
    Never,
}

impl Settings {
    /// Takes the settings: from here on paths are relative to where one wants to stand.
    pub(super) fn take(&self) -> Result<(), String> {
        color(self.color);
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        std::env::set_current_dir(directory)
            .map_err(|error: io::Error| format!("{}: cannot be entered: {error}", directory.display()))
    }
}

fn color(wish: ColorMode) {
    let choice = match wish {
        ColorMode::Auto => ColorChoice::Auto,
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Heeds a wish about colors where the arguments as a whole are none, or ask for help: those are answered in colors too.
pub(super) fn heed_color(arguments: &[OsString]) {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let apart = words.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1]);
    let mut wishes = words.iter().filter_map(|word| word.strip_prefix("--color=")).chain(apart);
    if let Some(wish) = wishes.next().and_then(|wish| ColorMode::from_str(wish, false).ok()) {
        color(wish);
    }
}
