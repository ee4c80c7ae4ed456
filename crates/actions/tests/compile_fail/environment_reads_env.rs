use actions::EnvironmentReference;
use actions::expr::env;

fn main() {
    let _ = EnvironmentReference::new(env::named("STAGE"));
}
