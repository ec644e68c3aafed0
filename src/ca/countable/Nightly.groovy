package ca.countable

import com.cloudbees.groovy.cps.NonCPS
import hudson.scheduler.CronTab
import hudson.scheduler.Hash
import hudson.triggers.TimerTrigger

/**
 * The nightly timer of the job, beside timers that the job or its Jenkinsfile has: Jenkins knows one for a job, of several lines.
 *
 * Not by the step {@code properties}: that takes away whatever another call of it has set (docs/decisions/0061).
 */
class Nightly implements Serializable {
    private static final long serialVersionUID = 1
    private static final String TIMER = 'hudson.triggers.TimerTrigger$TimerTriggerCause'
    private static final String REPLAY = 'org.jenkinsci.plugins.workflow.cps.replay.ReplayCause'
    private static final int BUILDS_TO_LOOK_BACK = 50
    private static final int MINUTE_MS = 60_000
    private static final String ZONE = 'TZ='
    /** Before the one line that is ours. */
    private static final String MARK = '# The next line is of countablePipeline(): the nightly backup.'

    /**
     * @param build {@code currentBuild}, or one before it
     * @return whether timers alone began it; a replay is begun by what began the build that it replays
     */
    @NonCPS
    static boolean began(Object build) {
        List<Map> causes = original(build)?.buildCauses ?: []
        return causes && causes.every { cause -> cause._class == TIMER }
    }

    /**
     * @param build {@code currentBuild}
     * @return {@code TimerFacts} of {@code project/jenkinsFacts.ts}; empty where no timer began it, and in sandboxed libraries
     */
    @NonCPS
    static Map of(Object build) {
        if (!began(build)) {
            return [:]
        }
        try {
            Object job = build.rawBuild.parent
            String others = withoutOurs(specOf(job))
            long startedMs = original(build).startTimeInMillis
            return [
                startedMs: startedMs,
                offsetMinutes: TimeZone.default.getOffset(startedMs).intdiv(MINUTE_MS),
                otherDueMs: others ? lastDue(others, (String) job.fullName, startedMs) : null,
            ]
        } catch (SecurityException ignored) {
            return [:]
        }
    }

    /**
     * Gives the job that line and no other of ours. One that has it already is not touched.
     *
     * @param build {@code currentBuild}
     * @param line as {@code cron} has it; null for none
     * @return why not, in sentences; null where it is done
     */
    @NonCPS
    static String set(Object build, String line) {
        try {
            setIn(build.rawBuild.parent, line)
            return null
        } catch (SecurityException ignored) {
            return line ? "No backup begins by itself. ${Organisation.SANDBOXED}".toString() : null
        } catch (Exception failure) {
            return "The timer of the nightly backup could not be set: ${failure}.".toString()
        }
    }

    @NonCPS
    private static void setIn(Object job, String line) {
        String spec = specOf(job)
        String others = withoutOurs(spec)
        String wanted = line ? [others, MARK, line].findAll { part -> part }.join('\n') : others
        if (wanted == spec.trim()) {
            return
        }
        if (wanted) {
            job.addTrigger(new TimerTrigger(wanted))
        } else {
            job.setTriggers(job.triggersJobProperty.triggers.findAll { trigger -> !(trigger instanceof TimerTrigger) })
        }
    }

    /** The build itself, or the first of those of which it is a replay; null where that is no more. */
    @NonCPS
    private static Object original(Object build) {
        Object found = build
        for (int i = 0; i < BUILDS_TO_LOOK_BACK && found != null; i++) {
            Map replay = found.buildCauses.find { cause -> cause._class == REPLAY }
            if (replay == null) {
                return found
            }
            // Jenkins says no more of a replay than that it is one of #12.
            found = numbered(replay.shortDescription.toString().replaceAll(/\D/, ''), found)
        }
        return null
    }

    @NonCPS
    private static Object numbered(String number, Object later) {
        Object build = later.previousBuild
        for (int i = 0; i < BUILDS_TO_LOOK_BACK && build != null; i++) {
            if (build.number.toString() == number) {
                return build
            }
            build = build.previousBuild
        }
        return null
    }

    @NonCPS
    private static String specOf(Object job) {
        return job.triggersJobProperty.triggers.find { trigger -> trigger instanceof TimerTrigger }?.spec ?: ''
    }

    /** As it was before ours came to it, but for empty lines around. */
    @NonCPS
    private static String withoutOurs(String spec) {
        List<String> kept = []
        boolean isOurs = false
        for (String line : spec.readLines()) {
            if (!isOurs && line != MARK) {
                kept.add(line)
            }
            isOurs = line == MARK
        }
        return kept.join('\n').trim()
    }

    /** To the minute. What Jenkins cannot tell was due when the build began: then it is rather not ours. */
    @NonCPS
    private static long lastDue(String spec, String jobName, long startedMs) {
        long last = 0
        String zone = null
        for (String raw : spec.readLines()) {
            String line = raw.trim()
            if (line.startsWith(ZONE)) {
                zone = line.replaceFirst(ZONE, '').trim()
            } else if (line && !line.startsWith('#')) {
                last = Math.max(last, lineDue(line, [zone: zone, jobName: jobName], startedMs))
            }
        }
        return last.intdiv(MINUTE_MS) * MINUTE_MS
    }

    @NonCPS
    private static long lineDue(String line, Map<String, String> of, long startedMs) {
        try {
            Calendar at = of.zone ? Calendar.getInstance(TimeZone.getTimeZone(of.zone)) : Calendar.instance
            at.timeInMillis = startedMs
            return new CronTab(line, 1, Hash.from(of.jobName), of.zone).floor(at).timeInMillis
        } catch (Exception ignored) {
            return startedMs
        }
    }
}
