# A value keeps every character but a line break, which no line of an environment file can carry: that is refused
# with the key's name, never with the value.
#[% if reader == "compose" %]#
# compose reads the file: it takes `$`, `"` and `\` literally only in double quotes and behind a backslash.
#[% else %]#
# `docker run --env-file` reads the file: it takes the rest of the line as it stands, quotes included.
#[% endif %]#
object_to_lines() {
  jq -r '
    to_entries[]
    | .key as $key
    | (.value | if . == null then "" else tostring end) as $value
    | if ($key | test("\\A[A-Za-z_][A-Za-z0-9_]*\\z") | not) then
        error("the key \($key | tojson) cannot name an environment variable")
      elif ($value | explode | any(. == 10 or . == 13 or . == 0)) then
        error("the value of \($key) holds a line break; an environment file cannot carry it")
      else
        #[% if reader == "compose" %]#
        $key + "=\"" + ($value | gsub("(?<special>[\\\\\"$])"; "\\" + .special)) + "\""
        #[% else %]#
        $key + "=" + $value
        #[% endif %]#
      end'
}
