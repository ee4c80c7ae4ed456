use pipewright::workflow::Runner;
use pipewright::workflow::expr::env;

fn main() {
    let _ = Runner::Label(env::named("RUNNER").into());
}
