/**
 * What `countable up` costs beside the bare commands that do the same, from nothing to a page that answers, with images that are here
 * and a build that is in the cache.
 *
 *     node bench/upping.ts [rounds, default 10]
 *
 * Two projects: a site with a database; and one of five services with health checks behind a proxy, whose site takes a second to
 * start. Bare: git clone, dc.dev.yml and .env are copied, `docker compose up --detach --build`, the page is asked every 50 ms until it answers,
 * and ops/seed.sql is fed to psql; once with `--wait` and once without, which waits for no health but that which others wait for. The ways
 * take turns, each without folder, containers, networks and volumes; what counts is the difference within each round.
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
const CLI = path.resolve('bin/countable');

const DB = `
  db:
    image: postgres:15
    environment: {POSTGRES_PASSWORD: x}
    healthcheck: {test: [CMD, pg_isready, -q, -U, postgres, -h, 127.0.0.1], interval: 1s, retries: 60}
    volumes: ['data:/var/lib/postgresql/data']
volumes: {data: }
`;
const SEED = 'create table shops (name text); insert into shops select generate_series(1, 1000);\n';
const EXAMPLE = 'SECRET_KEY=<generate:50>\n';

const SMALL = (port: number) => ({
  'docker-compose.yml': `
services:
  web:
    build: .
    depends_on: {db: {condition: service_healthy}}
    environment: {SECRET_KEY: '\${SECRET_KEY}'}${DB}`,
  'dc.dev.yml': `services: {web: {ports: ['127.0.0.1:${port}:80']}}\n`,
  Dockerfile: 'FROM python:3.11-slim\nCMD ["python", "-m", "http.server", "80"]\n',
  '.env.example': EXAMPLE,
  'ops/seed.sql': SEED,
});

const USUAL = (port: number) => ({
  'docker-compose.yml': `
x-app: &app
  build: .
  depends_on: {db: {condition: service_healthy}, redis: {condition: service_healthy}}
  environment: {SECRET_KEY: '\${SECRET_KEY}'}
services:
  proxy:
    image: nginx:mainline
    depends_on: {web: {condition: service_healthy}}
    volumes: ['./proxy.conf:/etc/nginx/conf.d/default.conf:ro']
  web:
    <<: *app
    healthcheck: {test: [CMD, python, -c, 'import urllib.request as r; r.urlopen("http://127.0.0.1:8000/")'], interval: 2s, retries: 60}
  worker: {<<: *app, command: [sleep, infinity]}
  redis:
    image: redis:7
    healthcheck: {test: [CMD, redis-cli, ping], interval: 1s, retries: 60}${DB}`,
  'dc.dev.yml': `services: {proxy: {ports: ['127.0.0.1:${port}:80']}}\n`,
  'proxy.conf': 'server { listen 80; location / { proxy_pass http://web:8000; } }\n',
  Dockerfile: 'FROM python:3.11-slim\nCMD ["sh", "-c", "sleep 1; exec python -m http.server 8000"]\n',
  '.env.example': EXAMPLE,
  'ops/seed.sql': SEED,
});

type Way = 'bare' | 'waiting' | 'own';

/** Seconds from nothing to a page, of each round. */
const measured = async (
  filesAt: (port: number) => Record<string, string>,
): Promise<Record<Way, number[]>> => {
  const root = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
  const name = `bench-upping-${randomBytes(3).toString('hex')}`;
  const [origin, workspace] = [path.join(root, 'from', name), path.join(root, name)];
  const port = await freePort();
  const run = (cwd: string, [program = '', ...args]: readonly string[], input?: string): void => {
    const env = {...process.env, COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys')};
    const {status, stderr} = spawnSync(program, args, {
      ...{cwd, encoding: 'utf8', env},
      ...(input !== undefined && {input}),
    });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  };
  const bare = async (...flags: string[]): Promise<void> => {
    run(root, ['git', 'clone', origin]);
    cpSync(path.join(workspace, 'dc.dev.yml'), path.join(workspace, 'docker-compose.override.yml'));
    cpSync(path.join(workspace, '.env.example'), path.join(workspace, '.env'));
    run(workspace, ['docker', 'compose', 'up', '--detach', '--build', ...flags]);
    await answers(port);
    const psql = ['psql', '-q', '-U', 'postgres', '-v', 'ON_ERROR_STOP=1'];
    run(
      workspace,
      ['docker', 'compose', 'exec', '-T', 'db', ...psql],
      readFileSync(`${workspace}/ops/seed.sql`, 'utf8'),
    );
  };
  const ways: Record<Way, () => Promise<void>> = {
    bare: () => bare(),
    waiting: () => bare('--wait'),
    own: () => Promise.resolve(run(root, [CLI, 'up', origin])),
  };
  const remove = (...flags: string[]) =>
    run(root, ['docker', 'compose', '-p', name, 'down', '--volumes', '--timeout', '0', ...flags]);
  const fromNothing = async (way: Way): Promise<number> => {
    remove();
    rmSync(workspace, {recursive: true, force: true});
    const begun = performance.now();
    await ways[way]();
    return (performance.now() - begun) / 1000;
  };
  try {
    begin(origin, filesAt(port));
    const all: Way[] = ['bare', 'waiting', 'own'];
    for (const way of all) await fromNothing(way);
    const seconds: Record<Way, number[]> = {bare: [], waiting: [], own: []};
    for (let round = 0; round < rounds; round += 1)
      for (const way of [...all.slice(round % 3), ...all.slice(0, round % 3)])
        seconds[way].push(await fromNothing(way));
    return seconds;
  } finally {
    remove('--rmi', 'local');
    rmSync(root, {recursive: true});
  }
};

const begin = (folder: string, files: Record<string, string>): void => {
  mkdirSync(path.join(folder, 'ops'), {recursive: true});
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', ...words], {cwd: folder});
  git('init', '-q', '-b', 'develop');
  git('add', '.');
  git('commit', '-q', '-m', 'Begin');
};

const answers = async (port: number): Promise<void> => {
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      ({ok}) => ok,
      () => false,
    );
    if (isUp) return;
    await setTimeout(50);
  }
};

const text = (values: readonly number[], share = 0.5) => quantile(values, share).toFixed(2);

for (const [what, files] of [
  ['a site and a database', SMALL],
  ['five services with health checks', USUAL],
] as const) {
  const {own, ...others} = await measured(files);
  console.log(`${what}, from nothing to a page: countable up ${text(own)} s`);
  for (const [way, seconds] of Object.entries(others)) {
    const shares = own.map((value, round) => value / seconds[round]!);
    const more = own.map((value, round) => value - seconds[round]!);
    const beside = way === 'bare' ? 'bare commands' : 'the same with --wait';
    console.log(
      `  ${beside} ${text(seconds)} s: ${text(shares)} times, ${text(more)} s more (middle half: ${text(more, 0.25)} to ${text(more, 0.75)})`,
    );
  }
}
console.error(machine(process.version));
