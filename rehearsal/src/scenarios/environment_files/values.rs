//! Values as people and generators of passwords make them: everything that a shell, a compose file or an environment file
//! could take for something else.

use anyhow::{Result, ensure};
use std::collections::BTreeMap;

/// Values that must arrive as they are.
pub fn awkward() -> Vec<String> {
    let mut values: Vec<String> = [
        "  spaces at both ends  ",
        r#"'single' "double" `back`"#,
        r"$HOME ${HOME} ${HOME:-x} $$ \$HOME $(id)",
        "#first and #second # third",
        r"\ \\ \n \t \x41 \u0041 \0101 \",
        "=a=b==",
        "é ü 漢字 🚀 \u{a0}\u{feff}",
        r#""quoted""#,
        "'",
        "%s %% ! & | ; < > ( ) [ ] { } * ? ~ ^ \u{1b}[0m \t tab",
    ]
    .map(str::to_owned)
    .into();
    values.push(format!("$\\\"{}#'", "x".repeat(64 * 1024 - 5)));
    values
}

/// Each of these variables has arrived in the environment with each of its bytes.
pub fn expect_arrived<'a>(
    environment: &BTreeMap<String, Vec<u8>>,
    values: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<()> {
    for (name, value) in values {
        let arrived = environment.get(name).map(|bytes| String::from_utf8_lossy(bytes));
        let shown = |text: &str| text.chars().take(80).collect::<String>();
        ensure!(
            arrived.as_deref() == Some(value),
            "{name} is {:?}, not {:?}",
            arrived.as_deref().map(shown),
            shown(value)
        );
    }
    Ok(())
}
