package ca.countable

import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

/** Text to plain maps and lists, and back. Only those survive a restart of Jenkins between two steps. */
class Json implements Serializable {
    private static final long serialVersionUID = 1

    /**
     * @param text a JSON document
     * @return maps, lists, strings, numbers and booleans
     */
    @NonCPS
    static Object parse(String text) {
        return new JsonSlurperClassic().parseText(text)
    }

    /**
     * @param value maps and lists of plain values
     * @return the JSON document
     */
    @NonCPS
    static String write(Object value) {
        return JsonOutput.toJson(value)
    }
}
