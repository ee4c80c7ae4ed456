set -Eeuo pipefail

cd "$DIRECTORY"
for script in deploy.sh rollback.sh health-check.sh; do
  if [[ ! -f $script ]]; then
    echo "::error::$DIRECTORY/$script is missing; copy the generated script to this server" >&2
    exit 1
  fi
done
chmod +x deploy.sh rollback.sh health-check.sh
ls -l deploy.sh rollback.sh health-check.sh
