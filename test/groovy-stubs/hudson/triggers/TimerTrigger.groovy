package hudson.triggers

/** Begins builds at the times that {@code cron} tells, in lines. */
class TimerTrigger {
    final String spec

    TimerTrigger(String spec) {
        this.spec = spec
    }
}
