use pipewright::workflow::Step;
use pipewright::workflow::expr::secrets;

fn main() {
    let _ = Step::run("Notify", "true").condition(secrets::named("WEBHOOK").is_present());
}
