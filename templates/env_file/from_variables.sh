set -Eeuo pipefail

#[% include "env_file/lines.sh" %]#

# Only the owner can read the file, and its content is never printed.
umask 077
mkdir -p delivery

jq -n '
  ($ENV.MAY_BE_EMPTY // "" | split(" ")) as $may_be_empty
  | $ENV.VARIABLES | split(" ")
  | map(
      . as $name
      | if $ENV[$name] == "" and ($may_be_empty | index($name) | not) then
          error("\($name) has no value; set the secret of that name. Nothing was deployed")
        else
          {key: $name, value: $ENV[$name]}
        end
    )
  | from_entries' | object_to_lines >"delivery/$ENV_FILE"
echo "Wrote $(wc -l <"delivery/$ENV_FILE") values to $ENV_FILE"
