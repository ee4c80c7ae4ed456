use actions::expr::{Text, function, key::EnvironmentUrl};

fn main() {
    let _: Text<EnvironmentUrl> = function::hash_files(["Cargo.lock"]).into();
}
