# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == The journal: how far the last run came, so that the next one finishes or undoes it. ACTION is deploy or rollback,
# FROM and TO are colors, RUN is also the label of the container that the run made, and STAGE is one of
#   preparing   the standby is being made ready; users see nothing of it
#   flipping    nginx is being pointed at the standby
#   committed   the standby serves and was looked at again; the old color is not yet stopped
#   done        finished
#   undone      given up before users saw anything of it
JOURNAL_ACTION='' JOURNAL_STAGE='' JOURNAL_FROM='' JOURNAL_TO='' JOURNAL_RUN=''

# This run's own name.
printf -v RUN '%(%s)T-%s' -1 "$$"

journal_text() {
  printf '%s %s %s %s %s' "$JOURNAL_ACTION" "$1" "$JOURNAL_FROM" "$JOURNAL_TO" "$JOURNAL_RUN"
}

# read_journal: one line of five words; anything else counts as no journal.
read_journal() {
  local line
  line=$(read_line "$DIRECTORY/.rollout")
  if [[ $line =~ ^(deploy|rollback)\ (preparing|flipping|committed|done|undone)\ (blue|green)\ (blue|green)\ ([0-9-]+)$ ]]; then
    JOURNAL_ACTION=${BASH_REMATCH[1]} JOURNAL_STAGE=${BASH_REMATCH[2]} JOURNAL_FROM=${BASH_REMATCH[3]}
    JOURNAL_TO=${BASH_REMATCH[4]} JOURNAL_RUN=${BASH_REMATCH[5]}
  elif [[ -n $line ]]; then
    warn "$DIRECTORY/.rollout is not readable as a journal; going by what nginx and docker say"
  fi
}

# begin_journal ACTION FROM TO [STAGE]
begin_journal() {
  JOURNAL_ACTION=$1 JOURNAL_FROM=$2 JOURNAL_TO=$3 JOURNAL_RUN=$RUN
  write_journal "${4:-preparing}"
}

write_journal() {
  JOURNAL_STAGE=$1
  write_file .rollout "$(journal_text "$1")"
}
