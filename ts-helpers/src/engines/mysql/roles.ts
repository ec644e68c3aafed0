/** Prints what is asked, a line a row. */
export const ASKED =
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

/** Who restores, from whatever host, and with whom an image looks whether it is well: a file beside the data has that password. */
export const OF_THE_IMAGE = "user IN (SUBSTRING_INDEX(CURRENT_USER(), '@', 1), 'healthcheck')";

/** Says which role somebody has, and no password. */
const OF_ROLES = String.raw`^\(/\*M![0-9]* \)\{0,1\}\(GRANT [\`']\|SET DEFAULT ROLE \)`;

/** But for those of the image that are there: their passwords would be others from then on. Roles they have as they had them. */
const OTHERS = `set -eu
${ASKED}
own=$(asked --execute="SELECT CONCAT('\\\`', user, '\\\`@\\\`', host, '\\\`') FROM mysql.user WHERE ${OF_THE_IMAGE}")
own="$own
$(printf '%s' "$own" | tr '\\\`' "'")"
sed -e "\\%${OF_ROLES}%s/@/@\t/g" | grep -v -F -e "$own" | sed -e 's/@\t/@/g' | connected mariadb --batch --default-character-set=utf8mb4`;

/** Roles that are there already are nobody's to give: they are made once more, by who restores. MySQL has none of this kind. */
const FORGOTTEN = `${ASKED}
asked --execute="SELECT CONCAT('DROP ROLE ', QUOTE(user), ';') FROM mysql.user WHERE is_role = 'Y' AND user <> 'PUBLIC'" 2>/dev/null </dev/null | asked`;

export const WITHOUT_OWN = `${FORGOTTEN}\n${OTHERS}`;

/** What is refused is told of by the second time. */
export const BEGUN = `${OTHERS} --force >/dev/null 2>&1 || true`;
