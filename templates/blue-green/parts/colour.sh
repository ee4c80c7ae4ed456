# shellcheck shell=bash
# The two colours. .current_env records which one serves. nginx's configuration and the running
# containers are the truth, the file is repaired from them.

port_of() {
  if [[ $1 == blue ]]; then echo "$BLUE_PORT"; else echo "$GREEN_PORT"; fi
}

# read_line FILE: its first line, nothing when there is none.
read_line() {
  local line=''
  if [[ -r $1 ]]; then
    IFS= read -r line <"$1" || :
  fi
  printf '%s' "$line"
}

# recorded_colour: what .current_env says; nothing unless it is exactly blue or green.
recorded_colour() {
  local colour
  colour=$(read_line "$DIRECTORY/.current_env")
  if [[ $colour == blue || $colour == green ]]; then
    echo "$colour"
  fi
}
