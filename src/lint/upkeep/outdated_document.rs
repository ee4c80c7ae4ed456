//! A document that tells of pipelines which are gone.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A document that tells of pipelines which are gone.
pub static RULE: Rule = Rule {
    code: "U602",
    name: "outdated-document",
    about: Subjects::Upkeep,
    severity: Severity::Note,
    summary: "a document in the repository tells of pipelines that this description has replaced",
    why: "A document beside the code is believed, all the more in an incident. One that describes how things were \
        delivered two years ago names files, secrets and commands that are gone.",
    happens: "Somebody new reads `docs/deploy.md` and looks for `SERVER_HOST`, sets it, starts a process by hand as it \
        says there, and now two of them answer on one port.",
    mend: "Delete the document, or let it point at this description; then take it off `stale-documents`. What holds \
        is printed by `show catalogue`, and cannot go stale.",
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
                format!("`{document}` tells of pipelines that are gone"),
                &place,
                "whoever reads it is misled",
                format!("delete `{document}` from {}, then take it off `stale-documents`", described.repository.name),
            )
            .in_rust(format!(
                "delete `{document}` from {}, then take it off `stale_documents`",
                described.repository.name
            ));
            found.push(described.found(finding));
        }
    }
    found
}
