set -Eeuo pipefail

#[% include "env_file/lines.sh" %]#

# Tells GitHub to hide each line of the input wherever this run prints it; the log does not show the lines that tell it. A
# text is hidden within other words, too: what has fewer than six characters, and a few words that every log holds, stay.
mask() {
  local line
  while read -r line || [[ -n $line ]]; do
    case $line in
      development | localhost | production) ;;
      ??????*) printf '::add-mask::%s\n' "${line//'%'/%25}" ;;
    esac
  done < <(tr '\r' '\n')
}

# What is written here is for its owner alone, and printed nowhere.
umask 077
mkdir -p delivery

echo "Fetching $SECRET_ID from AWS Secrets Manager"
secret=$(aws secretsmanager get-secret-value --secret-id "$SECRET_ID" --query SecretString --output text)

# GitHub does not know what was fetched, and a container may print it. Hidden are the text as it is, each value, each text in
# a list or an object, and the password of a URL alone.
mask <<<"$secret"
{
  jq -r '
    .. | strings, numbers, ((arrays, objects) | tostring)
    | tostring, (strings | capture("://[^/?#@:]*:(?<password>[^/?#@]+)@").password)' 2>/dev/null <<<"$secret" || true
} | mask

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
#[% if reader == "compose" %]#
# A line for compose has a `\` before each `$`. The other forms of a value (base64, JSON, URLs) GitHub hides by itself.
sed -n '/\\[$]/ { s/^[^=]*="//; s/"$//; p; }' "delivery/$ENV_FILE" | mask
#[% endif %]#
echo "Wrote $(jq length <<<"$secret") values to $ENV_FILE"
