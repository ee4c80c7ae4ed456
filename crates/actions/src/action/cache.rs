//! Caches that outlive a run.

use super::action;

action! {
    /// Restores folders from GitHub's cache, and saves them at the end of the job.
    ///
    /// Source: <https://github.com/actions/cache>
    Cache = "actions/cache" "v4"
    required { path = "path", key = "key" }
    optional {
        lines restore_keys = "restore-keys",
        text upload_chunk_size = "upload-chunk-size",
        flag enable_cross_os_archive = "enableCrossOsArchive",
        flag fail_on_cache_miss = "fail-on-cache-miss",
        flag lookup_only = "lookup-only",
    }
    outputs CacheOutputs { cache_hit = "cache-hit" }
}

action! {
    /// Carries the cache mounts of a Dockerfile into a build and out of it again.
    ///
    /// Source: <https://github.com/reproducible-containers/buildkit-cache-dance>
    BuildkitCacheDance = "reproducible-containers/buildkit-cache-dance" "v3"
    required { cache_map = "cache-map" }
    optional {
        text dockerfile = "dockerfile",
        text scratch_dir = "scratch-dir",
        text skip_extraction = "skip-extraction",
        flag save_always = "save-always",
        text utility_image = "utility-image",
        text builder = "builder",
    }
    outputs BuildkitCacheDanceOutputs {}
}
