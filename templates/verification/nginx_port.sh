# passes PORT: how many proxy_pass lines in nginx's file go to that port of this server; comments are not counted.
passes() {
  sed 's/#.*//' "$NGINX_FILE" | grep -cE "proxy_pass[[:space:]]+[\"']?https?://(127\.0\.0\.1|localhost):$1([^0-9]|\$)" || :
}

nginx_port() {
  local port other=$BLUE_PORT named others
  port=$(live_port) || return 1
  if [[ $port == "$BLUE_PORT" ]]; then
    other=$GREEN_PORT
  fi
  named=$(passes "$port")
  others=$(passes "$other")
  echo "proxy_pass lines in $NGINX_FILE: $named to port $port of the live container, $others to port $other"
  ((named > 0 && others == 0))
}
