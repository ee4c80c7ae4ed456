use actions::expr::secrets;
use actions::trigger::call::CallOutput;

fn main() {
    let _ = CallOutput { description: String::new(), value: secrets::named("TOKEN").into() };
}
