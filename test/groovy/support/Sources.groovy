package support

/** Classes of {@code src/}, compiled plainly. */
class Sources {
    private static final GroovyClassLoader LOADER = new GroovyClassLoader(Sources.classLoader)

    static {
        LOADER.addClasspath('src')
    }

    static Class load(String name) {
        return LOADER.loadClass("ca.countable.${name}")
    }
}
