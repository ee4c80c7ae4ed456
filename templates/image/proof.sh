set -Eeuo pipefail

# Nothing is deployed if the image was never pushed.
printf '%s' "$REGISTRY_TOKEN" | docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin
if ! said=$(docker manifest inspect "$IMAGE_URL" 2>&1 >/dev/null); then
  printf '%s\n' "$said" >&2
  if [[ $said == *'no such manifest'* || $said == *'manifest unknown'* ]]; then
    echo "::error::$REGISTRY has no $IMAGE_URL; run the build of this commit first" >&2
  else
    echo "::error::$REGISTRY did not say whether it has $IMAGE_URL; nothing was touched, try again when it answers, or give $REGISTRY_USERNAME access" >&2
  fi
  exit 1
fi
echo "$IMAGE_URL is there"
