//! The program of MAS / Mr. Mentor's pipelines: `cargo run -- generate`.

fn main() -> std::process::ExitCode {
    pipewright::cli::run(std::env::args_os(), Some(&pipelines::project()), option_env!("PIPEWRIGHT_COMMIT"))
}
