package hudson.scheduler

/** A line of {@code cron}, of which the library only asks when it was due; here each day, at a minute of an hour. */
class CronTab {
    private final int minute
    private final int hour

    CronTab(String line, int number, Hash hash, String zone) {
        List<String> fields = line.split(/\s+/) as List
        if (fields.size() != 5) {
            throw new IllegalArgumentException("Invalid input: ${line}")
        }
        assert number == 1 && hash != null
        minute = fields[0] as int
        hour = fields[1] as int
    }

    Calendar floor(Calendar at) {
        Calendar due = (Calendar) at.clone()
        due.set(Calendar.HOUR_OF_DAY, hour)
        due.set(Calendar.MINUTE, minute)
        if (due.after(at)) {
            due.add(Calendar.DAY_OF_MONTH, -1)
        }
        return due
    }
}
