package jenkins

/** Knows every method, and notes its arguments under the path of those around it. */
class Recorder {
    final Map<String, List> calls = [:].withDefault { [] }
    private final List<String> path = []

    Object methodMissing(String name, Object given) {
        List arguments = given as List
        path.add(name)
        calls[path.join('.')].addAll(arguments.findAll { !(it instanceof Closure) })
        arguments.findAll { it instanceof Closure }.each { Object body ->
            Closure block = (Closure) body
            block.delegate = this
            block.resolveStrategy = Closure.DELEGATE_ONLY
            block.call()
        }
        path.remove(path.size() - 1)
        return null
    }
}
