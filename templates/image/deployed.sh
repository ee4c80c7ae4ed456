set -Eeuo pipefail

#[% if branch or short_sha %]#
#[% include "image/reference.sh" %]#

#[% endif %]#
#[% if tag == "branch" %]#
image_tag=$(branch_as_tag "$BRANCH")
#[% elif tag == "branch-and-short-sha" %]#
image_tag=$(branch_as_tag "$BRANCH")-$(short_sha "$COMMIT")
#[% elif tag == "named" %]#
image_tag=$NAMED_TAG
#[% elif tag == "named-and-short-sha" %]#
image_tag=$NAMED_TAG-$(short_sha "$COMMIT")
#[% elif tag == "latest-on" %]#
image_tag=latest
#[% endif %]#
image_url=$REGISTRY/${REPOSITORY,,}:$image_tag # the registry takes no capitals

echo "Branch: $BRANCH"
echo "Commit: $COMMIT"
echo "Image:  $image_url"
{
  echo "branch=$BRANCH"
  echo "repository=${REPOSITORY,,}"
  echo "image-tag=$image_tag"
  echo "image-url=$image_url"
} >>"$GITHUB_OUTPUT"
