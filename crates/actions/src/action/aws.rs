//! Access to AWS.

use super::action;

action! {
    /// Gives the steps that follow access to AWS, through the environment.
    ///
    /// Source: <https://github.com/aws-actions/configure-aws-credentials>
    ConfigureAwsCredentials = "aws-actions/configure-aws-credentials" "v4"
    required { aws_region = "aws-region" }
    optional {
        text role_to_assume = "role-to-assume",
        text aws_access_key_id = "aws-access-key-id",
        text aws_secret_access_key = "aws-secret-access-key",
        text aws_session_token = "aws-session-token",
        text web_identity_token_file = "web-identity-token-file",
        flag role_chaining = "role-chaining",
        text audience = "audience",
        text http_proxy = "http-proxy",
        flag mask_aws_account_id = "mask-aws-account-id",
        number role_duration_seconds = "role-duration-seconds",
        text role_external_id = "role-external-id",
        text role_session_name = "role-session-name",
        flag role_skip_session_tagging = "role-skip-session-tagging",
        text inline_session_policy = "inline-session-policy",
        lines managed_session_policies = "managed-session-policies",
        flag output_credentials = "output-credentials",
        flag output_env_credentials = "output-env-credentials",
        flag unset_current_credentials = "unset-current-credentials",
        flag disable_retry = "disable-retry",
        number retry_max_attempts = "retry-max-attempts",
        flag special_characters_workaround = "special-characters-workaround",
        flag use_existing_credentials = "use-existing-credentials",
    }
    outputs ConfigureAwsCredentialsOutputs { aws_access_key_id = "aws-access-key-id", aws_account_id = "aws-account-id", aws_expiration = "aws-expiration", aws_secret_access_key = "aws-secret-access-key", aws_session_token = "aws-session-token" }
}
