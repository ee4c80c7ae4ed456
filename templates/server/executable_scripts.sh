set -Eeuo pipefail

cd "$DIRECTORY"
chmod +x deploy.sh rollback.sh health-check.sh
ls -l deploy.sh rollback.sh health-check.sh
