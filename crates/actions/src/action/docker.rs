//! Building and pushing container images.

use super::action;

action! {
    /// Starts the builder that knows layer caches and other platforms.
    ///
    /// Source: <https://github.com/docker/setup-buildx-action>
    SetupBuildx = "docker/setup-buildx-action" "v3"
    required {}
    optional {
        text version = "version",
        text driver = "driver",
        lines driver_opts = "driver-opts",
        text buildkitd_flags = "buildkitd-flags",
        text buildkitd_config = "buildkitd-config",
        text buildkitd_config_inline = "buildkitd-config-inline",
        flag use_builder = "use",
        text name = "name",
        text endpoint = "endpoint",
        lines platforms = "platforms",
        text append = "append",
        flag keep_state = "keep-state",
        flag cache_binary = "cache-binary",
        flag cleanup = "cleanup",
    }
    outputs SetupBuildxOutputs { driver = "driver", endpoint = "endpoint", flags = "flags", name = "name", nodes = "nodes", platforms = "platforms", status = "status" }
}

action! {
    /// Lets the runner run programs of other processors, so that images of theirs can be built on it.
    ///
    /// Source: <https://github.com/docker/setup-qemu-action>
    SetupQemu = "docker/setup-qemu-action" "v3"
    required {}
    optional {
        text image = "image",
        text platforms = "platforms",
        flag cache_image = "cache-image",
    }
    outputs SetupQemuOutputs { platforms = "platforms" }
}

action! {
    /// Logs in to a registry, and out again at the end of the job.
    ///
    /// Source: <https://github.com/docker/login-action>
    Login = "docker/login-action" "v3"
    required { registry = "registry", username = "username", password = "password" }
    optional {
        flag ecr = "ecr",
        text scope = "scope",
        flag logout = "logout",
        text registry_auth = "registry-auth",
    }
    outputs LoginOutputs {}
}

action! {
    /// Computes tags and labels of an image from the run.
    ///
    /// Source: <https://github.com/docker/metadata-action>
    Metadata = "docker/metadata-action" "v5"
    required { images = "images" }
    optional {
        text context = "context",
        lines tags = "tags",
        lines flavor = "flavor",
        lines labels = "labels",
        lines annotations = "annotations",
        text sep_tags = "sep-tags",
        text sep_labels = "sep-labels",
        text sep_annotations = "sep-annotations",
        text bake_target = "bake-target",
        text github_token = "github-token",
    }
    outputs MetadataOutputs { annotations = "annotations", bake_file = "bake-file", bake_file_annotations = "bake-file-annotations", bake_file_labels = "bake-file-labels", bake_file_tags = "bake-file-tags", json = "json", labels = "labels", tag_names = "tag-names", tags = "tags", version = "version" }
}

action! {
    /// Builds an image, and pushes it where asked to.
    ///
    /// Source: <https://github.com/docker/build-push-action>
    BuildPush = "docker/build-push-action" "v5"
    required {}
    optional {
        lines add_hosts = "add-hosts",
        lines allow = "allow",
        lines annotations = "annotations",
        lines attests = "attests",
        lines build_args = "build-args",
        lines build_contexts = "build-contexts",
        text builder = "builder",
        lines cache_from = "cache-from",
        lines cache_to = "cache-to",
        text cgroup_parent = "cgroup-parent",
        text context = "context",
        text file = "file",
        lines labels = "labels",
        flag load = "load",
        text network = "network",
        flag no_cache = "no-cache",
        lines no_cache_filters = "no-cache-filters",
        lines outputs = "outputs",
        lines platforms = "platforms",
        text provenance = "provenance",
        flag pull = "pull",
        flag push = "push",
        text sbom = "sbom",
        lines secrets = "secrets",
        lines secret_envs = "secret-envs",
        lines secret_files = "secret-files",
        text shm_size = "shm-size",
        lines ssh = "ssh",
        lines tags = "tags",
        text target = "target",
        lines ulimit = "ulimit",
        text github_token = "github-token",
    }
    outputs BuildPushOutputs { digest = "digest", imageid = "imageid", metadata = "metadata" }
}
