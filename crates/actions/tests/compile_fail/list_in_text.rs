use actions::expr::{Text, github};

fn main() {
    let _: Text = Text::from("labels: ").then(github::event().values());
}
