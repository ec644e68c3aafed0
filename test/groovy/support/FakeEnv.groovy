package support

/** {@code env}: what it says depends on the node that the program is in. */
class FakeEnv implements Serializable {
    private static final long serialVersionUID = 1

    @Override
    Object getProperty(String name) {
        return name == 'WORKSPACE' ? FakeJenkins.current.workspace() : FakeJenkins.current.env[name]
    }
}
