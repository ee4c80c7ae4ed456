# The same lines name the image in the build and in the deploy, so that both mean the same one.
#[% if branch %]#

# A branch as part of a tag, which takes letters, digits, `_`, `.` and `-`, and does not begin with `.` or `-`.
branch_as_tag() {
  local LC_ALL=C
  local tag=${1//[^A-Za-z0-9_.-]/-}
  if [[ $tag == [.-]* ]]; then
    tag=_${tag:1}
  fi
  printf '%s' "${tag:0:120}"
}
#[% endif %]#
#[% if short_sha %]#

# The first 7 characters, everywhere: git's own short form may have more.
short_sha() {
  printf '%s' "${1:0:7}"
}
#[% endif %]#
