# say WORDS...: with the time.
say() {
  echo "$(date +%T) $*"
}
