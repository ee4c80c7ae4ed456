use actions::expr::{Text, key::ContainerCredentials, runner};

fn main() {
    let _: Text<ContainerCredentials> = runner::os().into();
}
