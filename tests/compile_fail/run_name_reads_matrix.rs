use pipewright::actions::Workflow;
use pipewright::actions::expr::matrix;
use pipewright::actions::trigger::{On, Push};

fn main() {
    let mut workflow = Workflow::new("Build", vec![On::from(Push::to(["main"]))]);
    workflow.run_name = Some(matrix::named("os").into());
}
