# The same lines name the image in the build and in the deploy, so that both mean the same one.
#[% if branch %]#

# A branch as part of a tag, as docker/metadata-action makes it: `-` for each run of what a tag does not take.
branch_as_tag() {
  local tag
  tag=$(printf '%s' "$1" | LC_ALL=C sed -E 's/[^A-Za-z0-9_.-]+/-/g')
  if [[ ! $tag =~ ^[A-Za-z0-9_].{0,119}$ ]]; then
    echo "::error::The branch '$1' cannot name an image: a tag begins with a letter or digit and has at most 128 signs" >&2
    return 1
  fi
  printf '%s' "$tag"
}
#[% endif %]#
#[% if short_sha %]#

# The first 7 characters, everywhere: git's own short form may have more.
short_sha() {
  printf '%s' "${1:0:7}"
}
#[% endif %]#
