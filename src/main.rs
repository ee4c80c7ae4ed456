//! pipewright for descriptions as data: it demands `--spec`. Whoever builds it says from which commit.

fn main() -> std::process::ExitCode {
    pipewright::cli::run(std::env::args_os(), None, option_env!("PIPEWRIGHT_COMMIT"))
}
