postgres_ready() {
  docker exec "$1" pg_isready
}
