# shellcheck shell=bash
# What is remembered between runs, in small files of DIRECTORY: .current_env, the colour that serves, and .rollout, the
# journal: how far the last run came, so that the next one finishes or undoes it.

other_than() {
  if [[ $1 == blue ]]; then echo green; else echo blue; fi
}

# prepare_file NAME TEXT, then put_file NAME: the new content is on disk before it takes the old one's place; a full
# disk or a crash leaves the old one whole.
prepare_file() {
  local new=$DIRECTORY/$1.new
  printf '%s\n' "$2" >"$new" || return 1
  sync -- "$new" || return 1
}

put_file() {
  mv -f -T -- "$DIRECTORY/$1.new" "$DIRECTORY/$1" || return 1
  sync -- "$DIRECTORY" || return 1
}

write_file() {
  prepare_file "$1" "$2" && put_file "$1"
}
