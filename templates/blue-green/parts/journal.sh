# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == The journal: how far the last run got, so that the next one can finish or undo it. ACTION is deploy or rollback,
# FROM and TO are colors, RUN is also the label of the container that the run created, and STAGE is one of
#   preparing   the standby is being started; users do not reach it yet
#   flipping    nginx is being switched to the standby
#   committed   the standby serves and passed its second check; the old color is not stopped yet
#   done        finished
#   undone      given up; users reach the old color
JOURNAL_ACTION='' JOURNAL_STAGE='' JOURNAL_FROM='' JOURNAL_TO='' JOURNAL_RUN=''

# The name of this run.
printf -v RUN '%(%s)T-%s' -1 "$$"

journal_text() {
  printf '%s %s %s %s %s' "$JOURNAL_ACTION" "$1" "$JOURNAL_FROM" "$JOURNAL_TO" "$JOURNAL_RUN"
}

# read_journal: one line of five words; any other content is ignored.
read_journal() {
  local line
  line=$(read_line "$DIRECTORY/.rollout")
  if [[ $line =~ ^(deploy|rollback)\ (preparing|flipping|committed|done|undone)\ (blue|green)\ (blue|green)\ ([0-9-]+)$ ]]; then
    JOURNAL_ACTION=${BASH_REMATCH[1]} JOURNAL_STAGE=${BASH_REMATCH[2]} JOURNAL_FROM=${BASH_REMATCH[3]}
    JOURNAL_TO=${BASH_REMATCH[4]} JOURNAL_RUN=${BASH_REMATCH[5]}
  elif [[ -n $line ]]; then
    warn "$DIRECTORY/.rollout is not a valid journal; using the state of nginx and docker instead"
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
