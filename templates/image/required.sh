set -Eeuo pipefail

# GitHub reads a secret that is not set as empty text, and the image would carry that. Here is only whether each has a
# value, never the value.
complete=true
for name in $REQUIRED_SECRETS; do
  if [[ ${!name} != true ]]; then
    echo "::error::$name has no value; set the secret of that name. Nothing was built" >&2
    complete=false
  fi
done
"$complete"
