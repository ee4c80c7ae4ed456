current_colour() {
  if [[ ! -e $DIRECTORY/.current_env ]]; then
    echo 'No colour is recorded; nothing has been deployed here yet'
    return 0
  fi
  echo "Recorded: $(cat -- "$DIRECTORY/.current_env")"
}
