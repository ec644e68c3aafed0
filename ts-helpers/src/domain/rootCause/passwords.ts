import type {ComposeModel} from '../compose.ts';
import type {Evidence} from '../result.ts';
import {isBroken} from '../services.ts';

/** A variable of a service that holds a password; its value is told to nobody. */
export interface PasswordSetting {
  service: string;
  variable: string;
}

/** Two that had to be the same. */
export interface UnequalPasswords {
  database: PasswordSetting;
  other: PasswordSetting;
}

type Model = Pick<ComposeModel, 'services'>;
type Held = PasswordSetting & {value: string; user?: string};

/**
 * What a database was given, and what a service that it refuses says: undefined where they are the same, or it cannot be
 * told which the service uses.
 */
export const unequalPasswords = (
  error: {message: string; where?: string | undefined; evidence: Evidence},
  {services}: Model,
): UnequalPasswords | undefined => {
  const text = textOf(error);
  const user = /(?:failed for user|denied for user) ["']([^"'\s]{1,100})["']/.exec(text)?.[1];
  if (user === undefined) return undefined;
  const all = Object.entries(services).map(([name, {environment = {}}]) => ({name, environment}));
  const databases = all.flatMap(({name, environment}) => databasePassword(name, environment, user));
  const [database] = databases;
  if (database === undefined || databases.length > 1) return undefined;
  const refused = refusedServices(error);
  const held = all
    .filter(({name}) => refused.has(name) && name !== database.service)
    .flatMap(({name, environment}) => ownPasswords(name, environment))
    .filter(one => one.user === undefined || one.user === user);
  const [other] = held;
  if (other === undefined || held.some(({value}) => value === database.value)) return undefined;
  return {database: setting(database), other: setting(other)};
};

const setting = ({service, variable}: Held): PasswordSetting => ({service, variable});

const textOf = ({message, evidence: {log, services = []}}: {message: string; evidence: Evidence}): string =>
  [message, ...(log?.lines ?? []), ...services.flatMap(service => service.log ?? [])].join('\n');

const refusedServices = ({
  where = '',
  evidence: {log, services = []},
}: {
  where?: string | undefined;
  evidence: Evidence;
}) =>
  new Set([
    ...where.split(/[\s,:]+/),
    ...(log === undefined ? [] : [log.source]),
    ...services.filter(isBroken).map(({service}) => service),
  ]);

type Environment = Readonly<Record<string, string | null>>;

/** As the images of databases have them: who the password is for, and where it stands. */
const OF_DATABASES: readonly {user: string | undefined; standard: string; password: string}[] = [
  {user: 'POSTGRES_USER', standard: 'postgres', password: 'POSTGRES_PASSWORD'},
  {user: 'MARIADB_USER', standard: '', password: 'MARIADB_PASSWORD'},
  {user: 'MYSQL_USER', standard: '', password: 'MYSQL_PASSWORD'},
  {user: undefined, standard: 'root', password: 'MARIADB_ROOT_PASSWORD'},
  {user: undefined, standard: 'root', password: 'MYSQL_ROOT_PASSWORD'},
];

const databasePassword = (service: string, environment: Environment, wanted: string): Held[] =>
  isClient(environment)
    ? []
    : OF_DATABASES.flatMap(({user, standard, password}) => {
        const value = environment[password];
        const whose = (user === undefined ? undefined : environment[user]) ?? standard;
        return value && whose === wanted ? [{service, variable: password, value}] : [];
      });

/** Programs that are given the variables of an image say beside them where the database is. */
const isClient = (environment: Environment): boolean =>
  Object.entries(environment).some(
    ([name, value]) =>
      /(?:^|_)(?:PG|DB|DATABASE|POSTGRES|MYSQL|MARIADB)_?(?:HOST|URL|SERVER)$/.test(name) && value,
  );

const ownPasswords = (service: string, environment: Environment): Held[] =>
  Object.entries(environment).flatMap(([variable, value]) => {
    if (!value) return [];
    const url = inAddress(value);
    if (url !== undefined) return [{service, variable, ...url}];
    return OF_A_DATABASE.test(variable) ? [{service, variable, value}] : [];
  });

const OF_A_DATABASE =
  /(?:^|_)(?:PG|DB|DATABASE|POSTGRES|POSTGRESQL|MYSQL|MARIADB)_?(?:ROOT_)?(?:PASS|PASSWORD|PASSWD|PWD)$/;

/** `postgres://user:password@db/shop` */
const inAddress = (text: string): {user: string; value: string} | undefined => {
  if (!/^(?:postgres|mysql|mariadb)[\w+]{0,20}:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const {username, password} = new URL(text);
  return password === '' ? undefined : {user: decoded(username), value: decoded(password)};
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
