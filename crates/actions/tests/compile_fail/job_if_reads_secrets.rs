use actions::expr::{Expr, key::JobIf, secrets};

fn main() {
    let _: Expr<bool, JobIf> = secrets::named("TOKEN").is_present();
}
