//! The workflows in Rust that raise a rule, and the same ones mended: a folder a rule. Their sources are what its page shows.

/// The example of a rule whose workflows stand in this folder.
macro_rules! written_in_rust {
    ($rule:ident) => {
        $crate::lint::Example::Workflow {
            failing: $crate::lint::examples::written_in_rust!($rule failing "failing"),
            passing: $crate::lint::examples::written_in_rust!($rule passing "passing"),
        }
    };
    ($rule:ident $which:ident $name:literal) => {
        $crate::lint::WrittenInRust {
            file: concat!("src/lint/examples/", stringify!($rule), "/", $name, ".rs"),
            text: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/lint/examples/",
                stringify!($rule),
                "/",
                $name,
                ".rs"
            )),
            workflow: $crate::lint::examples::$rule::$which::workflow,
        }
    };
}

pub(super) use written_in_rust;

pub mod persisted_credentials {
    pub mod failing;
    pub mod passing;
}
pub mod pull_request_without_cancellation {
    pub mod failing;
    pub mod passing;
}
pub mod untrusted_text_in_script {
    pub mod failing;
    pub mod passing;
}
pub mod secret_for_every_step {
    pub mod failing;
    pub mod passing;
}
pub mod unused_permission {
    pub mod failing;
    pub mod passing;
}
pub mod untrusted_ref_with_secrets {
    pub mod failing;
    pub mod passing;
}
pub mod checkout_deeper_than_needed {
    pub mod failing;
    pub mod passing;
}
pub mod cache_never_hits {
    pub mod failing;
    pub mod passing;
}
