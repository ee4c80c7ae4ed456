use actions::Workflow;
use actions::expr::matrix;
use actions::trigger::{On, Push};

fn main() {
    let mut workflow = Workflow::new("Build", vec![On::from(Push::to(["main"]))]);
    workflow.run_name = Some(matrix::named("os").into());
}
