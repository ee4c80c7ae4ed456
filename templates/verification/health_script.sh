health_script() {
  (cd -- "$DIRECTORY" && ./health-check.sh)
}
