nginx_port() {
  local port passed
  port=$(live_port) || return 1
  passed=$(sed -nE 's#^[[:space:]]*proxy_pass[[:space:]]+http://(127\.0\.0\.1|localhost):([0-9]+).*#\2#p' "$NGINX_FILE" | sort -u)
  echo "nginx passes requests to port ${passed//$'\n'/, }; the live container has $port"
  [[ $passed == "$port" ]]
}
