set -Eeuo pipefail

if [[ -z $REGISTRY_TOKEN ]]; then
  echo "::error::The token for $REGISTRY is missing; set its secret" >&2
  exit 1
fi

# The token is sent as a file that only its owner can read: ssh-action's variables are visible in the server's process
# list while the script runs.
umask 077
mkdir -p delivery
printf '%s' "$REGISTRY_TOKEN" >delivery/registry-token
echo "Wrote the token of $REGISTRY_USERNAME for $REGISTRY"
