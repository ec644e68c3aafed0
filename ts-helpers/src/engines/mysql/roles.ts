const ASKED =
  'asked() { connected mariadb --batch --skip-column-names --raw --default-character-set=utf8mb4 "$@"; }';

/**
 * Users with their passwords, and what each may do, as MySQL tells them: its own tool dumps none. Roles are users there, and all
 * have to be there before one is given to another. One that a new server has already gets the password all the same.
 */
export const ROLES = `set -eu
${ASKED}
of_each() {
  asked --execute="SELECT CONCAT('SHOW $1 ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user
    WHERE user NOT IN ('mysql.sys', 'mysql.session', 'mysql.infoschema') ORDER BY user, host"
}
questions=$(of_each 'CREATE USER')
users=$(printf '%s\\n' '/*!80017 SET SESSION print_identified_with_as_hex = 1 */;' "$questions" | asked)
questions=$(of_each 'GRANTS FOR')
grants=$(printf '%s\\n' "$questions" | asked)
plain=$(printf '%s\\n' "$users" | sed -e 's/ DEFAULT ROLE .* REQUIRE / REQUIRE /' -e 's/$/;/')
printf '%s\\n' "$plain" | sed -e 's/^CREATE USER /CREATE USER IF NOT EXISTS /'
printf '%s\\n' "$plain" | sed -e 's/^CREATE USER /ALTER USER /'
printf '%s\\n' "$grants" | sed -e 's/$/;/'
printf '%s\\n' "$users" | sed -n 's/^CREATE USER \\([^ ]*\\) .* DEFAULT ROLE \\(.*\\) REQUIRE .*/ALTER USER \\1 DEFAULT ROLE \\2;/p'`;

/** But for who restores them: the password would be another one from then on. */
export const WITHOUT_SELF = `set -eu
${ASKED}
self=$(asked --execute="SELECT CONCAT('\\\`', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '\\\`@\\\`', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '\\\`')")
grep -v -F -e "$self" -e "$(printf '%s' "$self" | tr '\\\`' "'")" | connected mariadb --batch --default-character-set=utf8mb4`;
