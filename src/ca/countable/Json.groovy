package ca.countable

import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

/**
 * Text to plain maps and lists, and back. Only those survive a restart of Jenkins between two steps. With what a
 * sandboxed library may use: {@code JsonSlurperClassic}, whose maps would survive, is not of it.
 */
class Json implements Serializable {
    private static final long serialVersionUID = 1

    /**
     * @param text a JSON document
     * @return maps, lists, strings, numbers and booleans
     */
    @NonCPS
    static Object parse(String text) {
        return plain(new JsonSlurper().parseText(text))
    }

    /**
     * @param value a map of plain values
     * @return the JSON document
     */
    @NonCPS
    static String write(Map value) {
        return JsonOutput.toJson(value)
    }

    @NonCPS
    private static Object plain(Object parsed) {
        if (parsed instanceof Map) {
            Map map = [:]
            for (Map.Entry entry : ((Map) parsed).entrySet()) {
                map.put(entry.key, plain(entry.value))
            }
            return map
        }
        if (parsed instanceof List) {
            List list = []
            for (Object item : (List) parsed) {
                list.add(plain(item))
            }
            return list
        }
        return parsed
    }
}
