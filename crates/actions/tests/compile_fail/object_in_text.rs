use actions::Step;
use actions::expr::github;

fn main() {
    let _ = Step::run("Print", "echo \"$EVENT\"").env("EVENT", github::event());
}
