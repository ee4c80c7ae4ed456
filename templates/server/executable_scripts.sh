set -Eeuo pipefail

cd "$DIRECTORY"
for script in deploy.sh rollback.sh health-check.sh; do
  if [[ ! -f $script ]]; then
    echo "::error::There is no $DIRECTORY/$script; copy the generated one to this server" >&2
    exit 1
  fi
done
chmod +x deploy.sh rollback.sh health-check.sh
ls -l deploy.sh rollback.sh health-check.sh
