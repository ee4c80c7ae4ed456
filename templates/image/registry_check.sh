set -Eeuo pipefail

# Nothing is deployed if the image was never pushed.
printf '%s' "$REGISTRY_TOKEN" | docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin
if ! said=$(docker manifest inspect "$IMAGE_URL" 2>&1 >/dev/null); then
  printf '%s\n' "$said" >&2
  if [[ $said == *'no such manifest'* || $said == *'manifest unknown'* ]]; then
    echo "::error::the image $IMAGE_URL is not in the registry; run the build of this commit first" >&2
  else
    echo "::error::could not check whether $IMAGE_URL is in the registry; nothing was deployed. Try again later, or give $REGISTRY_USERNAME access to it" >&2
  fi
  exit 1
fi
echo "$IMAGE_URL is in the registry"
