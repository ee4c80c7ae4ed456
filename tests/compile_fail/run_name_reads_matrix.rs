use pipewright::workflow::Workflow;
use pipewright::workflow::expr::matrix;
use pipewright::workflow::trigger::{On, Push};

fn main() {
    let mut workflow = Workflow::new("Build", vec![On::from(Push::to(["main"]))]);
    workflow.run_name = Some(matrix::named("os").into());
}
