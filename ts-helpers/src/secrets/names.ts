/**
 * Which names have secrets as their values. A name is read as words, `GF_SECURITY_ADMIN_PASSWORD__FILE`, `redisPassword` or
 * `spring.mail.password` alike: one of them says that it is a secret, and what follows may say that it is only about one.
 */
export const isSecretName = (name: string): boolean => {
  const words = wordsOf(name);
  return !SHELLS_OWN.has(name) && words.some((_, at) => saysSecret(words, at));
};

/** Names of numbers that are secret although they are short. */
export const isPinName = (name: string): boolean => /^(?:pin|otp|tan)$/.test(wordsOf(name).at(-1) ?? '');

/** Names that can mean nothing else: of AUTH or KEY the value may be a word as well. */
export const isPasswordName = (name: string): boolean => {
  const words = wordsOf(name);
  return words.some((word, at) => (STRONG.has(word) || SHORT.has(word)) && saysSecret(words, at));
};

const list = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Say it wherever they stand. */
const STRONG = list(`
  password passwd passphrase passcode pwd secret token apikey credential cred htpasswd
  passwort kennwort senha contrasena motdepasse mdp wachtwoord
`);
/** Passwords by a shorter name. */
const SHORT = list('pass pw pin psk otp tan passkey');
/** Say it at the end: KEY_BINDINGS, PASS_RATE and AUTH_TYPE are something else. */
const WEAK = new Set([
  ...SHORT,
  ...list(`
    key auth dsn salt pepper pat jwt hmac bearer webhook mnemonic basicauth authorization sas unseal private
  `),
]);
/** What is meant for everybody. */
const OPEN = list('public publishable pub pubkey authorized');
/** Keys of tables, caches and keyboards, and the one that a page shows to a captcha. */
const OPEN_KEYS = list(
  'partition sort foreign cache site index hot shortcut lookup row unique routing group dedup idempotency object arrow stream',
);
/** Follow a secret without making it less of one. */
const NEUTRAL =
  /^(?:\d+|v\d+|prod|production|stage|staging|dev|development|test|testing|live|sandbox|local|default|old|new|previous|current|primary|secondary|fallback|next|base|base64|b64|hex|pem|json|value|data|content|plain|raw|string|text|encoded|hash|phrase)$/;
/** Make of a secret something that is about it. */
const ABOUT = list(`
  file path dir directory folder location url uri host hostname port endpoint server address
  name user username login email id arn vault bucket region label
  ttl timeout expire expired expiry expiration exp lifetime lifespan age maxage duration validity interval period
  day hour minute second ms length len size bit byte min max minimum maximum count limit
  attempt retry retries history rate threshold round cost iteration strength complexity
  enabled enable disabled disable required require optional allowed allow only auto
  type algorithm alg algo method mode backend provider driver class module model engine strategy scheme
  header prefix suffix format encoding policy rule validator validation hasher hashing version regex pattern
  issuer audience aud iss realm domain scope rotation rotate reset change recovery refresh
  field column table param parameter query store manager service hint help message
  page view route redirect callback status state usage source check symbol contract
`);

/** The folder that a shell is in, and was in. */
const SHELLS_OWN = new Set(['PWD', 'OLDPWD', 'INIT_CWD']);

const saysSecret = (words: readonly string[], at: number): boolean => {
  const head = words[at] ?? '';
  const [before, after] = [words.slice(0, at), words.slice(at + 1)];
  if (before.some(word => OPEN.has(word))) return false;
  if (head === 'key' && OPEN_KEYS.has(before.at(-1) ?? '')) return false;
  // An AppRole of Vault has a role id, and a secret id.
  if (head === 'secret' && after.join() === 'id') return true;
  if (head === 'cookie') return before.at(-1) === 'erlang' && after.length === 0;
  if (STRONG.has(head)) return !after.some(word => ABOUT.has(word));
  return WEAK.has(head) && after.every(word => NEUTRAL.test(word));
};

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .flatMap(word => parted(singular(word)));

const singular = (word: string): string =>
  ABOUT.has(word) || WEAK.has(word) || !/[^s]s$/.test(word) ? word : word.slice(0, -1);

/** Written together it says the same: PGPASSWORD, DBPASS, ADMINPW, APIKEY. */
const parted = (word: string): string[] => {
  if (NO_PASSWORDS.has(word)) return [word];
  const {before, head, after} = TOGETHER.map(pattern => pattern.exec(word)?.groups).find(Boolean) ?? {};
  if (head === undefined) return [word];
  return [before, head, after && singular(after)].filter(part => part !== undefined);
};

/** Words that end like one. */
const NO_PASSWORDS = new Set(
  ['by', 'com', 'sur', 'tres', 'over', 'under', 'encom', 'im'].map(begin => `${begin}pass`),
);

const TOGETHER = [
  /^(?<head>pass|pwd|pw|secret|token|key|pin|auth)(?<after>\d+)$/,
  /^(?<head>password|passwd|passphrase)(?<after>.+)$/,
  /^(?<before>.+?)(?<head>password|passwd|passphrase|passcode|passwort|kennwort|credential|secret|token|pwd|dsn)$/,
  /^(?<before>.+?)(?<head>pass)$/,
  /^(?<before>.{2,})(?<head>pw)$/,
  /^(?<before>db|user|usr|admin|root|ldap|bind|mysql|pg|psql|redis|smtp|imap|mail|ftp|sftp|ssh|app|api|auth|keystore|truststore|ssl|tls|aws|s3|jwt|hmac|gpg|pgp|license|licence|secret|private|access|master|signing|signature|encryption|session|stripe|webhook|service|client|deploy)(?<head>key)$/,
];
