#!/bin/bash
# Stands before a command that deploy.sh or rollback.sh runs: writes down that it was run, and ends the script before or
# after it, when it is the one that /sweep/point names.
name=${0##*/}
# What differs from run to run is left out: names in hexadecimal, numbers, colors, builds.
line="$name ${*//$'\n'/ }"
shopt -s extglob
hexadecimal='[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*([0-9a-f])'
line=${line//$hexadecimal/}
line=${line//[0-9]/}
line=${line//green/blue}
for build in one two three; do
  line=${line/%":$build"/:}
done
printf '%s\n' "$line" >>/sweep/trace
real=
for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
  if [[ -x $folder/$name ]]; then
    real=$folder/$name
    break
  fi
done
# A command, the how manieth of those that look like it, before or after it, and the signal.
{
  IFS= read -r wanted
  read -r nth when signal
} </sweep/point

strike() {
  : >/sweep/struck
  kill "-$signal" "$(</sweep/pid)"
}

nth_of_its_kind() {
  local before count=0
  while IFS= read -r before; do
    if [[ $before == "$line" ]]; then
      count=$((count + 1))
    fi
  done </sweep/trace
  ((count == nth))
}

if [[ $line != "$wanted" ]] || ! nth_of_its_kind; then
  exec "$real" "$@"
elif [[ $when == before ]]; then
  strike
  # A signal that can be handled does not keep the command from running.
  if [[ $signal == KILL ]]; then
    exit 137
  fi
  exec "$real" "$@"
fi
"$real" "$@"
status=$?
strike
exit "$status"
