//! The Claude Code assistant.

use super::action;

action! {
    /// Lets Claude answer issues, comments and reviews.
    ///
    /// Source: <https://github.com/anthropics/claude-code-action>
    ClaudeCode = "anthropics/claude-code-action" "v1"
    required {}
    optional {
        text trigger_phrase = "trigger_phrase",
        text assignee_trigger = "assignee_trigger",
        text label_trigger = "label_trigger",
        text base_branch = "base_branch",
        text branch_prefix = "branch_prefix",
        text branch_name_template = "branch_name_template",
        text allowed_bots = "allowed_bots",
        text allowed_non_write_users = "allowed_non_write_users",
        text include_comments_by_actor = "include_comments_by_actor",
        text exclude_comments_by_actor = "exclude_comments_by_actor",
        text prompt = "prompt",
        text settings = "settings",
        text anthropic_api_key = "anthropic_api_key",
        text claude_code_oauth_token = "claude_code_oauth_token",
        text anthropic_federation_rule_id = "anthropic_federation_rule_id",
        text anthropic_organization_id = "anthropic_organization_id",
        text anthropic_service_account_id = "anthropic_service_account_id",
        text anthropic_workspace_id = "anthropic_workspace_id",
        text anthropic_oidc_audience = "anthropic_oidc_audience",
        text github_token = "github_token",
        flag use_bedrock = "use_bedrock",
        flag use_vertex = "use_vertex",
        flag use_foundry = "use_foundry",
        text claude_args = "claude_args",
        text additional_permissions = "additional_permissions",
        flag use_sticky_comment = "use_sticky_comment",
        flag classify_inline_comments = "classify_inline_comments",
        flag use_commit_signing = "use_commit_signing",
        text ssh_signing_key = "ssh_signing_key",
        text bot_id = "bot_id",
        text bot_name = "bot_name",
        flag track_progress = "track_progress",
        flag include_fix_links = "include_fix_links",
        text path_to_claude_code_executable = "path_to_claude_code_executable",
        text path_to_bun_executable = "path_to_bun_executable",
        flag display_report = "display_report",
        flag show_full_output = "show_full_output",
        lines plugins = "plugins",
        lines plugin_marketplaces = "plugin_marketplaces",
    }
    outputs ClaudeCodeOutputs { branch_name = "branch_name", conclusion = "conclusion", execution_file = "execution_file", github_token = "github_token", session_id = "session_id", structured_output = "structured_output" }
}
