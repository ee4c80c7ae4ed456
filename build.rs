//! Compiles the package again when a template is added or changed: the templates are embedded.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
