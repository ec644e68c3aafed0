package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** The text that {@code sh} runs. Only paths, the verb and its arguments get into it, each of them quoted. */
class Shell implements Serializable {
    private static final long serialVersionUID = 1

    /** What a shell can have a variable called. */
    private static final String VARIABLE = /[A-Za-z_][A-Za-z0-9_]*/

    /** Exit code where the unpacked CLI is not what it was; no exit code of the CLI itself. */
    static final int DAMAGED = 86

    /** Exit code where no CLI was sent yet. */
    static final int NOT_SENT = 87

    /**
     * @param places {@code installed}: where the unpacked CLI is, or will be; {@code packed}: where the packed one was
     *        sent to, null when it is unpacked already; {@code folder}: of facts and results, of earlier runs too;
     *        {@code unset}: names of variables that the CLI is to run without
     * @param command the verb and what follows it
     * @return a script that checks for Node, unpacks where needed, checks what it is about to run, and becomes the CLI
     */
    @NonCPS
    static String script(Map places, List command) {
        String installed = places.installed
        String packed = places.packed
        // A first line of its own keeps Jenkins from echoing every command of the script.
        List<String> lines = ['#!/bin/sh', 'set -eu', NODE_CHECK]
        // What earlier runs of the workspace have left tells nothing of this one.
        lines.add("rm -rf ${quoted(places.folder)}/output ${quoted(places.folder)}/result-*.json".toString())
        if (packed != null) {
            lines.add("node ${quoted(packed)} --unpack ${quoted(installed)}".toString())
            lines.add("rm -f ${quoted(packed)}".toString())
        }
        lines.add("[ -f ${quoted(installed + '/countable.cjs')} ] || exit ${NOT_SENT}".toString())
        lines.add(SUMS_CHECK)
        lines.add("is_whole ${quoted(installed)} ${Bundle.SUMS} || exit ${DAMAGED}".toString())
        for (Object name : (places.unset ?: [])) {
            if (name ==~ VARIABLE) {
                lines.add("unset ${name}".toString())
            }
        }
        List<String> words = ['exec', 'node', quoted("${installed}/countable.cjs")]
        for (Object word : command) {
            words.add(quoted(word))
        }
        lines.add(words.join(' '))
        return lines.join('\n') + '\n'
    }

    /**
     * @param word anything
     * @return one word to a shell, whatever is in it
     */
    @NonCPS
    static String quoted(Object word) {
        return "'" + String.valueOf(word).replace("'", "'\\''") + "'"
    }

    /** In the shape, and with the exit code, of the CLI's own errors: without Node it cannot speak for itself. */
    private static final String NODE_CHECK = '''\
if ! command -v node >/dev/null 2>&1; then
  echo "✗ NODE_MISSING: Node is not installed on this agent." >&2
  echo "  where   $(hostname)" >&2
  echo "  remedy  Install Node 24: curl -fsSL https://deb.nodesource.com/setup_24.x | sudo bash -" >&2
  echo "          and then sudo apt-get install -y nodejs" >&2
  exit 3
fi'''

    /** Tests run as the same user, who can write where the CLI lies: it is checked before every run. */
    private static final String SUMS_CHECK = '''\
sha256() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}
is_whole() (
  cd "$1" && echo "$2  SHA256SUMS" | sha256 -c - && sha256 -c SHA256SUMS
) >/dev/null 2>&1'''
}
