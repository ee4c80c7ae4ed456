use pipewright::workflow::expr::secrets;
use pipewright::workflow::trigger::{On, Push};
use pipewright::workflow::{Concurrency, Workflow};

fn main() {
    let mut workflow = Workflow::new("Build", vec![On::from(Push::to(["main"]))]);
    workflow.concurrency = Some(Concurrency::newest_wins(secrets::named("GROUP")));
}
