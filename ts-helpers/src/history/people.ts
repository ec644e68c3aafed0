export interface Person {
  name: string;
  email: string;
}

/** The settings' `people:`: addresses and names as git has them, and the address that reaches the person. */
export type People = Readonly<Record<string, string>>;

/** Addresses of git hosts that reach nobody: `12+ada@users.noreply.github.com`, `noreply@bitbucket.org`. */
export const isNoreply = ({email}: Person): boolean => /(^|[.@+-])no-?reply([.@-]|$)/i.test(email);

/** Dependabot, Renovate and their like: nobody reads what is written to them. */
export const isBot = ({name, email}: Person): boolean =>
  /\[bot\]/i.test(name) ||
  /\[bot\]/i.test(email) ||
  /^(dependabot|renovate|greenkeeper|snyk|pyup|github-actions|gitlab-bot|pre-commit-ci|weblate|imgbot|allcontributors)\b/i.test(
    name,
  ) ||
  /(^|[-_ .])bot$/i.test(name) ||
  /(^|[-_.+])bot@/i.test(email);

/** Whether the address is of one of these domains, and not of one below it. */
export const isOfDomain = (email: string, domains: readonly string[]): boolean =>
  domains.some(domain => email.toLowerCase().endsWith(`@${domain.toLowerCase()}`));

/**
 * The author with an address that reaches somebody: of the settings' `people:`, else of a newer or older commit by the
 * same name. Kept as it is where neither knows.
 *
 * @param known authors of other commits, the newest first
 */
export const reachable = (author: Person, people: People, known: readonly Person[]): Person => {
  const chosen = entry(people, author.email) ?? entry(people, author.name);
  if (chosen !== undefined) return {...author, email: chosen};
  if (!isNoreply(author)) return author;
  const same = known.find(other => !isNoreply(other) && normal(other.name) === normal(author.name));
  return same === undefined ? author : {...author, email: same.email};
};

const entry = (people: People, key: string): string | undefined =>
  Object.entries(people).find(([name]) => normal(name) === normal(key))?.[1];

const normal = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
