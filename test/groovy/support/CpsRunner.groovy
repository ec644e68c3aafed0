package support

import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.Continuation
import com.cloudbees.groovy.cps.CpsTransformer
import com.cloudbees.groovy.cps.SerializableScript
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation
import java.lang.reflect.InvocationTargetException
import org.codehaus.groovy.control.CompilerConfiguration

/**
 * As a controller runs scripts: CPS-transformed, suspended at every step. At each of them the whole program is
 * serialized, and it is the copy that goes on, as after a restart of Jenkins.
 */
class CpsRunner implements Runner {
    private final GroovyClassLoader loader = cpsLoader()

    @Override
    Object run(FakeJenkins jenkins, String step, List args) {
        return run(jenkins, loader.loadClass(step), args)
    }

    Object run(FakeJenkins jenkins, Class program, List args) {
        Script script = (Script) program.newInstance()
        script.binding = new Binding(
            env: new FakeEnv(), currentBuild: jenkins.build, scm: new FakeScm(), params: jenkins.params,
        )
        try {
            return finish(start(script, args), jenkins)
        } catch (InvocationTargetException failure) {
            throw failure.cause
        }
    }

    /** A program that is not in {@code vars/}. */
    Class compile(String text) {
        return loader.parseClass(text)
    }

    private static Continuable start(Script script, List args) {
        try {
            script.invokeMethod('call', args as Object[])
        } catch (CpsCallableInvocation invocation) {
            return new Continuable(invocation.invoke(null, null, Continuation.HALT))
        }
        throw new AssertionError('The step was not CPS-transformed.')
    }

    private Object finish(Continuable begun, FakeJenkins jenkins) {
        Continuable program = begun
        Object answer = program.run(null)
        while (program.resumable) {
            program = afterRestart(program)
            def (String step, List args) = answer
            Object value = null
            Throwable failure = null
            try {
                value = jenkins.handle(step, args)
            } catch (Throwable thrown) {
                failure = thrown
            }
            answer = failure == null ? program.run(value) : program.runByThrow(failure)
        }
        return answer
    }

    private Continuable afterRestart(Continuable program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        new ObjectOutputStream(bytes).withCloseable { it.writeObject(program) }
        return (Continuable) new ProgramInput(bytes.toByteArray(), loader).withCloseable { it.readObject() }
    }

    /** The steps first: they are what the scripts are compiled upon. */
    private static GroovyClassLoader cpsLoader() {
        GroovyClassLoader steps = cpsLoader(CpsRunner.classLoader, SerializableScript.name, ['test/groovy-cps'])
        steps.loadClass('JenkinsSteps')
        return cpsLoader(steps, 'JenkinsSteps', ['src', 'vars'])
    }

    private static GroovyClassLoader cpsLoader(ClassLoader parent, String base, List<String> folders) {
        CompilerConfiguration configuration = new CompilerConfiguration(scriptBaseClass: base)
        configuration.addCompilationCustomizers(new CpsTransformer())
        GroovyClassLoader loader = new GroovyClassLoader(parent, configuration)
        folders.each { loader.addClasspath(it) }
        return loader
    }

    /** Finds the classes that were compiled a moment ago. */
    private static class ProgramInput extends ObjectInputStream {
        private final ClassLoader loader

        ProgramInput(byte[] bytes, ClassLoader loader) {
            super(new ByteArrayInputStream(bytes))
            this.loader = loader
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) {
            try {
                return Class.forName(described.name, false, loader)
            } catch (ClassNotFoundException ignored) {
                return super.resolveClass(described)
            }
        }
    }
}
