# shellcheck shell=bash disable=SC2034 # other parts read these variables
# The journal: ACTION is deploy or rollback. STAGE is one of
#   preparing   the standby is being made ready; users see nothing of it
#   flipping    nginx is being pointed at the standby
#   committed   the standby serves; the old colour is not yet stopped
#   done        finished
#   undone      given up before users saw anything of it
# FROM and TO are colours; RUN is also the label of the container that the run made.
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

# announce_deploy: before it looks at anything a deploy leaves its name in .attempt. A name there that the journal does not
# know is a deploy that came to nothing early, which a rollback must not mistake for the successful one before it.
announce_deploy() {
  write_file .attempt "$RUN"
}

# failed_early LIVE_RUN: the last deploy is known neither to the journal nor as the maker of the container that serves.
failed_early() {
  local attempt
  attempt=$(read_line "$DIRECTORY/.attempt")
  [[ -n $attempt && $attempt != "$JOURNAL_RUN" && $attempt != "$1" ]]
}

forget_attempt() {
  rm -f -- "$DIRECTORY/.attempt"
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
