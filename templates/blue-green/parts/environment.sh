# shellcheck shell=bash
# == The new container and its environment, byte for byte as in ENV_FILE: one KEY=value a line, nothing is unquoted or
# expanded. `docker run --env-file` refuses lines over 64 KiB and drops a carriage return at the end of a line. Such values
# are passed in the docker client's environment, never in its arguments, which every user of the host can read.

ENVIRONMENT_OPTIONS=()

read_environment() {
  local LC_ALL=C file=$DIRECTORY/$ENV_FILE plain=$DIRECTORY/.environment.plain line key
  if [[ -z $ENV_FILE ]]; then
    return 0
  fi
  if [[ ! -f $file || ! -r $file ]]; then
    fail "the environment file $file is missing or not readable"
  fi
  if ! chmod go= -- "$file"; then
    warn "could not restrict $file to its owner"
  fi
  : >"$plain" || fail "cannot write $plain"
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^[[:space:]]*(#|$) ]]; then
      continue
    elif ((${#line} < 60000)) && [[ $line != *$'\r' ]]; then
      printf '%s\n' "$line" >>"$plain" || fail "cannot write $plain"
      continue
    fi
    key=${line%%=*}
    if [[ ! $key =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]]; then
      fail "$file has a long line (or one that ends in a carriage return) whose key is not a valid variable name; shorten it"
    elif [[ $key =~ ^(PATH|HOME|IFS|TMPDIR|DOCKER_.*|BUILDX_.*|LD_.*|BASH.*|SSL_CERT_.*|GODEBUG|XDG_.*|.*_PROXY|.*_proxy)$ ]]; then
      fail "the value of $key in $file is too long (or ends in a carriage return): it would have to be passed in the environment of the docker client, which reads $key itself"
    elif ((${#line} > 131071)); then
      fail "the value of $key in $file is longer than 128 KiB, the limit for an environment variable"
    fi
    ENVIRONMENT_LINES+=("$line")
    ENVIRONMENT_OPTIONS+=(--env "$key")
  done <"$file"
  ENVIRONMENT_OPTIONS+=(--env-file "$plain")
}

# run_container COLOR IMAGE: leaves the ID of the new container in OUTPUT.
run_container() {
  local options=()
  if [[ -n $NETWORK ]]; then
    options=(--network "$NETWORK")
  fi
  engine run --detach --pull never --name "$APP-$1" \
    --label "pipewright.app=$APP" --label "pipewright.run=$JOURNAL_RUN" --label "pipewright.image=$2" \
    --restart unless-stopped --publish "127.0.0.1:$(port_of "$1"):$CONTAINER_PORT" \
    "${options[@]}" "${ENVIRONMENT_OPTIONS[@]}" "${RUN_OPTIONS[@]}" "$IMAGE_ID"
}
