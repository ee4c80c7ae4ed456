#!/usr/bin/env bash
set -Eeuo pipefail

image=$1
if [[ -z $image ]]; then
  echo "Usage: deploy.sh IMAGE" >&2
  exit 2
fi
docker pull "$image"
