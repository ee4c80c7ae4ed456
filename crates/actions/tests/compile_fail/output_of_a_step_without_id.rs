use actions::Step;
use actions::expr::Text;

fn main() {
    let _: Text = Step::run("Name", "true").output("tag").into();
}
