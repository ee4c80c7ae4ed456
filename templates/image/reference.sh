# The build and the deployment compute the image's tag with the same code.
#[% if branch %]#

# A branch name as part of a tag, as docker/metadata-action does it: `-` replaces each run of characters that a tag cannot contain.
branch_as_tag() {
  local tag
  tag=$(printf '%s' "$1" | LC_ALL=C sed -E 's/[^A-Za-z0-9_.-]+/-/g')
  if [[ ! $tag =~ ^[A-Za-z0-9_].{0,119}$ ]]; then
    echo "::error::The branch name '$1' cannot be an image tag: a tag begins with a letter or digit and has at most 128 characters" >&2
    return 1
  fi
  printf '%s' "$tag"
}
#[% endif %]#
#[% if short_sha %]#

# Always the first 7 characters: git's own short form may be longer.
short_sha() {
  printf '%s' "${1:0:7}"
}
#[% endif %]#
