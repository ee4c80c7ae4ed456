use actions::expr::secrets;
use actions::trigger::{On, Push};
use actions::{Concurrency, Workflow};

fn main() {
    let mut workflow = Workflow::new("Build", vec![On::from(Push::to(["main"]))]);
    workflow.concurrency = Some(Concurrency::newest_wins(secrets::named("GROUP")));
}
