import type {EngineKind} from '../archive/manifest.ts';

/** Where a database is, and who reads it, as an address tells it. */
export interface DatabaseAddress {
  kind: EngineKind;
  /** Of several, as PostgreSQL and MongoDB allow them, all, with commas between them. */
  host: string;
  port: string;
  user: string;
  password: string;
  /** Empty where none is named. */
  database: string;
  options: Readonly<Record<string, string>>;
  /** `mongodb+srv`: the hosts are asked of DNS. */
  isSrv: boolean;
}

/** As drivers and frameworks call them. */
const SCHEMES: Readonly<Record<string, EngineKind>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  pgsql: 'postgres',
  postgis: 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mysqlgis: 'mysql',
  mariadb: 'mysql',
  mongodb: 'mongo',
};

/** Undefined where it is the address of no database that we know. `postgresql+psycopg2://` is one. */
export const databaseAddress = (text: string): DatabaseAddress | undefined => {
  const schemeEnd = text.indexOf('://');
  const [scheme = '', driver] = text.slice(0, Math.max(schemeEnd, 0)).toLowerCase().split('+');
  const kind = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  if (kind === undefined) return undefined;
  const rest = text.slice(schemeEnd + 3);
  // A password may have any sign in it, as it is often written.
  const at = signBefore(rest, '?') ?? rest.lastIndexOf('@');
  const [user, password] = at === -1 ? ['', ''] : split(rest.slice(0, at), ':');
  const [place, query] = split(rest.slice(at + 1), '?');
  const [hosts, database] = split(place, '/');
  const options = Object.fromEntries(new URLSearchParams(query));
  const all = (hosts === '' ? (options.host ?? '') : hosts).split(',').map(hostAndPort);
  return {
    kind,
    host: all.map(one => one.host).join(','),
    port: joined(all.map(one => one.port)) || (options.port ?? ''),
    user: decoded(user) || (options.user ?? ''),
    password: decoded(password) || (options.password ?? ''),
    database: decoded(database),
    options,
    isSrv: kind === 'mongo' && driver === 'srv',
  };
};

const signBefore = (text: string, end: string): number | undefined => {
  const at = split(text, end)[0].lastIndexOf('@');
  return at === -1 ? undefined : at;
};

const split = (text: string, sign: string): [string, string] => {
  const at = text.indexOf(sign);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};

/** `[2001:db8::1]:5432`, `db.example.org:5432` */
const hostAndPort = (text: string): {host: string; port: string} => {
  const end = text.startsWith('[') ? text.indexOf(']') + 1 : 0;
  const [name, port] = split(text.slice(end), ':');
  return {host: end > 0 ? text.slice(1, end - 1) : name, port};
};

const joined = (ports: readonly string[]): string =>
  ports.every(port => port === '') ? '' : ports.join(',');

/** Of what is no encoding the text itself was meant. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
