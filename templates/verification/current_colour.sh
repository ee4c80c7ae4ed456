current_colour() {
  if [[ ! -e $DIRECTORY/.current_env ]]; then
    echo 'No colour is recorded yet: this is the first deployment'
    return 0
  fi
  echo "Recorded: $(cat -- "$DIRECTORY/.current_env")"
}
