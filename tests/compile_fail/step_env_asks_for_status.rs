use pipewright::actions::Step;
use pipewright::actions::expr::function;

fn main() {
    let _ = Step::run("Say", "true").env("FAILED", function::failure());
}
