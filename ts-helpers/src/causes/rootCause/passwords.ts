import type {ComposeModel} from '../../compose/model.ts';
import type {Evidence} from '../../result/result.ts';
import {isBroken} from '../../health/services.ts';
import {isUnsent} from './unsent.ts';

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
export type Held = PasswordSetting & {value: string; user?: string};

/**
 * What a database was given, and what a service that it refuses says: undefined where they are the same, or it cannot be
 * told which the service uses.
 */
export const unequalPasswords = (error: Failure, model: Model): UnequalPasswords | undefined => {
  const user = refusedUser(textOf(error));
  const database = user === undefined ? undefined : databaseIn(model, user);
  if (database === undefined) return undefined;
  const held = refusedIn(error, model)
    .filter(({name}) => name !== database.service)
    .flatMap(({name, environment}) => ownPasswords(name, environment))
    .filter(one => one.user === undefined || one.user === user);
  const [other] = held;
  if (other === undefined || held.some(({value}) => value === database.value)) return undefined;
  return {database: setting(database), other: setting(other)};
};

/** What the database was given whose password is refused, and that value, which is told to nobody. */
export const refusedPassword = (error: Failure, model: Model): Held | undefined => {
  const user = refusedUser(textOf(error));
  return user === undefined ? undefined : databaseIn(model, user);
};

/** A service that sent its database no password, and what it holds that looks like one. */
export interface UnsentPassword {
  service: string;
  held: PasswordSetting[];
  database?: PasswordSetting;
}

export const unsentPassword = (error: Failure, model: Model): UnsentPassword | undefined => {
  const line = textOf(error).split('\n').findLast(isUnsent);
  if (line === undefined) return undefined;
  const database = databaseIn(model, userIn(line));
  const [client, second] = refusedIn(error, model).filter(
    ({name, environment}) => name !== database?.service && !isDatabaseItself(environment),
  );
  if (client === undefined || second !== undefined) return undefined;
  const {name, environment} = client;
  const named = Object.entries(environment).flatMap(([variable, value]) =>
    value && A_PASSWORD.test(variable) ? [{service: name, variable, value}] : [],
  );
  const same = named.filter(({value}) => value === database?.value);
  return {
    service: name,
    held: (same.length > 0 ? same : ownPasswords(name, environment)).map(setting),
    ...(database && {database: setting(database)}),
  };
};

const A_PASSWORD = /(?:^|_)(?:PASS|PASSWORD|PASSWD|PWD)(?:_|$)/;

interface Failure {
  message: string;
  where?: string | undefined;
  evidence: Evidence;
}

const refusedUser = (text: string): string | undefined =>
  text
    .split('\n')
    .filter(line => !isUnsent(line) && !line.includes("' to database '"))
    .map(userIn)
    .find(user => user !== undefined);

const userIn = (line: string): string | undefined =>
  /(?:failed for user|denied for user) ["']([^"'\s]{1,100})["']/.exec(line)?.[1];

interface Client {
  name: string;
  environment: Environment;
}

const clientsIn = ({services}: Model): Client[] =>
  Object.entries(services).map(([name, {environment = {}}]) => ({name, environment}));

const refusedIn = (error: Failure, model: Model): Client[] => {
  const refused = refusedServices(error);
  return clientsIn(model).filter(({name}) => refused.has(name));
};

/** The only one that has such a user. */
const databaseIn = (model: Model, user: string | undefined): Held | undefined => {
  const [database, second] = clientsIn(model).flatMap(({name, environment}) =>
    databasePassword(name, environment, user),
  );
  return second === undefined ? database : undefined;
};

const isDatabaseItself = (environment: Environment): boolean =>
  !isClient(environment) && OF_DATABASES.some(({password}) => environment[password]);

const setting = ({service, variable}: Held): PasswordSetting => ({service, variable});

const textOf = ({message, evidence: {log, services = []}}: Failure): string =>
  [message, ...(log?.lines ?? []), ...services.flatMap(service => service.log ?? [])].join('\n');

const refusedServices = ({where = '', evidence: {log, services = []}}: Failure) =>
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

const databasePassword = (service: string, environment: Environment, wanted: string | undefined): Held[] =>
  isClient(environment)
    ? []
    : OF_DATABASES.flatMap(({user, standard, password}) => {
        const value = environment[password];
        const whose = (user === undefined ? undefined : environment[user]) ?? standard;
        return value && (wanted === undefined || whose === wanted)
          ? [{service, variable: password, value}]
          : [];
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
