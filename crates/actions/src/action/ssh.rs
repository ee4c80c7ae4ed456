//! Files and commands on another host, over SSH.

use super::action;

action! {
    /// Runs a script on another host, as one command of the login shell.
    ///
    /// Source: <https://github.com/appleboy/ssh-action>
    Ssh = "appleboy/ssh-action" "v1"
    required { host = "host", username = "username", key = "key", script = "script" }
    optional {
        text port = "port",
        text passphrase = "passphrase",
        text password = "password",
        text protocol = "protocol",
        flag sync = "sync",
        flag use_insecure_cipher = "use_insecure_cipher",
        text cipher = "cipher",
        text timeout = "timeout",
        text command_timeout = "command_timeout",
        text key_path = "key_path",
        text fingerprint = "fingerprint",
        text proxy_host = "proxy_host",
        text proxy_port = "proxy_port",
        text proxy_username = "proxy_username",
        text proxy_password = "proxy_password",
        text proxy_protocol = "proxy_protocol",
        text proxy_passphrase = "proxy_passphrase",
        text proxy_timeout = "proxy_timeout",
        text proxy_key = "proxy_key",
        text proxy_key_path = "proxy_key_path",
        text proxy_fingerprint = "proxy_fingerprint",
        text proxy_cipher = "proxy_cipher",
        flag proxy_use_insecure_cipher = "proxy_use_insecure_cipher",
        text script_path = "script_path",
        text envs = "envs",
        text envs_format = "envs_format",
        flag debug = "debug",
        flag allenvs = "allenvs",
        flag request_pty = "request_pty",
        flag curl_insecure = "curl_insecure",
        flag capture_stdout = "capture_stdout",
        text version = "version",
    }
    outputs SshOutputs { stdout = "stdout" }
}

action! {
    /// Copies files to another host, as one archive.
    ///
    /// Source: <https://github.com/appleboy/scp-action>
    Scp = "appleboy/scp-action" "v1"
    required { host = "host", username = "username", key = "key", source = "source", target = "target" }
    optional {
        text port = "port",
        text password = "password",
        text protocol = "protocol",
        text timeout = "timeout",
        text command_timeout = "command_timeout",
        text key_path = "key_path",
        text passphrase = "passphrase",
        text fingerprint = "fingerprint",
        flag use_insecure_cipher = "use_insecure_cipher",
        flag rm = "rm",
        flag debug = "debug",
        number strip_components = "strip_components",
        flag overwrite = "overwrite",
        flag tar_dereference = "tar_dereference",
        text tar_tmp_path = "tar_tmp_path",
        text tar_exec = "tar_exec",
        text proxy_host = "proxy_host",
        text proxy_port = "proxy_port",
        text proxy_username = "proxy_username",
        text proxy_password = "proxy_password",
        text proxy_passphrase = "proxy_passphrase",
        text proxy_timeout = "proxy_timeout",
        text proxy_key = "proxy_key",
        text proxy_key_path = "proxy_key_path",
        text proxy_fingerprint = "proxy_fingerprint",
        flag proxy_use_insecure_cipher = "proxy_use_insecure_cipher",
        flag curl_insecure = "curl_insecure",
        flag capture_stdout = "capture_stdout",
        text version = "version",
    }
    outputs ScpOutputs { stdout = "stdout" }
}
