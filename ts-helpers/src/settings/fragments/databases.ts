import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

/** A database that is no service of the compose files. Variables are told by their names: no setting has a password in it. */
export type DatabaseSetting = UrlSetting | PartsSetting;

/** A variable has its address: `postgres://shop:…@db.example.org/shop`. */
export interface UrlSetting {
  url: string;
  image?: string | undefined;
}

/** Variables have the parts of it. */
export interface PartsSetting {
  engine: 'postgres' | 'mysql' | 'mongo';
  host: string;
  port?: string | undefined;
  user?: string | undefined;
  password?: string | undefined;
  name?: string | undefined;
  image?: string | undefined;
}

const variable = text.check(
  z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable, like DATABASE_URL'),
);
const image = described(
  text,
  'Image whose tools are used, and into which it is restored for the proof. Default: the official one of its version.',
  'postgis/postgis:15-3.3',
);

const ofUrl = z.strictObject({
  url: variable.check(z.meta({description: 'Variable with its address: postgres://, mysql://, mongodb://.'})),
  image,
});

const ofParts = z.strictObject({
  engine: z
    .enum(['postgres', 'mysql', 'mongo'], {error: 'must be postgres, mysql or mongo'})
    .check(z.meta({description: 'What it is; MariaDB is `mysql`.'})),
  host: variable.check(z.meta({description: 'Variable with the name of its host.'})),
  port: described(variable, 'Variable with its port. Default: the engine’s own.'),
  user: described(variable, 'Variable with the user.'),
  password: described(variable, 'Variable with the password.'),
  name: described(variable, 'Variable with the name of the database. Default: every database of the server.'),
  image,
});

const keys = {
  databases: described(
    z.array(
      z.union([variable, ofUrl, ofParts], {
        error: 'must be the name of a variable, a map with `url`, or one with `engine` and `host`',
      }),
    ),
    'Databases that are no services of the compose files, and are backed up: variables of the deploy that tell where they are, and as whom to read them.',
    ['DATABASE_URL'],
    [
      {
        engine: 'postgres',
        host: 'DATABASE_HOST',
        user: 'DATABASE_USER',
        password: 'DATABASE_PASSWORD',
        name: 'DATABASE_NAME',
      },
    ],
  ),
};

/** What there is to be kept of a project is its own word. */
export const databases = defineSettings({
  project: keys,
  organisation: {},
  settle: ({own, given}): {databases: readonly DatabaseSetting[]} => ({
    databases: (given.databases ?? own.databases ?? []).map(one =>
      typeof one === 'string' ? {url: one} : one,
    ),
  }),
});
