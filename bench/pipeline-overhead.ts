/**
 * What `countable pipeline --branch develop` costs over the bare shell commands that do the same: copy the
 * environment's file, build, up -d, and beside it a test run in a throw-away project.
 *
 * Both have a warm project of their own (images and layers there, sites running) and take turns; while one is
 * measured the site of the other is paused, and what counts is the difference within each pair. Before each turn the
 * same small change is committed, as before a real build.
 *
 *     npx tsx bench/pipeline-overhead.ts [pairs, default 10] [seconds that the tests take longer, default 0]
 *
 * The project's own three tests take a fifth of a second, so without the second argument this is about the shortest
 * flow there is.
 */
import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {cpus, tmpdir, totalmem} from 'node:os';
import path from 'node:path';

const pairs = Number(process.argv[2] ?? 10);
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
  return {name, workspace, environment, program: '', args: []};
};

const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, {cwd, env: {...process.env, ...git}, stdio: ['ignore', 'pipe', 'pipe']});

const lines = (program: string, args: string[]): string[] =>
  run(program, args, folder).toString().split('\n').filter(Boolean);

/** Deploy and test side by side, as the plan for develop has them. */
const bareCommands = (name: string) => `
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
deploy & deploying=$!
tests & testing=$!
wait $deploying; wait $testing
`;

const ours: Side = {
  ...side('countable', 18_431),
  program: path.resolve('bin/countable'),
  args: ['pipeline', '--branch', 'develop'],
};
const bare: Side = {...side('shell', 18_432), program: 'bash'};
bare.args = ['-c', bareCommands(bare.name)];

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

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const removeAll = (): void => {
  for (const {name} of [ours, bare]) {
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

mkdirSync(folder, {recursive: true});
const times: {ours: number[]; bare: number[]} = {ours: [], bare: []};
try {
  for (let number = 0; number <= pairs; number++) {
    for (const which of number % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const [one, other] = which === 'ours' ? [ours, bare] : [bare, ours];
      commit(one, number);
      pause('pause', other);
      // What is paused could not be removed.
      const took = await seconds(one).finally(() => {
        pause('unpause', other);
      });
      // The first pair only warms up.
      if (number > 0) times[which].push(took);
      console.error(`${number === 0 ? 'warm-up' : `pair ${number}`} ${which} ${took.toFixed(2)} s`);
    }
  }
} finally {
  removeAll();
}
const differences = times.ours.map((own, index) => own - times.bare[index]!);
const [own, shell, more] = [median(times.ours), median(times.bare), median(differences)];
const ratio = median(times.ours.map((value, index) => value / times.bare[index]!));
const sorted = [...differences].sort((a, b) => a - b);
const quarter = Math.floor(pairs / 4);
console.error(
  `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
console.error(`median of ours ${own.toFixed(2)} s, of bare shell ${shell.toFixed(2)} s`);
console.log(
  `${ratio.toFixed(2)} times, ${more.toFixed(2)} s more: medians of ${pairs} pairs; in the middle half of them ${sorted[quarter]!.toFixed(2)} to ${sorted[pairs - 1 - quarter]!.toFixed(2)} s more; tests ${longer} s longer`,
);
