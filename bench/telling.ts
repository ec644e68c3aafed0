/**
 * What telling adds to a build: the whole process of `countable notify`, on a green and on a red build, and of a first
 * failure while others run, with a Slack
 * that answers at once, and a mail server and Sentry that are not set up. Jenkins' own `sh` step comes on top (0.3 s).
 * Then what is bounded: planning and telling with 1,000 commits since the last green build next to one, and the test
 * stage with a log of 500 MB next to one line. Times are whole processes, from outside; memory is the highest resident
 * size that the kernel saw of the process. Each round runs every case once, in turn.
 *
 *     node bench/telling.ts [rounds, default 15]       without the log
 *     node bench/telling.ts [rounds] --log             and one test run with 500 MB; needs Docker
 */
import {execFileSync, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Facts} from '../ts-helpers/src/seam/facts.ts';
import type {PipelinePlan} from '../ts-helpers/src/seam/pipelinePlan.ts';
import {endedWell} from './ended.ts';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(path.join(tmpdir(), 'countable-telling-'));
const entry = path.join(folder, 'countable/countable.cjs');
const project = path.join(folder, 'shop');

interface Measured {
  ms: number;
  /** Highest resident size. */
  megabytes: number;
  stdout: string;
}

/** Runs the CLI to the end that it has to come to: of tests that fail that is 5. */
const measure = async (
  args: readonly string[],
  {env = {}, expected = 0}: {env?: NodeJS.ProcessEnv; expected?: number} = {},
): Promise<Measured> => {
  const start = performance.now();
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: project,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let kilobytes = 0;
  const watch = setInterval(() => {
    try {
      const [, highest] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      kilobytes = Math.max(kilobytes, Number(highest ?? 0));
    } catch {
      // It has ended.
    }
  }, 10);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  await endedWell(child, `countable ${args.join(' ')}`, expected).finally(() => {
    clearInterval(watch);
  });
  return {ms: performance.now() - start, megabytes: kilobytes / 1024, stdout};
};

const git = (args: readonly string[], input?: string): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: project,
    encoding: 'utf8',
    ...(input !== undefined && {input}),
  }).trim();

/** A repository with a green commit, and so many by fifty people since. */
const commits = (count: number): void => {
  const all = Array.from({length: count}, (_, index) => {
    const person = `A${index % 50} <a${index % 50}@example.org> ${1_700_000_000 + index} +0000`;
    const files = Array.from(
      {length: 5},
      (__, file) => `M 100644 inline f${(index + file) % 300}.txt\ndata 5\n${String(index).padStart(5)}\n`,
    );
    return `commit refs/heads/many\nauthor ${person}\ncommitter ${person}\ndata 6\nChange\n${index === 0 ? 'from refs/heads/develop^0\n' : ''}${files.join('')}`;
  });
  git(['fast-import', '--quiet', '--force'], all.join(''));
};

const slack = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, {'Content-Type': 'application/json'});
    response.end(JSON.stringify({ok: true, channel: 'C1', ts: '1.1', user: {id: 'U1'}}));
  });
});
await new Promise<void>(resolve => slack.listen(0, '127.0.0.1', resolve));
const slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/`;

execFileSync(process.execPath, ['resources/ca/countable/countable.mjs', '--unpack', path.dirname(entry)]);
mkdirSync(project);
git(['init', '--quiet', '--initial-branch=develop']);
writeFileSync(path.join(project, 'countable.yml'), 'name: shop\nbranches: {}\n');
const compose = (command: string) =>
  `services:\n  test:\n    image: busybox:1.35\n    command: sh -c "${command}; exit 1"\n`;
writeFileSync(path.join(project, 'docker-compose.yml'), compose('echo no'));
git(['add', '.']);
git(['commit', '--quiet', '-m', 'Green']);
const green = git(['rev-parse', 'HEAD']);
commits(1_000);

const stage = {stage: 'Test', startedAt: '2026-11-24T12:00:00.000Z', durationMs: 20_000};
const log = Array.from({length: 500}, (_, index) => ({
  number: index + 1,
  text: `line ${index} ${'x'.repeat(80)}`,
}));
const error = {
  code: 'TESTS_FAILED',
  message: '50 of 300 tests failed.',
  remedy: 'Mend.',
  exitCode: 5,
  evidence: {
    failedTests: Array.from({length: 50}, (_, index) => ({
      name: `test ${index}`,
      message: 'f1.txt is wrong',
      details: 'x\n'.repeat(500),
    })),
    services: Array.from({length: 10}, (_, index) => ({
      service: `s${index}`,
      state: 'running',
      log: Array.from({length: 20}, () => 'y'.repeat(100)),
    })),
  },
};

const factsOf = async (branch: string, red: boolean): Promise<string[]> => {
  git(['checkout', '--quiet', branch]);
  const jenkins = {
    jobName: 'shop/develop',
    branchName: 'develop',
    buildNumber: 2,
    buildUrl: 'https://ci.example.org/2/',
    previousResult: 'SUCCESS',
  };
  const facts: Facts = {jenkins, scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: green}};
  const file = path.join(folder, `${branch}-${red}.json`);
  writeFileSync(file, JSON.stringify(facts));
  const plan = JSON.parse((await measure(['plan', '--json', '--facts', file])).stdout) as PipelinePlan;
  const results: Facts['results'] = red
    ? [{...stage, outcome: 'failed', error, log: {lines: log, total: 1e6}}]
    : [{...stage, outcome: 'passed'}];
  const told = path.join(folder, `${branch}-${red}-told.json`);
  writeFileSync(told, JSON.stringify({...facts, plan, results} satisfies Facts));
  const first = path.join(folder, `${branch}-${red}-first.json`);
  writeFileSync(
    first,
    JSON.stringify({...facts, plan, results, running: ['Deploy to staging']} satisfies Facts),
  );
  return [file, told, first];
};

const env = {SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: slackUrl};
const output = path.join(folder, 'output');
const cases: Record<string, () => Promise<Measured>> = {};
for (const branch of ['develop', 'many']) {
  const since = branch === 'many' ? '1,000 commits' : 'no commit';
  const [plan = '', greenBuild = ''] = await factsOf(branch, false);
  const [, redBuild = '', firstFailure = ''] = await factsOf(branch, true);
  cases[`plan, ${since} since green`] = () => {
    git(['checkout', '--quiet', branch]);
    return measure(['plan', '--json', '--facts', plan]);
  };
  cases[`notify of a green build, ${since}`] = () =>
    measure(['notify', '--facts', greenBuild, '--output', output], {env});
  cases[`notify of a red build, ${since}`] = () =>
    measure(['notify', '--facts', redBuild, '--output', output], {env});
  cases[`notify of a first failure, ${since}`] = () =>
    measure(['notify', '--facts', firstFailure, '--output', output], {env});
}

const seen: Record<string, Measured[]> = {};
for (let round = 0; round < rounds; round += 1)
  for (const [name, run] of Object.entries(cases)) (seen[name] ??= []).push(await run());

console.log(`${machine(process.version)}; ${rounds} rounds`);
const report = (name: string, all: readonly Measured[]): void => {
  const times = all.map(({ms}) => ms);
  const memory = Math.max(...all.map(({megabytes}) => megabytes));
  console.log(
    `${name.padEnd(48)} median ${quantile(times, 0.5).toFixed(0)} ms, slowest tenth ${quantile(times, 0.9).toFixed(0)} ms, at most ${memory.toFixed(0)} MB`,
  );
};
for (const [name, all] of Object.entries(seen)) report(name, all);

if (process.argv.includes('--log')) {
  git(['checkout', '--quiet', 'develop']);
  report('test, a log of one line', [await measure(['test', '--quiet'], {expected: 5})]);
  writeFileSync(
    path.join(project, 'docker-compose.yml'),
    compose(`yes ${'0123456789'.repeat(10)} | head -c 500000000`),
  );
  report('test, a log of 500 MB', [await measure(['test', '--quiet'], {expected: 5})]);
}
slack.close();
slack.closeAllConnections();
rmSync(folder, {recursive: true});
