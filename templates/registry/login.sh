set -Eeuo pipefail

# The token file is deleted whatever happens next.
trap 'rm -f -- "$TOKEN_FILE"' EXIT

echo "Logging in to $REGISTRY as $REGISTRY_USERNAME"
docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin <"$TOKEN_FILE"
