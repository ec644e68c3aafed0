/**
 * Users with their passwords, and what each may do, as MySQL tells them: its own tool dumps none. Roles are users there, and all
 * have to be there before one is given to another.
 */
export const ROLES = `set -eu
asked() { connected mariadb --batch --skip-column-names --raw --default-character-set=utf8mb4 "$@"; }
of_each() {
  asked --execute="SELECT CONCAT('SHOW $1 ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user
    WHERE user NOT IN ('mysql.sys', 'mysql.session', 'mysql.infoschema') ORDER BY user, host"
}
questions=$(of_each 'CREATE USER')
users=$(printf '%s\\n' '/*!80017 SET SESSION print_identified_with_as_hex = 1 */;' "$questions" | asked)
questions=$(of_each 'GRANTS FOR')
grants=$(printf '%s\\n' "$questions" | asked)
printf '%s\\n' "$users" | sed -e 's/^CREATE USER /CREATE USER IF NOT EXISTS /' -e 's/ DEFAULT ROLE .* REQUIRE / REQUIRE /' -e 's/$/;/'
printf '%s\\n' "$grants" | sed -e 's/$/;/'
printf '%s\\n' "$users" | sed -n 's/^CREATE USER \\([^ ]*\\) .* DEFAULT ROLE \\(.*\\) REQUIRE .*/ALTER USER \\1 DEFAULT ROLE \\2;/p'`;

/** Of who restores them the password stays as it is: it is another one on another server. */
export const WITHOUT_OWNER = `grep -v -F -e "\\\`$COUNTABLE_USER\\\`@" -e "'$COUNTABLE_USER'@" |
  connected mariadb --batch --default-character-set=utf8mb4`;
