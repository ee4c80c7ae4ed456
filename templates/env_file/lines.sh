# A value may contain any character except a line break, which an environment file cannot hold. The error names the key,
# never the value.
#[% if reader == "compose" %]#
# docker compose reads the file: `$`, `"` and `\` are literal only inside double quotes and after a backslash.
#[% else %]#
# `docker run --env-file` reads the file: it takes the rest of the line literally, quotes included.
#[% endif %]#
object_to_lines() {
  jq -r '
    to_entries[]
    | .key as $key
    | (.value | if . == null then "" else tostring end) as $value
    | if ($key | test("\\A[A-Za-z_][A-Za-z0-9_]*\\z") | not) then
        error("the key \($key | tojson) is not a valid name of an environment variable")
      elif ($value | explode | any(. == 10 or . == 13 or . == 0)) then
        error("the value of \($key) contains a line break, which an environment file cannot hold")
      else
        #[% if reader == "compose" %]#
        $key + "=\"" + ($value | gsub("(?<special>[\\\\\"$])"; "\\" + .special)) + "\""
        #[% else %]#
        $key + "=" + $value
        #[% endif %]#
      end'
}
