use actions::Step;
use actions::expr::secrets;

fn main() {
    let _ = Step::run("Notify", "true").condition(secrets::named("WEBHOOK").is_present());
}
