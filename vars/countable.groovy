import ca.countable.Cli

/**
 * Runs one verb of {@code countable} in the workspace of the surrounding {@code node}, for Jenkinsfiles that order
 * their stages themselves. Fails when the verb fails.
 *
 * @param verb the verb: {@code test}, {@code deploy} …
 * @param options {@code arguments}: a list of what follows the verb; {@code credentials}: a list of maps of
 *        {@code id}, {@code kind} ({@code file} or {@code string}) and {@code variable};
 *        {@code timeLimitMinutes}; {@code settings}: a map, stronger than {@code countable.yml};
 *        {@code scm}: the map that {@code checkout scm} returned
 * @return what the verb left behind, as a map
 */
Map call(String verb, Map options = [:]) {
    return new Cli(this).require(verb, options)
}
