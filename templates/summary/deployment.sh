set -Eeuo pipefail

{
  echo "### $ENVIRONMENT: $JOB_STATUS"
  echo
  echo "| image | branch | commit |"
  echo "| --- | --- | --- |"
  echo "| \`$IMAGE_URL\` | \`$BRANCH\` | \`$COMMIT\` |"
} | tee -a "$GITHUB_STEP_SUMMARY"
