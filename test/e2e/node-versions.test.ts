import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {runProgram} from './support/cli.ts';

const bundle = path.resolve('resources/ca/countable/countable.mjs');
const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

/** The program itself, so that npx is asked once for each version: the first time it downloads it. */
const nodes = new Map<string, string>();
const node = (release: string): string => {
  const known = nodes.get(release);
  if (known !== undefined) return known;
  const words = ['-y', '-p', `node@${release}`, 'which', 'node'];
  const found = execFileSync('npx', words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
  nodes.set(release, found);
  return found;
};

describe('the bundle on other versions of Node', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-node-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const run = (release: string, ...words: string[]) =>
    runProgram([node(release), ...words], {cwd: folder, env: {XDG_CACHE_HOME: folder}});

  for (const release of ['14', '22.14']) {
    it(`says on Node ${release} what to install`, async () => {
      const unpacked = path.join(folder, 'unpacked');
      assert.equal((await run(release, bundle, '--unpack', unpacked)).exitCode, 0);
      for (const program of [bundle, path.join(unpacked, 'countable.cjs')]) {
        const {exitCode, stdout, stderr} = await run(release, program, 'deploy', 'stage');
        assert.deepEqual([exitCode, stdout], [3, '']);
        const [first, ...others] = stderr.split('\n');
        assert.match(first ?? '', /^✗ NODE_TOO_OLD: Node [\d.]+ is older than 22\.15\.$/);
        assert.ok(first?.includes(` ${release}.`), first);
        assert.deepEqual(others, [
          `  where   ${realpathSync(node(release))}`,
          '  remedy  Install Node 24: https://nodejs.org/en/download',
          '',
        ]);
      }
    });
  }

  for (const release of ['22.15', '26']) {
    it(`runs on Node ${release}`, async () => {
      assert.deepEqual(await run(release, bundle, '--version'), {
        exitCode: 0,
        stdout: `countable ${version}\n`,
        stderr: '',
      });
      const help = await run(release, bundle, '--help');
      assert.deepEqual([help.exitCode, help.stderr], [0, '']);
      assert.match(help.stdout, /^Usage: countable <verb>/m);

      const project = path.join(folder, 'shop');
      mkdirSync(project);
      writeFileSync(path.join(project, 'docker-compose.yml'), 'services: {test: {image: "busybox:1.35"}}\n');
      writeFileSync(path.join(project, 'dc.stage.yml'), '');
      writeFileSync(path.join(project, 'countable.yml'), 'name: shop\n');
      const plan = await run(release, bundle, 'plan', '--workspace', project, '--branch', 'develop');
      assert.deepEqual([plan.exitCode, plan.stderr], [0, '']);
      assert.equal(
        plan.stdout,
        'shop, branch develop, commit unknown\n' +
          'The branch develop deploys to staging.\n' +
          '1. Deploy to staging, at most 30 min; Test, at most 30 min (at the same time)\n',
      );
    });
  }
});
