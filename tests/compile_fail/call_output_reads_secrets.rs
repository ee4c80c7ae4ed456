use pipewright::workflow::expr::secrets;
use pipewright::workflow::trigger::call::CallOutput;

fn main() {
    let _ = CallOutput { description: String::new(), value: secrets::named("TOKEN").into() };
}
