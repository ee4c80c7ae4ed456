set -Eeuo pipefail

#[% include "env_file/lines.sh" %]#

# Tells GitHub to mask each line of the input in this run's log. GitHub masks a text inside other words, too. So texts with
# fewer than six characters, and a few words that occur in every log, are not masked.
mask() {
  local line
  while read -r line || [[ -n $line ]]; do
    case $line in
      development | localhost | production) ;;
      ??????*) printf '::add-mask::%s\n' "${line//'%'/%25}" ;;
    esac
  done < <(tr '\r' '\n')
}

# Only the owner can read the file, and its content is never printed.
umask 077
mkdir -p delivery

echo "Fetching $SECRET_ID from AWS Secrets Manager"
secret=$(aws secretsmanager get-secret-value --secret-id "$SECRET_ID" --query SecretString --output text)

# GitHub does not know what was fetched, and a container may print it. Masked are the whole text, each value, each string in
# a list or an object, and the password inside a URL.
mask <<<"$secret"
{
  jq -r '
    .. | strings, numbers, ((arrays, objects) | tostring)
    | tostring, (strings | capture("://[^/?#@:]*:(?<password>[^/?#@]+)@").password)' 2>/dev/null <<<"$secret" || true
} | mask

# Only an object with keys is accepted: anything else would deploy an empty environment file without an error.
if ! jq -e 'type=="object"' >/dev/null 2>&1 <<<"$secret"; then
  echo "::error::The secret $SECRET_ID is not a JSON object; nothing was deployed" >&2
  exit 1
fi
if ! jq -e 'length > 0' >/dev/null <<<"$secret"; then
  echo "::error::The secret $SECRET_ID has no keys; nothing was deployed" >&2
  exit 1
fi
# `jq --exit-status` judges the last value only. An earlier value would be dropped, or printed in an error message.
if ! jq -e --slurp 'length == 1' >/dev/null <<<"$secret"; then
  echo "::error::The secret $SECRET_ID contains more than one JSON value; nothing was deployed" >&2
  exit 1
fi

# Later steps do not need the credentials.
printf '%s=\n' AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN >>"$GITHUB_ENV"

object_to_lines >"delivery/$ENV_FILE" <<<"$secret"
#[% if reader == "compose" %]#
# In a line for compose each `$` has a `\` before it. Other forms of a value (base64, JSON, URLs) are masked by GitHub itself.
sed -n '/\\[$]/ { s/^[^=]*="//; s/"$//; p; }' "delivery/$ENV_FILE" | mask
#[% endif %]#
echo "Wrote $(jq length <<<"$secret") values to $ENV_FILE"
