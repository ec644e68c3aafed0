import type {ComposeService} from './model.ts';

/** The user besides root whom an image of MySQL or MariaDB makes in an empty server, with all rights on one database. */
export interface ImageUser {
  user: string;
  /** None: it has no rights at all. */
  database: string | undefined;
}

type Environment = NonNullable<ComposeService['environment']>;

const PREFIXES = ['MARIADB', 'MYSQL'] as const;

/** https://hub.docker.com/_/mysql and https://hub.docker.com/_/mariadb, Environment Variables. */
export const imageUserOf = (environment: Environment): ImageUser | undefined => {
  const said = (name: string): string | undefined =>
    PREFIXES.map(prefix => environment[`${prefix}_${name}`]).find(value => value) ?? undefined;
  const user = said('USER');
  const hasPassword = (said('PASSWORD') ?? said('PASSWORD_FILE')) !== undefined;
  return user === undefined || !hasPassword ? undefined : {user, database: said('DATABASE')};
};

/** The same, but for root: it has this password, and not one by chance. */
export const withRootPassword = (environment: Environment, password: string): Environment => {
  const isOfRoot = (name: string): boolean =>
    /^(?:MARIADB|MYSQL)_(?:RANDOM_ROOT_PASSWORD|ROOT_PASSWORD(?:_FILE|_HASH)?|ALLOW_EMPTY_(?:ROOT_)?PASSWORD)$/.test(
      name,
    );
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !isOfRoot(name))),
    ...Object.fromEntries(PREFIXES.map(prefix => [`${prefix}_ROOT_PASSWORD`, password])),
  };
};
