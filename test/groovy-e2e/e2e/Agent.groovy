package e2e

/** An agent: folders of this machine, and the environment of its user. Workspaces stay from build to build. */
class Agent {
    private final File root
    private final String path
    private final Set<File> taken = []

    Agent(File root, String path = System.getenv('PATH')) {
        this.root = root
        this.path = path
        home().mkdirs()
    }

    /** A second executor for the same job gets a workspace of its own, as Jenkins names it. */
    File take(String name) {
        File workspace = candidates(name).find { !taken.contains(it) }
        taken.add(workspace)
        workspace.mkdirs()
        return workspace
    }

    void giveBack(File workspace) {
        taken.remove(workspace)
    }

    File deployRoot() {
        return new File(root, 'countable')
    }

    Map<String, String> environment() {
        return [
            PATH: path, LANG: 'C.UTF-8', HOME: home().path, COUNTABLE_DEPLOY_ROOT: deployRoot().path,
        ]
    }

    private File home() {
        return new File(root, 'home')
    }

    private List<File> candidates(String name) {
        return [name, "${name}@2", "${name}@3"].collect { new File(root, "workspace/${it}") }
    }
}
