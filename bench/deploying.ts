/**
 * What a deploy costs beside `docker compose up -d`, with 1 to 20 services; and for how long a service is away that has to be
 * made anew, beside its own stop and start.
 *
 *     node bench/deploying.ts [rounds, default 10] [services, default 1,5,10,20]
 *
 * Unchanged: everything runs already, and is asked to by `countable deploy` and by `docker compose up -d` in its deploy folder, which
 * take turns; what counts is the difference within each round. Memory is the highest that the process itself has had
 * (VmHWM), read every 20 ms.
 *
 * Away: a service that publishes a port, takes 1 s to listen and 1 s to stop, changes a variable. It is asked every 10 ms
 * by a connection of its own, from the last answer of the old one to the first of the new. Beside it the same
 * with `docker compose up -d`, and with `docker stop` and `docker start`.
 */
import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {freePort, longestGap} from './asking.ts';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 10);
const counts = (process.argv[3] ?? '1,5,10,20').split(',').map(Number);
const root = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};
const made: string[] = [];

interface Project {
  name: string;
  workspace: string;
}

const project = (): Project => {
  const name = `bench-deploying-${randomBytes(3).toString('hex')}`;
  const workspace = path.join(root, name);
  mkdirSync(workspace);
  made.push(name);
  const one = {name, workspace};
  run(one, 'git', ['init', '-q', '-b', 'develop']);
  run(one, 'git', ['remote', 'add', 'origin', `https://git.example.org/${name}.git`]);
  return one;
};

const run = ({workspace}: Project, program: string, args: readonly string[]): string =>
  execFileSync(program, args, {
    cwd: workspace,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();

const commit = (one: Project, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(one.workspace, name), text);
  run(one, 'git', ['add', '--all']);
  run(one, 'git', ['commit', '-q', '-m', 'Change']);
};

interface Run {
  seconds: number;
  megabytes: number;
}

const timed = async (cwd: string, program: string, args: readonly string[]): Promise<Run> => {
  const begun = performance.now();
  const child = spawn(program, args, {cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  let kilobytes = 0;
  const reading = setInterval(() => {
    kilobytes = Math.max(kilobytes, highest(child.pid!));
  }, 20);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  clearInterval(reading);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`);
  return {seconds: (performance.now() - begun) / 1000, megabytes: kilobytes / 1024};
};

const highest = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
};

const deploy = ({workspace}: Project): Promise<Run> => timed(workspace, CLI, ['deploy', 'stage']);
const CLI = path.resolve('bin/countable');

const compose = ({name}: Project): {cwd: string; args: string[]} => ({
  cwd: path.join(root, 'deploys', `${name}-stage`),
  args: [
    ...['compose', '-p', `${name}-stage`, '-f', 'docker-compose.yml', '-f', 'docker-compose.override.yml'],
    ...['-f', path.join(root, 'deploys/.countable', `${name}-stage`, 'release.yml'), 'up', '-d'],
  ],
});

const up = (one: Project): Promise<Run> => {
  const {cwd, args} = compose(one);
  return timed(cwd, 'docker', args);
};

const unchanged = async (services: number): Promise<void> => {
  const one = project();
  const lines = Array.from(
    {length: services},
    (_, number) => `  s${number + 1}: {image: 'busybox:1.35', init: true, command: sleep 100000}\n`,
  );
  commit(one, {'docker-compose.yml': `services:\n${lines.join('')}`, 'dc.stage.yml': 'services: {}\n'});
  const first = await deploy(one);
  const own: Run[] = [];
  const bare: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turns = [async () => own.push(await deploy(one)), async () => bare.push(await up(one))];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const median = (values: readonly number[]) => quantile(values, 0.5).toFixed(2);
  const more = own.map(({seconds}, round) => seconds - bare[round]!.seconds);
  console.log(
    `${services} services: the first deploy ${first.seconds.toFixed(1)} s; unchanged ${median(own.map(({seconds}) => seconds))} s, ` +
      `up -d ${median(bare.map(({seconds}) => seconds))} s, ${median(more)} s more ` +
      `(middle half: ${quantile(more, 0.25).toFixed(2)} to ${quantile(more, 0.75).toFixed(2)}); ` +
      `${Math.max(first.megabytes, ...own.map(({megabytes}) => megabytes)).toFixed(0)} MB`,
  );
};

const SLOW = `import signal, socketserver, sys, time
def stop(*_):
    time.sleep(1)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
time.sleep(1)
class Hello(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(100)
        self.request.sendall(b'hello')
class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
Server(('', 80), Hello).serve_forever()
`;

const away = async (): Promise<void> => {
  const one = project();
  const port = await freePort();
  const version = (number: number) => ({
    'app.py': SLOW,
    'docker-compose.yml': `services:
  web:
    image: python:3.11-slim
    command: python /app.py
    volumes: ['./app.py:/app.py:ro']
    environment: {NUMBER: '${number}'}
    ports: ['127.0.0.1:${port}:80']
    healthcheck: {test: [CMD, python, -c, "import socket; s = socket.create_connection(('127.0.0.1', 80)); s.sendall(b'a'); assert s.recv(9)"], interval: 1s}
`,
    'dc.stage.yml': 'services: {}\n',
  });
  const container = `${one.name}-stage-web-1`;
  const ways: Record<string, (number: number) => Promise<unknown>> = {
    'countable deploy': number => {
      commit(one, version(number));
      return deploy(one);
    },
    'docker compose up -d': number => {
      const {cwd} = compose(one);
      writeFileSync(path.join(cwd, 'docker-compose.yml'), version(number)['docker-compose.yml']);
      return up(one);
    },
    'docker stop and start': () => {
      run(one, 'docker', ['stop', container]);
      return timed(one.workspace, 'docker', ['start', container]);
    },
  };
  const gaps: Record<string, number[]> = {};
  commit(one, version(0));
  await deploy(one);
  for (let round = 1; round <= rounds; round += 1)
    for (const [way, change] of Object.entries(ways)) {
      // The next deploy finds what the last one has left.
      if (way === 'countable deploy' && round > 1) await deploy(one);
      const asking = new AbortController();
      const gap = longestGap(port, asking.signal);
      await change(round * 10 + Object.keys(ways).indexOf(way));
      await setTimeout(4_000);
      asking.abort();
      (gaps[way] ??= []).push(await gap);
    }
  for (const [way, values] of Object.entries(gaps))
    console.log(
      `away with ${way}: ${quantile(values, 0.5).toFixed(2)} s (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`,
    );
};

try {
  for (const count of counts) await unchanged(count);
  await away();
} finally {
  for (const name of made) {
    execFileSync('docker', ['compose', '-p', `${name}-stage`, 'down', '-v', '--remove-orphans', '-t', '1'], {
      cwd: root,
      stdio: 'ignore',
    });
    const tags = execFileSync('docker', [
      'images',
      '--format',
      '{{.Repository}}:{{.Tag}}',
      `${name}-stage-*`,
    ]);
    const all = tags.toString().split('\n').filter(Boolean);
    if (all.length > 0) execFileSync('docker', ['rmi', ...all], {stdio: 'ignore'});
  }
  rmSync(root, {recursive: true});
}
console.error(machine(process.version));
