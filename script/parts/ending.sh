# How the demo ends, as functions; sourced by script/demo.
# Reads: folder, evidence, child, showing, name; calls what sample.sh has.

kept=

# undo: remove_sample in a process group of its own, which no Ctrl-C reaches: once begun it goes on to its end.
undo() {
  local code=0
  set -m
  (set +m && trap '' INT TERM HUP PIPE && remove_sample) </dev/null 9>&- &
  set +m
  wait "$!" || code=$?
  return "$code"
}

# stop CODE: Ctrl-C, whoever else wants the demo to end, or nobody who reads on.
stop() {
  trap '' INT TERM HUP PIPE
  # What a build says of being stopped is for the log.
  [ -z "$showing" ] || kill -TERM -- "-$showing" 2>/dev/null || true
  say ''
  say 'Stopping, and removing everything of the demo …'
  if [ -n "$child" ]; then
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  leave "$1"
}

# give_up: the end of a demo that went wrong.
give_up() {
  local code=$?
  [ "$code" = 0 ] && return
  trap '' INT TERM HUP PIPE
  # What reads no further ends a program that is writing, and nothing went wrong.
  show '' || stop 141
  say 'The demo went wrong; see above. Removing it …'
  if keep_evidence; then
    kept=yes
    say "What it printed, its reports and its services' logs are kept in $evidence."
  fi
  leave "$code"
}

keep_evidence() {
  local environment
  rm -rf "$evidence" && mkdir -m 700 "$evidence" || return
  for environment in stage prod; do
    timeout 30 docker compose -p "$name-$environment" logs --no-color --timestamps >"$evidence/$environment.log" 2>&1 </dev/null || true
    [ -s "$evidence/$environment.log" ] || rm "$evidence/$environment.log"
  done
  cp -R "$folder/build.log" "$folder/reports" "$evidence" 2>/dev/null || true
}

# leave CODE: says that nothing is left only where that is so.
leave() {
  trap - EXIT
  trap '' INT TERM HUP PIPE
  if undo; then
    say "Nothing ${kept:+else }is left of it."
  else
    say "Something of $name is left; see above. Remove it: $(removal_command)"
    [ "$1" != 0 ] || exit 3
  fi
  exit "$1"
}
