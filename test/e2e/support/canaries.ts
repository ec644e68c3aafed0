/** Secrets that give themselves away, and the ways in which a program may print them. */
import {plain} from '../../../ts-helpers/src/text/plain.ts';

const KEY = Array.from({length: 4}, (_, index) => `kanarieKEY${index}${'aB3/'.repeat(12)}`);

/** As they lie in the secret file. */
export const secretsFile = (project: string): string => `DB_PASSWORD=ab$$cd-kanarie01
TAB_SECRET="kanarie02\\tend"
YAML_TOKEN: kanarie03-value
OTHER_SECRET=kanarie04
JOINED_SECRET=\${OTHER_SECRET}-tail05
DATABASE_URL=postgres://shop:kanarie06%40pw@db/shop
JDBC_URL=jdbc:postgresql://db/shop?user=shop&password=kanarie07pw
CONFIG_JSON='{"db": {"user": "shop", "password": "kanarie08\\"pw"}}'
ADMIN_PWD=kanarie09
CARD_PIN=748291
LDAP_PW='kan"arie\\\\10'
APP_KEYS=kanarie11-one,kanarie12-two
SIGNING_KEY="-----BEGIN PRIVATE KEY-----
${KEY.join('\n')}
-----END PRIVATE KEY-----"
SITE_URL=https://www.shop.example.org/health
AUTH_ENABLED=true
POSTGRES_PASSWORD=postgres
SHOP_PASSWORD=${project}
`;

/** As Compose reads them, and what of them stands alone. */
const CANARIES: readonly string[] = [
  'ab$cd-kanarie01',
  'kanarie02\tend',
  'kanarie03-value',
  'kanarie04-tail05',
  'kanarie06%40pw',
  'kanarie06@pw',
  'kanarie07pw',
  'kanarie08"pw',
  'kanarie09',
  '748291',
  'kan"arie\\\\10',
  'kanarie11-one',
  'kanarie12-two',
  ...KEY,
];

/** Words that stay, whatever the secrets are. */
export const readable = (project: string): string[] => [
  'https://www.shop.example.org/health',
  'is it true',
  'FATAL: database of postgres',
  `container of ${project}`,
];

type Encoding = (secret: string) => string;

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  plain: secret => secret,
  percent: encodeURIComponent,
  'small percent': secret => encodeURIComponent(secret).replaceAll(/%../g, code => code.toLowerCase()),
  'percent twice': secret => encodeURIComponent(encodeURIComponent(secret)),
  HTML: secret => secret.replaceAll('"', '&quot;').replaceAll('$', '&#36;').replaceAll('-', '&#x2d;'),
  JSON: secret => JSON.stringify(secret),
  'JSON twice': secret => JSON.stringify(JSON.stringify(secret)),
  Base64: secret => Buffer.from(secret).toString('base64'),
  'Base64 of a login': secret => Buffer.from(`ada:${secret}`).toString('base64'),
  'Base64 for addresses': secret => Buffer.from(`x${secret}`).toString('base64url'),
  digits: secret => Buffer.from(secret).toString('hex'),
  shell: secret => `$'${secret.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')}'`,
  colour: secret => `${secret.slice(0, 4)}\u001B[31m${secret.slice(4)}\u001B[0m`,
  address: secret => `https://ada:${encodeURIComponent(secret)}@git.example.org/x`,
};

/** A program's output with every secret in every encoding, and with what a terminal obeys. */
export const noise = (project: string): string =>
  [
    ...Object.entries(ENCODINGS).flatMap(([name, encode]) =>
      CANARIES.map((secret, index) => `${name} ${index}: (${encode(secret)})`),
    ),
    ...readable(project),
    'clipboard \u001B]52;c;ZWNobyBwd25lZA==\u0007, reset \u001Bc, hidden \u001B[8mhere\u001B[0m, \u009B2J\u0000\b\u202Eend',
    '\u001B[8mha:////4AAAAAAA+/0=\u001B[0mforged',
    `the width of a terminal ends in ${' '.repeat(40)}kanarie03-v`,
    'alue, and goes on',
  ].join('\n');

/** What of the secrets, or of what a terminal obeys, is left in a text. */
export const leaks = (text: string): string[] => {
  const looked = plain(text);
  const left = Object.entries(ENCODINGS).flatMap(([name, encode]) =>
    CANARIES.filter(secret => looked.includes(plain(encode(secret)).slice(0, 400))).map(
      secret => `${name} of ${secret}`,
    ),
  );
  const pieces = [...looked.matchAll(/kanarie\w{0,10}/g)].map(([piece]) => piece);
  const signs = text.match(SIGNS) ?? [];
  return [...left, ...pieces, ...signs.map(sign => JSON.stringify(sign))];
};

/** As they are, and as JSON writes them. */
const SIGNS =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]|ha:\/\/\/\/|\\u00[01][0-8bcef]/g;
