package support

/** What {@code currentBuild} shows of a build. */
class FakeBuild implements Serializable {
    private static final long serialVersionUID = 1
    String result
    FakeBuild previousBuild
}
