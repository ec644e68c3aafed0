package e2e

/** Where Jenkins puts the files of {@code withCredentials}, as long as its body runs. */
class SecretFiles {
    private final File folder

    SecretFiles(File workspace) {
        folder = new File("${workspace}@tmp/secretFiles/${UUID.randomUUID()}")
    }

    /** What the variable of a binding holds. */
    String bound(Map binding, String secret) {
        if (!binding.asFile) {
            return secret
        }
        File file = new File(folder, binding.credentialsId)
        file.parentFile.mkdirs()
        file.setText(secret, 'UTF-8')
        return file.path
    }

    void remove() {
        folder.deleteDir()
    }
}
