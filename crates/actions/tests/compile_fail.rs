//! Expressions that are wrong do not compile, and the compiler's words say why: a case a file in `compile_fail/`, with its
//! message beside it.

#[test]
fn wrong_expressions_do_not_compile() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let cases = std::fs::read_dir(folder).unwrap().filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
    });
    assert!(cases.count() >= 30);
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
