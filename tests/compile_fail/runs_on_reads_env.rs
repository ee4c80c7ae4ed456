use pipewright::actions::Runner;
use pipewright::actions::expr::env;

fn main() {
    let _ = Runner::Label(env::named("RUNNER").into());
}
