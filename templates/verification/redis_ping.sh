redis_ping() {
  local answer
  answer=$(docker exec "$1" redis-cli ping) || return 1
  echo "Redis answered: $answer"
  [[ $answer == PONG ]]
}
