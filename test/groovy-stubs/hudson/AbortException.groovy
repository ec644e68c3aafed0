package hudson

/** What a failed step throws. */
class AbortException extends IOException {
    AbortException(String message) {
        super(message)
    }
}
