use actions::Runner;
use actions::expr::env;

fn main() {
    let _ = Runner::Label(env::named("RUNNER").into());
}
