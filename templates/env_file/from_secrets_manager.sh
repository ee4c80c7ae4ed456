set -Eeuo pipefail

#[% include "env_file/lines.sh" %]#

# What is written here is for its owner alone, and printed nowhere.
umask 077
mkdir -p delivery

echo "Fetching $SECRET_ID from AWS Secrets Manager"
secret=$(aws secretsmanager get-secret-value --secret-id "$SECRET_ID" --query SecretString --output text)

# An empty environment file would be deployed in silence; anything but an object with keys stops here.
if ! jq -e 'type=="object"' >/dev/null 2>&1 <<<"$secret"; then
  echo "::error::The secret $SECRET_ID is not a JSON object; nothing was deployed" >&2
  exit 1
fi
if ! jq -e 'length > 0' >/dev/null <<<"$secret"; then
  echo "::error::The secret $SECRET_ID holds no keys; nothing was deployed" >&2
  exit 1
fi
# jq answers for the last value alone; one that stands before it would be dropped, or shown as part of a complaint.
if ! jq -e --slurp 'length == 1' >/dev/null <<<"$secret"; then
  echo "::error::The secret $SECRET_ID holds more than one JSON value; nothing was deployed" >&2
  exit 1
fi

# The steps that follow have no use for the credentials.
printf '%s=\n' AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN >>"$GITHUB_ENV"

object_to_lines >"delivery/$ENV_FILE" <<<"$secret"
echo "Wrote $(jq length <<<"$secret") values to $ENV_FILE"
