# postgres_query CONTAINER USER DATABASE QUERY
postgres_query() {
  docker exec "$1" psql --username "$2" --dbname "$3" --no-align --tuples-only --command "$4"
}
