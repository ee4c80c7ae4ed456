nginx_active() {
  if command -v systemctl >/dev/null; then
    systemctl is-active nginx
  else
    pgrep -x nginx >/dev/null
  fi
}
