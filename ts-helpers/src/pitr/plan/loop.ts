/**
 * What a sidecar does: WAL goes to S3 in its order, and is removed once it is there. Every so many seconds a change is made, and
 * the segment ended: the age of what is in S3 is then what would be lost, also where nobody writes; and a moment can be restored
 * that no change of the project's own follows.
 */
export const LOOP = `set -u
umask 077
folder=$1 user=$2 port=$3 every=$4
mkdir -p "$folder/wal"
cd "$folder/wal" || exit 1
beaten=0
while :; do
  now=$(date +%s)
  if [ $((now - beaten)) -ge "$every" ]; then
    beaten=$now
    timeout 20 psql --no-psqlrc --quiet --no-password --host "$folder" --port "$port" --username "$user" --dbname template1 \\
      --command "select pg_logical_emit_message(true, 'countable', '')" --command 'select pg_switch_wal()' > /dev/null
  fi
  for file in *; do
    case $file in '*' | *.part) continue ;; esac
    if pgbackrest archive-push "$folder/wal/$file"; then rm -f -- "$file"; else sleep 10; break; fi
  done
  sleep 1
done`;

/** With what is under way then, what is lost stays below a minute. */
export const BEAT_SECONDS = 40;
