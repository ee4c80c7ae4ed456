use pipewright::workflow::Step;
use pipewright::workflow::expr::function;

fn main() {
    let _ = Step::run("Say", "true").env("FAILED", function::failure());
}
