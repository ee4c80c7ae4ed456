redis_ping() {
  [[ $(docker exec "$1" redis-cli ping) == PONG ]]
}
