use pipewright::actions::Step;
use pipewright::actions::expr::Text;

fn main() {
    let _: Text = Step::run("Name", "true").output("tag").into();
}
