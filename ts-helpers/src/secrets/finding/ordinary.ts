/** Words that logs are made of: technical ones, those of a language, and those of the project. */
export interface Words {
  /** In small letters. */
  has(word: string): boolean;
}

/**
 * Whether a value is one that cannot be hidden: hiding it would hide the same word wherever a log needs it, and tell by the
 * gaps what it is. `isPin`: it is a number by its name.
 */
export const isOrdinary = (value: string, words: Words, {isPin = false} = {}): boolean => {
  const text = value.trim().toLowerCase();
  if (text.length < SHORTEST) return true;
  if (/^[\d.,:/_+ -]+$/.test(text)) return isPin ? isUsualPin(text) : isUsualNumber(text);
  if (MEASURE.test(text) || VERSION.test(text) || /^[*x.]+$/.test(text)) return true;
  if (words.has(text) || TECHNICAL.has(text)) return true;
  const parts = text.split(/[-_. /]/);
  return (
    parts.length === 2 &&
    parts.every(part => TECHNICAL.has(part) || words.has(part) || /^\d{1,4}$/.test(part))
  );
};

/** Shorter ones would hide half of every line. */
const SHORTEST = 4;
/** A port, a year, a count, a status have no more. */
const FEWEST_DIGITS = 6;

const MEASURE = /^\d+(?:\.\d+)?\s?(?:ms|s|sec|m|min|h|d|b|k|kb|m|mb|g|gb|t|tb|ki|mi|gi|kib|mib|gib|%|px)$/;
const VERSION = /^v?\d+(?:\.\d+){1,3}(?:-[a-z]+\.?\d*)?$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}:\d\d(?::\d\d)?$/;

/** One digit over and over, the first ones, or a year. */
const isUsualPin = (text: string): boolean =>
  new Set(text).size === 1 || /^(?:1234|19\d\d|20\d\d)$/.test(text);

const isUsualNumber = (text: string): boolean =>
  text.replace(/\D/g, '').length < FEWEST_DIGITS ||
  /^\d{1,3}0{4,}$/.test(text) ||
  ADDRESS.test(text) ||
  DATE.test(text);

const TECHNICAL = new Set(
  `
  true false null none undefined default auto enabled disabled enable disable allow deny strict basic digest bearer plain
  login logout signin oauth oauth2 oidc saml ldap kerberos anonymous guest nobody
  admin administrator root user username owner member superuser sudo system service daemon worker client server
  password passwd secret token credential credentials private public shared session cookie
  postgres postgresql postgis pgbouncer mysql mariadb mongo mongodb redis valkey memcached elastic elasticsearch opensearch
  rabbitmq kafka minio nginx apache traefik caddy haproxy keycloak grafana prometheus sentry jenkins sonar nexus gitea
  django flask celery rails sidekiq puma laravel symfony wordpress drupal strapi directus ghost node express nestjs next
  nuxt spring tomcat jetty python ruby java golang rust perl scala kotlin dotnet typescript javascript webpack vite pytest
  mocha jest junit docker compose kubernetes swarm container containers image images volume volumes network networks
  build builder deploy deployed deployment release rollback staging stage production prod development develop dev
  test tests testing tester demo sample example local localhost remote main master trunk branch commit
  frontend backend webapp website gateway proxy cache queue broker scheduler beat cron job jobs task tasks mail mailer smtp
  imap http https grpc websocket rest graphql json yaml toml html text utf8 ascii base64 sha256 sha512 hs256 rs256 md5
  bcrypt argon2 scrypt pbkdf2 aes256 scram verify require prefer disable sslmode
  database databases schema table column index query data backup restore migrate migration seed dump
  host port path file files folder home temp data logs debug info notice warn warning error errors fatal critical trace
  verbose quiet silent start started starting stop stopped stopping running restart restarting healthy unhealthy ready
  exit exited failed failure success passed skipped pending waiting connect connected connection refused timeout
  accept closed open listen listening bind request response status code message version update upgrade install
  changeit
  `
    .split(/\s+/)
    .filter(Boolean),
);
