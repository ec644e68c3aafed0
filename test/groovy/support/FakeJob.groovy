package support

import hudson.triggers.TimerTrigger

/** A job of pipelines, as far as its triggers go. One trigger of each kind, as in Jenkins. */
class FakeJob {
    /** The one whose builds run. */
    static FakeJob current = new FakeJob()

    String fullName = 'shop/develop'
    List<Object> triggers = []
    int changes = 0

    Map getTriggersJobProperty() {
        return [triggers: triggers]
    }

    void addTrigger(Object trigger) {
        changes++
        triggers = triggers.findAll { it.class != trigger.class } + [trigger]
    }

    void setTriggers(List<Object> others) {
        changes++
        triggers = others
    }

    String getTimer() {
        return triggers.find { it instanceof TimerTrigger }?.spec
    }
}
