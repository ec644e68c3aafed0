# How to install Docker, Compose and packages on this machine, as functions; sourced. What they say is what
# ts-helpers/src/outside/installing.ts says: a test compares them, for here there may be no Node yet.

# of_system NAME: a value of /etc/os-release.
of_system() { sed -n "s/^$1=//p" "${OS_RELEASE:-/etc/os-release}" 2>/dev/null | tail -n 1 | tr -d "\"'" || true; }

# is_made_from NAME...: whether this system is one of these, or made from one.
is_made_from() {
  local known name
  known=" $(of_system ID) $(of_system ID_LIKE) "
  for name in "$@"; do case $known in *" $name "*) return ;; esac; done
  return 1
}

# package_remedy PACKAGE...: as Debian calls them.
package_remedy() {
  if command -v apt-get >/dev/null 2>&1; then echo "Install it: sudo apt-get install $*"
  else echo "Install it with this system's package manager; Debian's name for it is $*."; fi
}

docker_remedy() {
  local script='Install it: curl -fsSL https://get.docker.com | sudo sh'
  if is_made_from debian ubuntu; then echo "$script"; return; fi
  case $(of_system ID) in fedora | centos | rhel) echo "$script"; return ;; esac
  if is_made_from alpine; then echo 'Install it: sudo apk add docker docker-cli-compose'
  elif is_made_from arch; then echo 'Install it: sudo pacman -S docker docker-compose'
  else echo 'Install it: https://docs.docker.com/engine/install/ tells how on each system.'; fi
}

has_dockers_packages() {
  [ -e "${DPKG_INFO:-/var/lib/dpkg/info}/docker-ce-cli.list" ] || [ -e /etc/yum.repos.d/docker-ce.repo ]
}

compose_remedy() {
  local id version plugin=/usr/local/lib/docker/cli-plugins/docker-compose
  id=$(of_system ID)
  version=$(of_system VERSION_ID)
  if has_dockers_packages && is_made_from debian ubuntu; then echo 'Install it: sudo apt-get install docker-compose-plugin'
  elif has_dockers_packages && is_made_from fedora rhel centos; then echo 'Install it: sudo dnf install docker-compose-plugin'
  elif is_made_from ubuntu; then echo 'Install it: sudo apt-get install docker-compose-v2'
  elif [ "$id" = debian ] && { [ -z "$version" ] || [ "${version%%.*}" -ge 13 ]; }; then echo 'Install it: sudo apt-get install docker-compose'
  elif is_made_from alpine; then echo 'Install it: sudo apk add docker-cli-compose'
  elif is_made_from arch; then echo 'Install it: sudo pacman -S docker-compose'
  elif [ -n "$id" ]; then
    echo "$(of_system NAME)${version:+ $version} has no package that is sure to be it; put it where docker looks:" \
      "sudo curl -fsSL --create-dirs -o $plugin \"https://github.com/docker/compose/releases/latest/download/docker-compose-linux-\$(uname -m)\" && sudo chmod +x $plugin"
  else echo 'Install it: https://docs.docker.com/compose/install/ tells how on each system.'; fi
}
