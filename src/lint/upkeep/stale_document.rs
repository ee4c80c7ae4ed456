//! U602: a document in the repository describes pipelines that this description has replaced.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "U602",
    name: "stale-document",
    about: Subjects::Upkeep,
    severity: Severity::Note,
    summary: "a document in the repository describes pipelines that this description has replaced",
    why: "People trust a document next to the code, especially during an incident. One that describes how things \
        were deployed two years ago names files, secrets and commands that no longer exist.",
    happens: "A new colleague reads `docs/deploy.md`, looks for `SERVER_HOST`, sets it, and starts a process by \
        hand as described. Now two processes answer on one port.",
    fix: "Delete the document, or let it refer to this description; then remove it from `stale-documents`. \
        `show catalogue` prints what is true now, and cannot become stale.",
    source: "https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes",
    example: Example::Description {
        base: Base::Build,
        good: "  - name: shop
",
        bad: "  - name: shop
    stale-documents: [docs/deploy.md]
",
    },
    gotcha: Some(1),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for described in &subject.repositories {
        for (index, document) in described.repository.stale_documents.iter().enumerate() {
            let place = described.place.key("stale-documents").index(index).written_at(document.written_at());
            let finding = Diagnostic::new(
                format!("`{document}` describes pipelines that no longer exist"),
                &place,
                "it misleads its readers",
                format!(
                    "delete `{document}` from {}, then remove it from `stale-documents`",
                    described.repository.name
                ),
            )
            .in_rust(format!(
                "delete `{document}` from {}, then remove it from `stale_documents`",
                described.repository.name
            ));
            found.push(described.found(finding));
        }
    }
    found
}
