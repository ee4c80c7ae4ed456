set -Eeuo pipefail

if [[ -z $REGISTRY_TOKEN ]]; then
  echo "::error::There is no token for $REGISTRY; set the secret that holds it" >&2
  exit 1
fi

# The token travels as a file that its owner alone can read: an exported variable would stand in the server's
# process list for as long as the script runs.
umask 077
mkdir -p delivery
printf '%s' "$REGISTRY_TOKEN" >delivery/registry-token
echo "Wrote the token of $REGISTRY_USERNAME for $REGISTRY"
