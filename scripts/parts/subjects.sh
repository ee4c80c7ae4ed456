# shellcheck shell=bash
# What the checkers check: the files of a tree, found by looking, so that a new one cannot be forgotten. A checker is
# called with the tree's folder and works in it. It says in one line what it checked ("checked: 14 workflows");
# scripts/test takes silence, and this file takes nothing to check, for a failure.

# The tree that this file belongs to, whichever one is checked.
OWN=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

# enter [TREE]: works in that tree from here on; without a name in our own.
enter() {
  cd -- "${1:-$OWN}" || exit 2
}

# checked FILES WHAT: told before the check itself, because the check may end the script.
checked() {
  if (($1 == 0)); then
    echo "there are no $2 to check in $PWD"
    exit 1
  fi
  echo "checked: $1 $2"
}

# found WHAT FOLDER... -- CONDITION...: the files below the folders that there are, as the array FILES.
found() {
  local what=$1 folders=()
  shift
  while [[ $1 != -- ]]; do
    if [[ -e $1 ]]; then
      folders+=("$1")
    fi
    shift
  done
  shift
  FILES=()
  if ((${#folders[@]} > 0)); then
    mapfile -d '' -t FILES < <(find "${folders[@]}" -type f "$@" -print0 | sort -z)
  fi
  checked "${#FILES[@]}" "$what"
}

workflows() {
  found workflows generated .github/workflows -- -path '*.github/workflows/*' '(' -name '*.yml' -o -name '*.yaml' ')'
}

# forget_git: git tells its hooks which repository they serve; whoever works on copies means others.
forget_git() {
  local name
  while IFS= read -r name; do
    unset -v "$name"
  done < <(git rev-parse --local-env-vars)
}

# for_each_repository COMMAND...: runs it with the workflows of FILES as further arguments, those of one repository at a time,
# in a copy in which each folder of generated/ is a repository, as it will be: a tool that looks for the repository of a
# file must not find another's workflows. Fails when one of them failed. The copy goes when the caller ends.
for_each_repository() {
  local copy repository members seen=0 failed=0
  copy=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder is known now
  trap "rm -rf -- '$copy'" EXIT
  cp --parents --target-directory "$copy" -- "${FILES[@]}"
  cd -- "$copy" || exit 2
  forget_git
  while IFS= read -r repository; do
    git init --quiet -- "./$repository"
    members=("$repository".github/workflows/*.y*ml)
    seen=$((seen + ${#members[@]}))
    "$@" "${members[@]}" || failed=1
  done < <(printf '%s\n' "${FILES[@]%.github/workflows/*}" | sort --unique)
  if ((seen != ${#FILES[@]})); then
    echo "only $seen of ${#FILES[@]} workflows were reached"
    failed=1
  fi
  return "$failed"
}

# bash_programs: everything under scripts/ and .ci/ that says it is bash, whatever its name.
bash_programs() {
  local file first
  PROGRAMS=()
  while IFS= read -r -d '' file; do
    IFS= read -r first <"$file" || true
    if [[ $first == '#!'*bash || $file == *.sh ]]; then
      PROGRAMS+=("$file")
    fi
  done < <(find scripts .ci -type f -not -path 'scripts/sample/*' -print0 2>/dev/null | sort -z)
}

# shell_subjects: all shell there is, as the arrays GENERATED, TEMPLATES, PROGRAMS (ours) and BLOCKS: the latter are the
# run blocks and SSH scripts of the workflows, taken out into files of the folder BLOCKS_IN, which goes when the caller ends.
shell_subjects() {
  local kind
  mapfile -d '' -t GENERATED < <(find generated -type f -name '*.sh' -print0 | sort -z)
  mapfile -d '' -t TEMPLATES < <(find templates -type f -name '*.sh' -print0 | sort -z)
  bash_programs
  BLOCKS_IN=$(mktemp -d)
  trap 'rm -rf -- "$BLOCKS_IN"' EXIT
  python3 "$OWN/scripts/parts/shell_blocks.py" . "$BLOCKS_IN"
  mapfile -d '' -t BLOCKS < <(find "$BLOCKS_IN" -type f -name '*.sh' -print0 | sort -z)
  for kind in GENERATED TEMPLATES PROGRAMS BLOCKS; do
    local -n those=$kind
    if ((${#those[@]} == 0)); then
      echo "there is no shell of the kind $kind to check in $PWD"
      exit 1
    fi
  done
  checked "$((${#GENERATED[@]} + ${#TEMPLATES[@]} + ${#PROGRAMS[@]}))" \
    "shell files (${#GENERATED[@]} generated, ${#TEMPLATES[@]} templates, ${#PROGRAMS[@]} of ours) and ${#BLOCKS[@]} blocks of workflows"
}
