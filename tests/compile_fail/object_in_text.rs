use pipewright::workflow::Step;
use pipewright::workflow::expr::github;

fn main() {
    let _ = Step::run("Print", "echo \"$EVENT\"").env("EVENT", github::event());
}
