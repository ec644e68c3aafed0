/**
 * What `countable up` costs beside the bare commands that do the same, from a clone with nothing in it to a page that answers,
 * with images that are here and a build that is in the cache.
 *
 *     node bench/upping.ts [rounds, default 10]
 *
 * A site that is built, and a database with a health check that it waits for. Bare: dc.dev.yml and .env are copied, `docker compose up
 * --detach --build`, the page is asked every 50 ms until it answers, and ops/seed.sql is fed to psql. Both take turns, each from
 * a folder of its own without containers, networks and volumes; what counts is the difference within each round.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {freePort} from './asking.ts';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 10);
const root = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
const name = `bench-upping-${randomBytes(3).toString('hex')}`;
const workspace = path.join(root, name);
const port = await freePort();
const CLI = path.resolve('bin/countable');

const FILES = {
  'docker-compose.yml': `
services:
  web:
    build: .
    depends_on: {db: {condition: service_healthy}}
    environment: {SECRET_KEY: '\${SECRET_KEY}'}
  db:
    image: postgres:15
    environment: {POSTGRES_PASSWORD: x}
    healthcheck: {test: [CMD, pg_isready, -q, -U, postgres, -h, 127.0.0.1], interval: 1s, retries: 60}
    volumes: ['data:/var/lib/postgresql/data']
volumes: {data: }
`,
  'dc.dev.yml': `services: {web: {ports: ['127.0.0.1:${port}:80']}}\n`,
  Dockerfile: 'FROM python:3.11-slim\nCMD ["python", "-m", "http.server", "80"]\n',
  '.env.example': 'SECRET_KEY=<generate:50>\n',
  'ops/seed.sql': 'create table shops (name text); insert into shops select generate_series(1, 1000);\n',
};

const run = (program: string, args: readonly string[], input?: string): void => {
  const {status, stderr} = spawnSync(program, args, {
    cwd: workspace,
    encoding: 'utf8',
    env: {...process.env, COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys')},
    ...(input !== undefined && {input}),
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`);
};

const answers = async (): Promise<void> => {
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      ({ok}) => ok,
      () => false,
    );
    if (isUp) return;
    await setTimeout(50);
  }
};

const bare = async (): Promise<void> => {
  cpSync(path.join(workspace, 'dc.dev.yml'), path.join(workspace, 'docker-compose.override.yml'));
  cpSync(path.join(workspace, '.env.example'), path.join(workspace, '.env'));
  run('docker', ['compose', 'up', '--detach', '--build']);
  await answers();
  const seed = readFileSync(path.join(workspace, 'ops/seed.sql'), 'utf8');
  run(
    'docker',
    ['compose', 'exec', '-T', 'db', 'psql', '-q', '-U', 'postgres', '-v', 'ON_ERROR_STOP=1'],
    seed,
  );
};

const own = (): Promise<void> => Promise.resolve(run(CLI, ['up']));

const fromNothing = async (way: () => Promise<void>): Promise<number> => {
  run('docker', ['compose', '-p', name, 'down', '--volumes', '--timeout', '0']);
  rmSync(workspace, {recursive: true});
  begin();
  const begun = performance.now();
  await way();
  return (performance.now() - begun) / 1000;
};

const begin = (): void => {
  mkdirSync(path.join(workspace, 'ops'), {recursive: true});
  for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(workspace, file), text);
  execFileSync('git', ['init', '-q', '-b', 'develop'], {cwd: workspace});
};

try {
  begin();
  for (const way of [bare, own]) await fromNothing(way);
  const seconds: Record<'bare' | 'own', number[]> = {bare: [], own: []};
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => seconds.bare.push(await fromNothing(bare)),
      async () => seconds.own.push(await fromNothing(own)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const more = seconds.own.map((value, round) => value - seconds.bare[round]!);
  const shares = seconds.own.map((value, round) => value / seconds.bare[round]!);
  const text = (values: readonly number[], share = 0.5) => quantile(values, share).toFixed(2);
  console.log(
    `from nothing to a page: countable up ${text(seconds.own)} s, bare commands ${text(seconds.bare)} s; ` +
      `${text(shares)} times, ${text(more)} s more (middle half: ${text(more, 0.25)} to ${text(more, 0.75)})`,
  );
} finally {
  execFileSync('docker', ['compose', '-p', name, 'down', '--volumes', '--timeout', '0', '--rmi', 'local'], {
    cwd: root,
    stdio: 'ignore',
  });
  rmSync(root, {recursive: true});
}
console.error(machine(process.version));
