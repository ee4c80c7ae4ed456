//! Completions and manual pages.

use super::project::TestProject;

#[test]
fn bash_completes_commands_and_options() {
    let project = TestProject::empty();
    let completed = |words: &str| {
        let line = format!(
            "eval \"$($pipewright completions bash)\"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _pipewright pipewright \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        project.bash(&line).stdout
    };
    assert_eq!(completed("pipewright gen"), "generate\n");
    assert_eq!(completed("pipewright generate --dry"), "--dry-run\n");
    assert_eq!(completed("pipewright check --format j"), "json\n");
}

#[test]
fn every_shell_has_completions() {
    let project = TestProject::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = project.run(&format!("completions {shell}"));
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{shell}");
        assert!(ran.stdout.contains("install-hook"), "{shell}");
    }
    assert_eq!(project.run("completions tcsh").status, 2);
    assert!(project.files().is_empty());
}

#[test]
fn every_command_has_a_page_and_pages_do_not_change_from_run_to_run() {
    let project = TestProject::empty();
    let ran = project.run("man --out pages/man1");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "written to pages/man1\n"));
    let pages = project.files();
    for command in ["", "-check", "-completions", "-generate", "-install-hook", "-man", "-show", "-show-catalogue"] {
        let page = &pages[&format!("pages/man1/pipewright{command}.1")];
        assert!(String::from_utf8_lossy(page).contains(".TH pipewright"), "{command}");
    }
    // The commit that a binary was built from is no part of its manual.
    let version = format!(".SH VERSION\nv{}\n", env!("CARGO_PKG_VERSION"));
    assert!(project.read("pages/man1/pipewright.1").ends_with(&version));
    assert_eq!(project.run("man --out pages/man1").status, 0);
    assert_eq!(project.files(), pages);
    assert_eq!(project.run("man --out /proc/pages").status, 2);
}
