package e2e

import groovy.transform.Immutable

/** Where in a pipeline a step runs. Each branch of a {@code parallel} has its own. */
@Immutable(copyWith = true, knownImmutableClasses = [File])
class Place {
    String stage
    File workspace
    File folder
    Map<String, String> variables = [:]

    File file(String path) {
        return path.startsWith('/') ? new File(path) : new File(folder, path)
    }
}
