//! AWS Secrets Manager's stand-in, moto, on the machine of the registry.

use anyhow::{Result, bail};
use serde_json::json;
use std::time::Duration;

use super::http::exchange;
use super::{Stage, deadline};

impl Stage {
    /// Where `AWS_ENDPOINT_URL` has to point.
    pub fn aws_endpoint(&self) -> String {
        format!("http://{}:5000", self.registry.address)
    }

    /// Stores a secret, new or not.
    pub fn put_secret(&self, id: &str, value: &str) -> Result<()> {
        if let Ok(serde_json::Value::Object(values)) = serde_json::from_str(value) {
            values.values().filter_map(|value| value.as_str()).for_each(|value| self.secrets.add(value));
        }
        let (status, _) = self.ask_secrets_manager("CreateSecret", &json!({ "Name": id, "SecretString": value }))?;
        if status != 200 {
            let (status, answer) =
                self.ask_secrets_manager("PutSecretValue", &json!({ "SecretId": id, "SecretString": value }))?;
            if status != 200 {
                bail!("Secrets Manager did not take {id}: {status} {answer}");
            }
        }
        Ok(())
    }

    /// Removes a secret at once.
    pub fn remove_secret(&self, id: &str) -> Result<()> {
        self.ask_secrets_manager("DeleteSecret", &json!({ "SecretId": id, "ForceDeleteWithoutRecovery": true }))?;
        Ok(())
    }

    fn ask_secrets_manager(&self, action: &str, body: &serde_json::Value) -> Result<(u16, String)> {
        let head = format!(
            "X-Amz-Target: secretsmanager.{action}\r\nContent-Type: application/x-amz-json-1.1\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=stage/20260101/ap-south-1/secretsmanager/aws4_request, \
             SignedHeaders=host, Signature=none\r\n"
        );
        let address = (self.registry.address, 5000).into();
        // A busy moto drops a connection now and then; AWS's own clients ask again, too.
        let ask = || exchange(address, "POST", "secretsmanager", "/", &head, body.to_string().as_bytes());
        let answer = deadline::until("Secrets Manager answers", Duration::from_mins(1), || Ok(ask().ok()))?;
        Ok((answer.status, answer.text()))
    }
}
