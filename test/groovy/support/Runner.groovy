package support

/** Runs a step of {@code vars/} against a {@link FakeJenkins}. */
interface Runner {
    /** Returns what the step returns, and throws what it throws. */
    Object run(FakeJenkins jenkins, String step, List args)
}
