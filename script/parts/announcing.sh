# What script/test says before it begins, as functions; sourced.

# What script/gate/suites.ts knows, which takes Node to ask: nothing is announced, or installed, for a word that is misspelt.
SUITES='checks types lint arrows format bundle reference unit outside groovy codenarc groovy-unit e2e groovy-e2e coverage'

is_suite() { case " $SUITES " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

about_time() {
  if wants e2e; then echo 'About 15 minutes on a quiet machine with two processors, 12 of them for the end-to-end tests.'
  elif wants groovy-e2e; then echo 'About 5 minutes on a quiet machine.'
  elif wants unit outside groovy codenarc groovy-unit; then echo 'About 3 minutes on a quiet machine.'
  else echo 'About a minute on a quiet machine.'; fi
}

# about_installing "COMMAND PACKAGE"...: what of that will be installed, and what else.
about_installing() {
  local each packages=() first=()
  find_own_node
  for each in "$@"; do has "${each%% *}" || packages+=("${each#* }"); done
  if [ ${#packages[@]} -gt 0 ] && may_install; then first+=("with apt-get ${packages[*]}"); fi
  if ! node_is_new_enough; then first+=('Node 24 from the npm registry, for itself alone'); fi
  if ! has node || ! node script/parts/dependencies.mjs 2>/dev/null; then
    first+=('into node_modules what package-lock.json names, 430 MB')
  fi
  [ ${#first[@]} -gt 0 ] || { echo 'Nothing has to be installed.' && return; }
  local list
  list=$(printf '; %s' "${first[@]}")
  echo "It first installs ${list#; }."
}
