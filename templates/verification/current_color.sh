current_color() {
  if [[ ! -e $DIRECTORY/.current_env ]]; then
    echo 'No color is recorded: nothing has been deployed here yet'
    return 0
  fi
  echo "Recorded: $(cat -- "$DIRECTORY/.current_env")"
}
