package support

/** What {@code scm} shows of a job's git repository. */
class FakeScm implements Serializable {
    private static final long serialVersionUID = 1
    final List branches = [[name: '*/develop']]
    final List userRemoteConfigs = [[url: 'https://git.example.org/shop.git', credentialsId: 'deploy-key']]
    final List extensions = [[shallow: true]]
    final String gitTool = null
}
