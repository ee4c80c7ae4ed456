set -Eeuo pipefail

cd "$DIRECTORY"

# The compose file finds the image and the login in the environment. The token comes from its file, and the file
# is gone whatever happens next.
trap 'rm -f -- "$TOKEN_FILE"' EXIT
export "$TOKEN_VARIABLE=$(<"$TOKEN_FILE")"

echo "Logging in to $REGISTRY as ${!USERNAME_VARIABLE}"
docker login "$REGISTRY" --username "${!USERNAME_VARIABLE}" --password-stdin <"$TOKEN_FILE"
#[% if network %]#

if ! docker network inspect "$NETWORK" >/dev/null 2>&1; then
  echo "Creating the network $NETWORK"
  docker network create "$NETWORK"
fi
#[% endif %]#

echo "Deploying $IMAGE_TAG in $DIRECTORY"
#[% if order == "stop-first" %]#
docker compose -f "$COMPOSE_FILE" down
docker compose -f "$COMPOSE_FILE" pull
#[% else %]#
docker compose -f "$COMPOSE_FILE" pull
docker compose -f "$COMPOSE_FILE" down
#[% endif %]#
docker compose -f "$COMPOSE_FILE" up -d

echo "Waiting ${SETTLE_SECONDS}s for the containers to start"
sleep "$SETTLE_SECONDS"

docker compose -f "$COMPOSE_FILE" ps
docker compose -f "$COMPOSE_FILE" logs --tail=50

echo "Removing images that no container uses and no tag names"
docker image prune -f
