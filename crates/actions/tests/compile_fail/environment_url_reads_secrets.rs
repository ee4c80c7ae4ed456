use actions::expr::{Text, key::EnvironmentUrl, secrets};

fn main() {
    let _: Text<EnvironmentUrl> = secrets::named("TOKEN").into();
}
