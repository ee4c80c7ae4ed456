#!/bin/bash
# Stands before a command that deploy.sh or rollback.sh runs: writes down that it was run, and ends the script before or
# after it, when it is the one that SWEEP_POINT counts.
name=${0##*/}
printf '%s %s\n' "$name" "${*//$'\n'/ }" >>/sweep/trace
mapfile -t lines </sweep/trace
real=
for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
  if [[ -x $folder/$name ]]; then
    real=$folder/$name
    break
  fi
done

strike() {
  : >/sweep/struck
  kill "-$SWEEP_SIGNAL" "$(</sweep/pid)"
}

if ((${#lines[@]} != SWEEP_POINT)); then
  exec "$real" "$@"
elif [[ $SWEEP_WHEN == before ]]; then
  strike
  # A signal that can be handled does not keep the command from running.
  if [[ $SWEEP_SIGNAL == KILL ]]; then
    exit 137
  fi
  exec "$real" "$@"
fi
"$real" "$@"
status=$?
strike
exit "$status"
