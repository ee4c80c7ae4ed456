use pipewright::actions::expr::secrets;
use pipewright::actions::trigger::call::CallOutput;

fn main() {
    let _ = CallOutput { description: String::new(), value: secrets::named("TOKEN").into() };
}
