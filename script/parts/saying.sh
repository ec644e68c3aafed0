# How the scripts speak, as functions; sourced.

# A terminal that is gone hears nothing, and is no reason to end.
say() { printf '%s\n' "$*" >&2 || true; }

# show TEXT: what people want to read, where `say` is about it.
show() { printf '%s\n' "$*" 2>/dev/null; }

complain() { # complain PROBLEM REMEDY: in the shape in which `countable` shows errors
  printf '✗ %s\n  remedy  %s\n' "$1" "$2" >&2 || true
}

# fail PROBLEM REMEDY: 3 is the exit code of `countable` for what a machine lacks.
fail() { complain "$@" && exit 3; }

# misuse PROBLEM REMEDY: 2 is that for arguments.
misuse() { complain "$@" && exit 2; }

# help_of SCRIPT: the comment that it begins with.
help_of() { sed -n '2,${/^#/!q;s/^# \{0,1\}//p;}' "$1"; }

# only_help SCRIPT NAME [ARGUMENT...]: for those that take no other argument.
only_help() {
  local script=$1 name=$2
  shift 2
  case ${1:-} in
  '') return ;;
  -h | --help) help_of "$script" && exit 0 ;;
  *) misuse "$name takes no argument, and not $1." "See $name --help" ;;
  esac
}
