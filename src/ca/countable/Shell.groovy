package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** The text that {@code sh} runs. Only paths, the verb and its arguments get into it, each of them quoted. */
class Shell implements Serializable {
    private static final long serialVersionUID = 1

    /**
     * @param installed where the unpacked CLI is, or will be
     * @param packed where the packed CLI was sent to; null when it is unpacked already
     * @param command the verb and what follows it
     * @return a script that checks for Node, unpacks where needed, and becomes the CLI
     */
    @NonCPS
    static String script(String installed, String packed, List command) {
        // A first line of its own keeps Jenkins from echoing every command of the script.
        List<String> lines = ['#!/bin/sh', 'set -eu', NODE_CHECK]
        if (packed != null) {
            lines.add("node ${quoted(packed)} --unpack ${quoted(installed)}".toString())
            lines.add("rm -f ${quoted(packed)}".toString())
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
}
