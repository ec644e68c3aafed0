/**
 * What `countable pipeline --branch develop` costs over the bare shell commands that do the same: copy the
 * environment's file, build, up -d, and a test run in a throw-away project. The commands are run in two ways: one after
 * another, as a script does, and, like the pipeline, the deploy and the tests at the same time.
 *
 * Each has a warm project of its own (images and layers there, site running) and they take turns; while one is
 * measured the sites of the others are paused, and what counts is the difference within each round. Before each turn
 * the same small change is committed, as before a real build.
 *
 *     node bench/pipeline-overhead.ts [rounds, default 10] [seconds that the tests take longer, default 0]
 *
 * The project's own three tests take a fifth of a second, so without the second argument this is about the shortest
 * flow there is.
 */
import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 10);
const longer = Number(process.argv[3] ?? 0);
const folder = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
const id = randomBytes(3).toString('hex');
const git = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

interface Side {
  name: string;
  workspace: string;
  program: string;
  args: string[];
  environment: Record<string, string>;
  /** Seconds of its runs, in order. */
  times: number[];
}

const LONGER_TEST = `import time

def test_takes_its_time():
    time.sleep(${longer})
`;

const side = (kind: string, port: number): Side => {
  const name = `bench-${kind}-${id}`;
  const workspace = path.join(folder, name);
  cpSync('test/fixtures/template', workspace, {recursive: true});
  mkdirSync(path.join(workspace, 'longer'));
  writeFileSync(path.join(workspace, 'longer/tests.py'), LONGER_TEST);
  const secrets = path.join(folder, `${name}.env`);
  writeFileSync(secrets, `POSTGRES_PASSWORD=bench\nWEB_PORT=${port}\n`);
  run('git', ['init', '-q', '-b', 'develop'], workspace);
  run('git', ['remote', 'add', 'origin', `https://git.example.org/${name}.git`], workspace);
  const environment = {COUNTABLE_ENV_FILE: secrets, COUNTABLE_DEPLOY_ROOT: path.join(folder, 'deploys')};
  return {name, workspace, environment, program: '', args: [], times: []};
};

const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, {cwd, env: {...process.env, ...git}, stdio: ['ignore', 'pipe', 'pipe']});

const lines = (program: string, args: string[]): string[] =>
  run(program, args, folder).toString().split('\n').filter(Boolean);

const commands = (name: string, order: string) => `
set -e
deploy() {
  cp dc.stage.yml docker-compose.override.yml
  cp "$COUNTABLE_ENV_FILE" .env
  docker compose -p ${name}-stage build
  docker compose -p ${name}-stage up -d
}
tests() {
  compose="docker compose -p ${name}-test -f docker-compose.yml -f dc.test.yml"
  $compose build test
  $compose run -T test
  $compose down --volumes --remove-orphans
}
${order}
`;

const shell = (kind: string, port: number, order: string): Side => {
  const made = side(kind, port);
  return {...made, program: 'bash', args: ['-c', commands(made.name, order)]};
};

const pipeline: Side = {
  ...side('countable', 18_431),
  program: path.resolve('bin/countable'),
  args: ['pipeline', '--branch', 'develop'],
};
const script = shell('script', 18_432, 'deploy; tests');
const atOnce = shell(
  'at-once',
  18_433,
  'deploy & deploying=$!; tests & testing=$!; wait $deploying; wait $testing',
);
const sides = [pipeline, script, atOnce];

const commit = ({workspace}: Side, number: number): void => {
  writeFileSync(path.join(workspace, 'counter/build.py'), `NUMBER = ${number}\n`);
  run('git', ['add', '--all'], workspace);
  run('git', ['commit', '-q', '-m', `Change ${number}`], workspace);
};

const seconds = ({name, program, args, workspace, environment}: Side): Promise<number> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const env: NodeJS.ProcessEnv = {...process.env, ...git, ...environment};
    delete env['SLACK_BOT_TOKEN'];
    const child = spawn(program, args, {cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe']});
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve((performance.now() - begun) / 1000);
      else reject(new Error(`${name} ended with ${code}:\n${output}`));
    });
  });

/** Health checks of the site that is not measured would take time from the one that is. */
const pause = (doing: 'pause' | 'unpause', {name}: Side): void => {
  const site = `label=com.docker.compose.project=${name}-stage`;
  const ids = lines('docker', ['ps', '--quiet', '--filter', site]);
  if (ids.length > 0) run('docker', [doing, ...ids], folder);
};

/** The engine calls what was paused unhealthy until its next check, and Compose does not start what depends on that. */
const healthyAgain = async ({name}: Side): Promise<void> => {
  const unhealthy = [`label=com.docker.compose.project=${name}-stage`, 'health=unhealthy'].flatMap(filter => [
    '--filter',
    filter,
  ]);
  const end = performance.now() + 60_000;
  while (lines('docker', ['ps', '--quiet', ...unhealthy]).length > 0) {
    if (performance.now() > end) throw new Error(`${name} is still unhealthy a minute after it was paused.`);
    await setTimeout(100);
  }
};

const removeAll = (): void => {
  for (const {name} of sides) {
    for (const kind of ['stage', 'test']) {
      run(
        'docker',
        ['compose', '-p', `${name}-${kind}`, 'down', '-v', '--remove-orphans', '-t', '1'],
        folder,
      );
    }
    const images = lines('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}']);
    const own = images.filter(image => image.startsWith(`${name}-`));
    if (own.length > 0) run('docker', ['rmi', '--force', ...own], folder);
  }
  rmSync(folder, {recursive: true});
};

try {
  for (let round = 0; round <= rounds; round++) {
    const first = round % sides.length;
    for (const one of [...sides.slice(first), ...sides.slice(0, first)]) {
      const others = sides.filter(other => other !== one);
      await healthyAgain(one);
      commit(one, round);
      for (const other of others) pause('pause', other);
      // What is paused could not be removed.
      const took = await seconds(one).finally(() => {
        for (const other of others) pause('unpause', other);
      });
      // The first round only warms up.
      if (round > 0) one.times.push(took);
      console.error(`${round === 0 ? 'warm-up' : `round ${round}`} ${one.name} ${took.toFixed(2)} s`);
    }
  }
} finally {
  removeAll();
}

const compared = ({times}: Side): string => {
  const differences = pipeline.times.map((own, round) => own - times[round]!);
  const ratios = pipeline.times.map((own, round) => own / times[round]!);
  const [own, other, ratio, more] = [pipeline.times, times, ratios, differences].map(values =>
    quantile(values, 0.5).toFixed(2),
  );
  const middle = [0.25, 0.75].map(share => quantile(differences, share).toFixed(2)).join(' to ');
  return `${own} s and ${other} s: ${ratio} times, ${more} s more (middle half: ${middle})`;
};

console.error(machine(process.version));
console.log(`medians of ${rounds} rounds, tests ${longer} s longer`);
console.log(`next to the commands one after another: ${compared(script)}`);
console.log(`next to the commands at the same time: ${compared(atOnce)}`);
