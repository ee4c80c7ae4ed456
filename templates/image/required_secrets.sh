set -Eeuo pipefail

# GitHub passes a secret that is not set as an empty string, which would end up in the image. This step only sees whether
# each secret has a value, never the value.
complete=true
for name in $REQUIRED_SECRETS; do
  if [[ ${!name} != true ]]; then
    echo "::error::the secret $name has no value; set it and run the workflow again. Nothing was built" >&2
    complete=false
  fi
done
"$complete"
