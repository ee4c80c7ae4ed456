set -Eeuo pipefail

echo "Deployed $IMAGE_URL to $ENVIRONMENT"
#[% if slack == "on" %]#
jq -n '{text: "Deployed \($ENV.IMAGE_URL) to \($ENV.ENVIRONMENT)"}' |
  curl -fsS --max-time 10 -H 'Content-Type: application/json' --data @- \
    --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK_URL")
#[% elif slack == "commented-out" %]#

# Slack is off. Switching it on in the description adds SLACK_WEBHOOK_URL to this step.
# jq -n '{text: "Deployed \($ENV.IMAGE_URL) to \($ENV.ENVIRONMENT)"}' |
#   curl -fsS --max-time 10 -H 'Content-Type: application/json' --data @- \
#     --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK_URL")
#[% endif %]#
