use actions::Step;
use actions::expr::function;

fn main() {
    let _ = Step::run("Say", "true").env("FAILED", function::failure());
}
