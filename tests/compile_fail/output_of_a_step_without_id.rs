use pipewright::workflow::Step;
use pipewright::workflow::expr::Text;

fn main() {
    let _: Text = Step::run("Name", "true").output("tag").into();
}
