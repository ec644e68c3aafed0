package e2e

/** {@code env}: differs from place to place, like that of a controller. */
class Environment {
    private final Steps steps

    Environment(Steps steps) {
        this.steps = steps
    }

    @Override
    Object getProperty(String name) {
        return steps.environment()[name]
    }
}
