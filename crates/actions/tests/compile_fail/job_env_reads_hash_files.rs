use actions::expr::{Text, function, key::JobEnv};

fn main() {
    let _: Text<JobEnv> = function::hash_files(["Cargo.lock"]).into();
}
