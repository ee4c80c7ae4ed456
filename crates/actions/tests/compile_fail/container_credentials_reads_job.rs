use actions::expr::{Text, job, key::ContainerCredentials};

fn main() {
    let _: Text<ContainerCredentials> = job::status().into();
}
