use actions::Step;
use actions::expr::{Expr, key::JobIf};

fn main() {
    let step = Step::run("Name", "true").with_id("name");
    let _: Expr<bool, JobIf> = step.outputs().output("tag").value().is_present();
}
