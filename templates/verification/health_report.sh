# Bad news is no reason not to deploy, since the deployment may be what mends it; only a script that cannot answer is.
health_report() {
  local status=0
  (cd -- "$DIRECTORY" && ./health-check.sh) || status=$?
  echo "health-check.sh ended with status $status"
  ((status <= 1))
}
