package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** Arguments of a step: data, which goes to the CLI as JSON. */
class Options implements Serializable {
    private static final long serialVersionUID = 1

    /**
     * A closure among them would be called each time they are written down.
     *
     * @param options named arguments
     * @return what is wrong with them; null where they are data
     */
    @NonCPS
    static String mistakeIn(Map options) {
        for (Map.Entry entry : options.entrySet()) {
            String mistake = mistakeAt(entry.key.toString(), entry.value)
            if (mistake != null) {
                return mistake
            }
        }
        return null
    }

    @NonCPS
    private static String mistakeAt(String name, Object value) {
        if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return null
        }
        if (value instanceof Map) {
            for (Map.Entry entry : ((Map) value).entrySet()) {
                String mistake = mistakeAt(name + '.' + entry.key, entry.value)
                if (mistake != null) {
                    return mistake
                }
            }
            return null
        }
        if (value instanceof List) {
            for (Object item : (List) value) {
                String mistake = mistakeAt(name, item)
                if (mistake != null) {
                    return mistake
                }
            }
            return null
        }
        String what = value instanceof Closure ? 'a closure' : "of the class ${value.getClass().simpleName}".toString()
        return "The argument ${name} is ${what}; arguments are texts, numbers, booleans, lists and maps.".toString()
    }
}
