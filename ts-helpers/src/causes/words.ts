import {secretFileWords} from '../project/secretFiles.ts';
import {nameOf} from '../history/sourceFiles.ts';
import {isSecretName} from '../secrets/names.ts';
import {quoted} from '../text/plain.ts';
import type {About} from '../result/result.ts';

/** Words that remedies have in common. */

/** What holds the values of a deploy; undefined in tests, which get none. */
export const secretFileOf = ({project, environment, isLaptop}: About): string | undefined => {
  if (environment === undefined) return undefined;
  return project === undefined && !isLaptop
    ? 'the secret file'
    : secretFileWords({project: project ?? '', environment, isLaptop});
};

export {isSecretName, nameOf, quoted};

export const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/') || '/';

/** Packages of Debian that are not called like the command. */
const PACKAGES: Readonly<Record<string, string>> = {
  node: 'nodejs',
  psql: 'postgresql-client',
  pg_isready: 'postgresql-client',
  pg_dump: 'postgresql-client',
  mysql: 'default-mysql-client',
  'redis-cli': 'redis-tools',
  ping: 'iputils-ping',
  nc: 'netcat-openbsd',
  ps: 'procps',
  dig: 'dnsutils',
  ip: 'iproute2',
  convert: 'imagemagick',
  'g++': 'build-essential',
  gcc: 'build-essential',
  cc: 'build-essential',
  make: 'build-essential',
  cargo: 'cargo',
  pg_config: 'libpq-dev gcc',
  mysql_config: 'default-libmysqlclient-dev pkg-config gcc',
  mariadb_config: 'libmariadb-dev pkg-config gcc',
  Python: 'python3 build-essential',
};

/** Programs that come with an ecosystem's own packages. */
const INSTALLERS: readonly [commands: readonly string[], installer: string, list: string][] = [
  [
    ['gunicorn', 'uvicorn', 'celery', 'pytest', 'django-admin', 'flask', 'alembic', 'uwsgi', 'daphne'],
    'pip install',
    'requirements.txt',
  ],
  [
    ['next', 'vite', 'jest', 'vitest', 'tsc', 'webpack', 'nest', 'ng', 'mocha', 'eslint', 'pm2'],
    'npm install',
    'package.json',
  ],
];

/** How a command is installed, where it is known. */
export const installing = (command: string): string => {
  const known = INSTALLERS.find(([names]) => names.includes(nameOf(command)));
  if (known === undefined) return `apt-get update && apt-get install -y ${buildPackage(nameOf(command))}`;
  return `${known[1]} ${nameOf(command)}, or as a line of ${known[2]}`;
};

/** Compilers are called by their target, too: `x86_64-linux-gnu-gcc`. */
export const buildPackage = (command: string): string =>
  (command.endsWith('-gcc') ? 'build-essential' : undefined) ??
  (Object.hasOwn(PACKAGES, command) ? PACKAGES[command] : undefined) ??
  command;
