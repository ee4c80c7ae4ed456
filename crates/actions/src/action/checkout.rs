//! Checking out a repository.

use super::action;

action! {
    /// Checks out a repository.
    ///
    /// Source: <https://github.com/actions/checkout>
    Checkout = "actions/checkout" "v4"
    required {}
    optional {
        text repository = "repository",
        text reference = "ref",
        text token = "token",
        text ssh_key = "ssh-key",
        text ssh_known_hosts = "ssh-known-hosts",
        flag ssh_strict = "ssh-strict",
        text ssh_user = "ssh-user",
        flag persist_credentials = "persist-credentials",
        lines path = "path",
        flag clean = "clean",
        text filter = "filter",
        lines sparse_checkout = "sparse-checkout",
        flag sparse_checkout_cone_mode = "sparse-checkout-cone-mode",
        number fetch_depth = "fetch-depth",
        flag fetch_tags = "fetch-tags",
        flag show_progress = "show-progress",
        flag lfs = "lfs",
        text submodules = "submodules",
        flag set_safe_directory = "set-safe-directory",
        text github_server_url = "github-server-url",
        flag allow_unsafe_pr_checkout = "allow-unsafe-pr-checkout",
    }
    outputs CheckoutOutputs { commit = "commit", reference = "ref" }
}
