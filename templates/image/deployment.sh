set -Eeuo pipefail

#[% if branch or short_sha %]#
#[% include "image/reference.sh" %]#

#[% endif %]#
#[% if dispatch == "fixed" %]#
if [[ $GITHUB_EVENT_NAME == workflow_dispatch && $GITHUB_REF != "refs/heads/$BRANCH" ]]; then
  echo "::error::This workflow deploys $BRANCH only, not $GITHUB_REF: run it again and select $BRANCH" >&2
  exit 1
fi

#[% elif dispatch == "chosen" %]#
if [[ $GITHUB_EVENT_NAME == workflow_dispatch && $GITHUB_REF != refs/heads/* ]]; then
  echo "::error::This workflow deploys branches only, not $GITHUB_REF: run it again and select a branch" >&2
  exit 1
fi

#[% endif %]#
#[% if branch %]#
branch_tag=$(branch_as_tag "$BRANCH")
#[% endif %]#
commit=$(git rev-parse HEAD) # of the checkout, so that files, image and summary agree
#[% if tag == "branch" %]#
image_tag=$branch_tag
#[% elif tag == "branch-and-short-sha" %]#
image_tag=$branch_tag-$(short_sha "$commit")
#[% elif tag == "named" %]#
image_tag=$NAMED_TAG
#[% elif tag == "named-and-short-sha" %]#
image_tag=$NAMED_TAG-$(short_sha "$commit")
#[% elif tag == "latest-on" %]#
image_tag=latest
#[% endif %]#
image_url=$REGISTRY/${REPOSITORY,,}:$image_tag # registries accept lowercase names only

echo "Branch: $BRANCH"
echo "Commit: $commit"
echo "Image:  $image_url"
{
  echo "branch=$BRANCH"
  echo "commit=$commit"
  echo "repository=${REPOSITORY,,}"
  echo "image-tag=$image_tag"
  echo "image-url=$image_url"
} >>"$GITHUB_OUTPUT"
