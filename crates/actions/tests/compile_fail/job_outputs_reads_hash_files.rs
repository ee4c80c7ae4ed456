use actions::expr::{Text, function, key::JobOutputs};

fn main() {
    let _: Text<JobOutputs> = function::hash_files(["Cargo.lock"]).into();
}
