# All checks run, so that the log is complete. If one has failed, the step fails at its end.
failed=()
verify() {
  local what=$1
  shift
  echo "--- $what"
  if "$@"; then
    echo "ok: $what"
  else
    echo "::error::failed: $what"
    failed+=("$what")
  fi
}

conclude() {
  if ((${#failed[@]} > 0)); then
    printf 'Failed: %s\n' "${failed[@]}"
    exit 1
  fi
  echo 'All checks passed'
}
