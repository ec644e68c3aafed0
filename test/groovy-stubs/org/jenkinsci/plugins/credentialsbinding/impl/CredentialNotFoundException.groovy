package org.jenkinsci.plugins.credentialsbinding.impl

import hudson.AbortException

/** What {@code withCredentials} throws before it runs its body. */
class CredentialNotFoundException extends AbortException {
    CredentialNotFoundException(String message) {
        super(message)
    }
}
