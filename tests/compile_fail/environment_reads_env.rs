use pipewright::actions::EnvironmentReference;
use pipewright::actions::expr::env;

fn main() {
    let _ = EnvironmentReference::new(env::named("STAGE"));
}
