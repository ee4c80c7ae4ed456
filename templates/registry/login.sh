set -Eeuo pipefail

# The token is read once, and the file is gone whatever happens next.
trap 'rm -f -- "$TOKEN_FILE"' EXIT

echo "Logging in to $REGISTRY as $REGISTRY_USERNAME"
docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin <"$TOKEN_FILE"
