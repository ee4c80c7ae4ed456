set -Eeuo pipefail

# Nothing is touched for an image that no build pushed.
printf '%s' "$REGISTRY_TOKEN" | docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin
if ! docker manifest inspect "$IMAGE_URL" >/dev/null; then
  echo "::error::$REGISTRY has no $IMAGE_URL; run the build of this commit first" >&2
  exit 1
fi
echo "$IMAGE_URL is there"
