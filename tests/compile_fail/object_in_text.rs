use pipewright::actions::Step;
use pipewright::actions::expr::github;

fn main() {
    let _ = Step::run("Print", "echo \"$EVENT\"").env("EVENT", github::event());
}
