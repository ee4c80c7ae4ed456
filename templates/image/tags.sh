set -Eeuo pipefail

#[% if branch or short_sha %]#
#[% include "image/reference.sh" %]#

#[% endif %]#
image=$REGISTRY/${REPOSITORY,,} # registries accept lowercase names only
#[% if branch %]#
branch_tag=$(branch_as_tag "$BRANCH")
#[% endif %]#
#[% if short_sha %]#
sha=$(short_sha "$COMMIT")
#[% endif %]#

tags=()
#[% if branch_alone %]#
tags+=("$branch_tag")
#[% endif %]#
#[% if branch_and_short_sha %]#
tags+=("$branch_tag-$sha") # unique for each commit
#[% endif %]#
#[% if named %]#
for name in $NAMED_TAGS; do
  #[% if branch_alone %]#
  if [[ $name != "$branch_tag" ]]; then # the branch may have the same name
    tags+=("$name")
  fi
  #[% else %]#
  tags+=("$name")
  #[% endif %]#
done
#[% endif %]#
#[% if named_and_short_sha %]#
for name in $NAMES_WITH_SHORT_SHA; do
  tags+=("$name-$sha")
done
#[% endif %]#
#[% if latest %]#
if [[ $BRANCH == "$LATEST_BRANCH" ]]; then
  tags+=(latest)
fi
#[% endif %]#

printf 'Tag: %s\n' "${tags[@]}"
{
  echo "repository=${REPOSITORY,,}"
  #[% if branch_and_short_sha %]#
  echo "image-tag=$branch_tag-$sha"
  #[% else %]#
  echo "image-tag=${tags[0]}"
  #[% endif %]#
  echo 'tags<<END_OF_TAGS'
  printf '%s\n' "${tags[@]/#/$image:}"
  echo END_OF_TAGS
} >>"$GITHUB_OUTPUT"
