package e2e

import java.util.concurrent.locks.ReentrantLock

/** The Groovy of a build runs in one thread at a time, as in Jenkins; what steps wait for runs beside it. */
class Turn {
    private final ReentrantLock lock = new ReentrantLock()

    Object hold(Closure work) {
        lock.lock()
        try {
            return work.call()
        } finally {
            lock.unlock()
        }
    }

    /** What others need not wait for. */
    Object pass(Closure work) {
        lock.unlock()
        try {
            return work.call()
        } finally {
            lock.lock()
        }
    }
}
