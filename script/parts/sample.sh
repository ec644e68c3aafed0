# The demo's sample project, its git remote and its removal, as functions; sourced by script/demo.
# Reads: root (of this repository), name (of the sample), folder (where everything of it is).

# Nothing of the user's own git settings, and two people to be told.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME='Ada Lovelace' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME='Ada Lovelace' GIT_COMMITTER_EMAIL=ada@example.org

# fetch_images: what the sample is made of, where it is not here yet.
fetch_images() {
  local image missing=()
  for image in postgres:15 nginx:1.22 python:3.11-slim; do
    docker image inspect "$image" >/dev/null 2>&1 || missing+=("$image")
  done
  [ ${#missing[@]} = 0 ] && return
  show "Not here yet: ${missing[*]}. Fetching them comes first, and takes as long as the network needs."
  for image in "${missing[@]}"; do
    show "  $image …"
    run docker pull --quiet "$image"
  done
}

# settings_of_user: variables that would decide for a build, by name: all but what reaches the machine and Docker.
settings_of_user() {
  compgen -e | grep -Ev '^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TERM|NO_COLOR|DOCKER_.*|BUILD(KIT|X)_.*|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|GIT_(CONFIG|AUTHOR|COMMITTER)_.*|.*_(proxy|PROXY))$'
}
unset "${!COMPOSE_@}" GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY

make_sample() {
  mkdir "$folder/tmp"
  git init --quiet --bare "$folder/remote/$name.git"
  cp -R "$root/test/fixtures/template" "$folder/$name"
  in_sample init --quiet --initial-branch develop
  in_sample remote add origin "$folder/remote/$name.git"
  ports=($(free_ports 2))
}

in_sample() { git -C "$folder/$name" "$@"; }

free_ports() {
  node -e 'const net = require("node:net");
    const servers = Array.from({length: Number(process.argv[1])}, () => net.createServer().listen(0, "127.0.0.1"));
    setTimeout(() => servers.forEach(server => { console.log(server.address().port); server.close(); }), 50);' "$1"
}

# edit FILE EXPRESSION: changes a file of the sample and shows how.
edit() {
  sed -i.before "$2" "$folder/$name/$1" && rm "$folder/$name/$1.before"
  in_sample --no-pager diff --unified=0 | sed -n 's/^[-+][^-+].*/    &/p'
}

# push BRANCH [MESSAGE]: commits what there is to commit, and pushes it.
push() {
  if [ -n "${2:-}" ]; then
    in_sample add --all
    in_sample commit --quiet --message "$2"
  fi
  in_sample push --quiet origin "HEAD:$1"
  show "pushed to $1: $(in_sample log -1 --format='%h %an: %s')"
  show ''
}

# check_out NUMBER BRANCH PREVIOUS: a fresh checkout as an agent has it, and the facts that Jenkins would hand over.
check_out() {
  local previous=null memory='' port=${ports[0]}
  if [ "$3" != null ]; then
    previous="\"$3\""
    memory=", \"memory\": $(memory_of "$(($1 - 1))")"
  fi
  [ "$2" = develop ] || port=${ports[1]}
  rm -rf "$folder/workspace"
  git clone --quiet --branch "$2" "$folder/remote/$name.git" "$folder/workspace"
  printf '{"jenkins": {"jobName": "%s/%s", "branchName": "%s", "buildNumber": %s, "previousResult": %s}%s}\n' \
    "$name" "$2" "$2" "$1" "$previous" "$memory" >"$folder/facts.json"
  # Jenkins keeps this in the secret-file credential <name>-<environment>-env.
  (umask 077 && printf 'POSTGRES_PASSWORD=only-for-the-demo\nWEB_PORT=127.0.0.1:%s\n' "$port" >"$folder/secrets.env")
}

# memory_of NUMBER: what that build left for those after it, which Jenkins keeps in its archive.
memory_of() { node -p 'JSON.stringify(require(process.argv[1]).memory)' "$folder/reports/$1/report.json"; }

address() { [ "$1" = stage ] && echo "http://127.0.0.1:${ports[0]}/" || echo "http://127.0.0.1:${ports[1]}/"; }

# visit ENVIRONMENT: shows what its page says.
visit() {
  node -e 'fetch(process.argv[1]).then(async answer => {
    const text = (await answer.text()).match(/<p>(.*?)<\/p>/)?.[1].replace(/<[^>]*>/g, "");
    console.log(`    ${answer.status} ${text}`);
  }).catch(error => {
    console.error(`    does not answer: ${error.cause?.message ?? error.message}`);
    process.exitCode = 1;
  })' "$(address "$1")"
}

# is_running: whether a site of an earlier demo of this name is there.
is_running() {
  docker ps --quiet --filter "label=com.docker.compose.project=$name-stage" | grep -q . ||
    docker ps --quiet --filter "label=com.docker.compose.project=$name-prod" | grep -q .
}

# remove_sample: safe to run twice, and when there is nothing to remove. Fails when something is left.
remove_sample() {
  local project image left=0
  for project in "$name-stage" "$name-prod" $(leftover_test_projects); do
    timeout --kill-after 10 180 docker compose -p "$project" down --volumes --remove-orphans --timeout 2 >/dev/null 2>&1 || {
      left=1
      say "Compose could not remove $project; see: docker compose -p $project ps --all"
    }
  done
  for image in $(docker images --all --quiet --filter "label=ca.countable.project=$name" | sort -u) $(kept_images); do
    docker rmi --force "$image" >/dev/null 2>&1 || {
      left=1
      say "The image $image is still in use."
    }
  done
  rm -rf "$folder" || left=1
  return "$left"
}

# By which a deploy keeps images of others for a return; it takes away no more than that name.
kept_images() {
  docker images --format '{{.Repository}}:{{.Tag}}' --filter "reference=$name-stage-*" --filter "reference=$name-prod-*" |
    grep -v ':<none>$' | sort -u || true
}

# Tests remove themselves; this finds those of a demo that was killed.
leftover_test_projects() {
  docker ps --all --filter "label=ca.countable.project=$name" --format '{{.Label "com.docker.compose.project"}}' |
    grep "^$name-test" | sort -u || true
}
