# shellcheck shell=bash
# == The colors, and what is remembered between runs in small files of DIRECTORY: .current_env, the color that serves,
# .rollout, the journal, .attempt, the last deploy's name, and .images, what deploys have pulled. nginx and the running
# containers are the truth; the files are repaired from them.

port_of() {
  if [[ $1 == blue ]]; then echo "$BLUE_PORT"; else echo "$GREEN_PORT"; fi
}

other_than() {
  if [[ $1 == blue ]]; then echo green; else echo blue; fi
}

# read_line FILE: its first line; nothing when there is none.
read_line() {
  local line=''
  if [[ -f $1 && -r $1 ]]; then
    IFS= read -r line <"$1" || :
  fi
  printf '%s' "$line"
}

# recorded_color: what .current_env says; nothing unless it is exactly blue or green.
recorded_color() {
  local color
  color=$(read_line "$DIRECTORY/.current_env")
  if [[ $color == blue || $color == green ]]; then
    echo "$color"
  fi
}

# move_aside FILE: a directory that stands where one of our files belongs.
move_aside() {
  if [[ -d $1 && ! -L $1 ]]; then
    if mv -T -- "$1" "$1.aside.$RUN"; then
      warn "$1 was a directory; it is $1.aside.$RUN now"
    else
      warn "$1 is a directory and cannot be moved aside"
    fi
  fi
}

# prepare_file NAME TEXT, then put_file NAME: the new content is on disk before it takes the old one's place; a full
# disk or a crash leaves the old one whole.
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
