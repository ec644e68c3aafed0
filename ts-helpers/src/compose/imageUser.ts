import type {ServerManifest} from '../archive/manifest.ts';
import type {ComposeService} from './model.ts';

type Environment = NonNullable<ComposeService['environment']>;

const PREFIXES = ['MARIADB', 'MYSQL'] as const;

const said = (environment: Environment, name: string): string | undefined =>
  PREFIXES.map(prefix => environment[`${prefix}_${name}`]).find(value => value) ?? undefined;

/**
 * Of a server whose users were not kept, because its root has a password by chance: why nobody could log in and use its databases.
 * Undefined where its image makes the one who did, with all rights on one database, of the environment of the service:
 * https://hub.docker.com/_/mysql and https://hub.docker.com/_/mariadb, Environment Variables.
 */
export const whyNobodyLogsIn = (
  {kind, databases}: {kind: ServerManifest['kind']; databases: readonly {name: string}[]},
  environment: Environment = {},
): string | undefined => {
  const user = said(environment, 'USER');
  const password = said(environment, 'PASSWORD') ?? said(environment, 'PASSWORD_FILE');
  if (kind !== 'mysql' || user === undefined || password === undefined) return 'nobody could log in';
  const others = databases.map(({name}) => name).filter(name => name !== said(environment, 'DATABASE'));
  return others.length === 0 ? undefined : `its image gives ${user} no rights on ${others.join(', ')}`;
};

/** Whether root has a password that nobody knows, so that nobody can read the users. */
export const hasRootByChance = (environment: Environment = {}): boolean =>
  said(environment, 'RANDOM_ROOT_PASSWORD') !== undefined &&
  said(environment, 'ROOT_PASSWORD') === undefined &&
  said(environment, 'ROOT_PASSWORD_FILE') === undefined;

/** All whom it makes, as the server calls them. */
export const usersOfImage = (environment: Environment = {}): string[] => {
  const user = said(environment, 'USER');
  return ['root@localhost', 'root@%', ...(user === undefined ? [] : [`${user}@%`])];
};

/** The same, but that root has this password. */
export const withRootPassword = (environment: Environment, password: string): Environment => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_ROOT.test(name))),
  ...Object.fromEntries(PREFIXES.map(prefix => [`${prefix}_ROOT_PASSWORD`, password])),
});

const OF_ROOT = /^M(?:ARIADB|YSQL)_(?:RANDOM_ROOT_PASSWORD|ROOT_PASSWORD|ALLOW_EMPTY_)/;

/** The password of root that an environment tells, as an image takes it. */
export const rootVariables = (environment: Environment = {}): Environment => {
  const password = said(environment, 'ROOT_PASSWORD');
  return password === undefined
    ? {}
    : Object.fromEntries(PREFIXES.map(prefix => [`${prefix}_ROOT_PASSWORD`, password]));
};

/** What of an environment makes that user. */
export const userVariables = (environment: Environment = {}): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => OF_USER.test(name)));

const OF_USER = /^M(?:ARIADB|YSQL)_(?:USER|PASSWORD|DATABASE)(?:_FILE)?$/;
