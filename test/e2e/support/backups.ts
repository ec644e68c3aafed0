import assert from 'node:assert/strict';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {BackupOutcome} from '../../../ts-helpers/src/result/backup.ts';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import type {TestBucket} from './bucket.ts';
import {countable, type Run, type RunOptions} from './cli.ts';
import {deployable, type DeployProject, deployEnvironment, parsed} from './deploys.ts';
import {docker} from './projects.ts';

/** A project that runs as production, brought up by plain Compose. */
export interface BackedUp extends DeployProject {
  /** The database's container. */
  db: string;
  sql(...statements: string[]): string;
}

const COMPOSE = {
  services: {
    db: {
      image: 'postgres:15',
      environment: {POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'tell-nobody-of-it', POSTGRES_DB: 'shop'},
      volumes: ['pg-data:/var/lib/postgresql/data'],
    },
    web: {
      image: 'postgres:15',
      // It is up where the data is there that it asks for, with the password of production.
      command: ['sleep', '86400'],
      init: true,
      environment: {PGPASSWORD: 'tell-nobody-of-it'},
      volumes: ['media:/srv/media', './uploads:/srv/uploads', './site:/srv/site:ro'],
      depends_on: ['db'],
      healthcheck: {
        test: ['CMD', 'psql', '-h', 'db', '-U', 'shop', 'shop', '-c', 'select 1 / count(*) from orders'],
        interval: '1s',
        retries: 3,
      },
    },
  },
  volumes: {'pg-data': {}, media: {}},
};

export const backedUp = async (files: Readonly<Record<string, string>> = {}): Promise<BackedUp> => {
  const project = deployable({
    'docker-compose.yml': JSON.stringify(COMPOSE),
    'dc.prod.yml': 'services: {}\n',
    'site/index.html': 'hello',
    ...files,
  });
  project.write('uploads/a letter.txt', 'dear all');
  const compose = (...words: string[]) =>
    docker('compose', '--project-directory', project.workspace, '-p', `${project.name}-prod`, ...words);
  compose('-f', path.join(project.workspace, 'docker-compose.yml'), 'up', '--detach');
  const db = `${project.name}-prod-db-1`;
  await listening(db);
  return {
    ...project,
    db,
    sql: (...statements) =>
      docker(
        'exec',
        db,
        'psql',
        '-qAt',
        '-v',
        'ON_ERROR_STOP=1',
        '-U',
        'shop',
        'shop',
        ...statements.flatMap(one => ['-c', one]),
      ),
  };
};

const listening = async (db: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1');
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await pause(500);
    }
  }
};

export interface BackupRun extends Run {
  result: StageResult;
}

/** `countable backup` or another verb of backups, with `--json`, in the project. */
export const backups = async (
  words: readonly string[],
  {project, organisation, bucket}: {project: DeployProject; organisation: string; bucket: TestBucket},
  options: RunOptions = {},
): Promise<BackupRun> =>
  parsed(
    await countable([...words, '--json'], {
      cwd: project.workspace,
      ...options,
      env: deployEnvironment(project, {...bucket.env, COUNTABLE_CONFIG: organisation, ...options.env}),
    }),
  );

export const stored = ({result, stderr}: BackupRun): BackupOutcome => {
  assert.ok(result.backup, stderr);
  return result.backup;
};

/** Containers, volumes and networks of proofs. */
export const leftOfProofs = (project: BackedUp): string[] =>
  [
    docker('ps', '--all', '--format', '{{.Names}}'),
    docker('network', 'ls', '--format', '{{.Name}}'),
    docker('volume', 'ls', '--format', '{{.Name}}'),
  ]
    .flatMap(listing => listing.split('\n'))
    .filter(name => name.includes(`proof-${project.name}`));
