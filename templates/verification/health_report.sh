# An unhealthy application does not stop the deployment, because the deployment may fix it. Only a check that could not run does.
health_report() {
  local status=0
  (cd -- "$DIRECTORY" && ./health-check.sh) || status=$?
  echo "health-check.sh exited with status $status"
  ((status <= 1))
}
