# shellcheck shell=bash
# == The colors, and the files in DIRECTORY that are kept between runs: .current_env, the live color; .rollout, the journal;
# .attempt, the name of the last deploy; .images, what deploys have pulled. nginx and the running containers decide; the
# files are repaired from them.

port_of() {
  if [[ $1 == blue ]]; then echo "$BLUE_PORT"; else echo "$GREEN_PORT"; fi
}

other_than() {
  if [[ $1 == blue ]]; then echo green; else echo blue; fi
}

# read_line FILE: its first line; empty if there is none.
read_line() {
  local line=''
  if [[ -f $1 && -r $1 ]]; then
    IFS= read -r line <"$1" || :
  fi
  printf '%s' "$line"
}

# recorded_color: the color in .current_env; empty unless it is exactly blue or green.
recorded_color() {
  local color
  color=$(read_line "$DIRECTORY/.current_env")
  if [[ $color == blue || $color == green ]]; then
    echo "$color"
  fi
}

# move_aside FILE: renames a directory that has the name of one of our files.
move_aside() {
  if [[ -d $1 && ! -L $1 ]]; then
    if mv -T -- "$1" "$1.aside.$RUN"; then
      warn "$1 was a directory; it is now $1.aside.$RUN"
    else
      warn "$1 is a directory and cannot be renamed"
    fi
  fi
}

# prepare_file NAME TEXT, then put_file NAME: the new content is on disk before it replaces the old one. A full disk or a
# crash leaves the old content.
prepare_file() {
  local new=$DIRECTORY/$1.new
  printf '%s\n' "$2" >"$new" && sync -- "$new"
}

put_file() {
  mv -f -T -- "$DIRECTORY/$1.new" "$DIRECTORY/$1" && sync -- "$DIRECTORY"
}

write_file() {
  prepare_file "$1" "$2" && put_file "$1"
}
