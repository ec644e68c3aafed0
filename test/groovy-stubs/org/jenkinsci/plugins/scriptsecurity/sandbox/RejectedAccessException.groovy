package org.jenkinsci.plugins.scriptsecurity.sandbox

/** What a sandboxed script may not do. */
class RejectedAccessException extends SecurityException {
    RejectedAccessException(String signature) {
        super("Scripts not permitted to use ${signature}".toString())
    }
}
