use pipewright::workflow::EnvironmentReference;
use pipewright::workflow::expr::env;

fn main() {
    let _ = EnvironmentReference::new(env::named("STAGE"));
}
