live_answer() {
  local path=$1 expected=$2 port answer
  port=$(live_port) || return 1
  answer=$(curl -fsS --max-time 10 "http://127.0.0.1:$port$path") || return 1
  echo "http://127.0.0.1:$port$path answered"
  # Spaces in JSON have no meaning.
  [[ ${answer//[[:space:]]/} == *"$expected"* ]]
}
