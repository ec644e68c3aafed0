import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DOCUMENTS} from '../../ts-helpers/src/seam/schemas.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {builtCli} from './support/builtCli.ts';
import {countable as launch, runProgram, type RunOptions} from './support/cli.ts';

const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

describe('countable', () => {
  let folder: string;
  let project: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-cli-'));
    project = path.join(folder, 'shop');
    mkdirSync(project);
    writeFileSync(path.join(project, 'docker-compose.yml'), 'services: {test: {image: "busybox:1.35"}}\n');
    writeFileSync(path.join(project, 'countable.yml'), 'name: shop\n');
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const countable = (words: string[], options: RunOptions = {}) => launch(words, {cwd: project, ...options});

  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as StageResult;

  /** A docker that answers to nothing, and says that it was asked. */
  const deafDocker = () => {
    const program = path.join(folder, 'docker');
    writeFileSync(program, `#!/bin/sh\necho >>'${folder}/asked'\nexec sleep 60\n`);
    chmodSync(program, 0o755);
    return {env: {PATH: `${folder}:${process.env['PATH']}`}, asked: path.join(folder, 'asked')};
  };

  const appeared = async (file: string) => {
    while (!existsSync(file)) await new Promise(resolve => setTimeout(resolve, 20));
  };

  it('without a verb shows what there is', async () => {
    const {exitCode, stdout} = await countable([]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Usage: countable <verb>/m);
  });

  it('explains a verb', async () => {
    for (const words of [
      ['deploy', '--help'],
      ['help', 'deploy'],
    ]) {
      const {exitCode, stdout} = await countable(words);
      assert.equal(exitCode, 0);
      assert.match(stdout, /^Usage: countable deploy <environment>/m);
    }
  });

  it('says its version', async () => {
    assert.deepEqual(await countable(['--version']), {
      exitCode: 0,
      stdout: `countable ${version}\n`,
      stderr: '',
    });
  });

  it('shows an error once, with its remedy, on stderr', async () => {
    assert.deepEqual(await countable(['depoly']), {
      exitCode: 2,
      stdout: '',
      stderr: '✗ UNKNOWN_VERB: There is no verb depoly.\n  remedy  Did you mean: countable deploy\n',
    });
  });

  it('gives programs the error as JSON, even one about the words themselves', async () => {
    const {exitCode, stdout} = await countable(['test', '--jsno', '--json']);
    assert.equal(exitCode, 2);
    assert.equal((JSON.parse(stdout) as StageResult).error?.code, 'UNKNOWN_FLAG');
  });

  it('prints a plan for people, and as JSON for programs', async () => {
    const people = await countable(['plan', '--branch', 'feature/x']);
    assert.match(people.stdout, /^1\. Test, at most 30 min$/m);
    const programs = await countable(['plan', '--branch', 'feature/x', '--json']);
    const {groups} = JSON.parse(programs.stdout) as {groups: {stages: {name: string}[]}[]};
    assert.deepEqual(
      groups.map(({stages}) => stages.map(({name}) => name)),
      [['Test']],
    );
  });

  it('leaves its result also where it failed', async () => {
    rmSync(path.join(project, 'docker-compose.yml'));
    const {exitCode} = await countable(['plan', '--result', path.join(folder, 'deep/result.json')]);
    assert.equal(exitCode, 4);
    const {stage, outcome, error} = read('deep/result.json');
    assert.deepEqual([stage, outcome, error?.code], ['Plan', 'failed', 'NOT_A_PROJECT']);
  });

  it('fails when its result cannot be written', async () => {
    const {exitCode, stderr} = await countable(['plan', '--result', '/proc/result.json']);
    assert.equal(exitCode, 3);
    assert.match(stderr, /^✗ NOT_WRITABLE: .*\/proc\/result\.json/m);
  });

  it('leaves its result with the version by which the library reads it', async () => {
    await countable(['plan', '--branch', 'feature/x', '--result', path.join(folder, 'result.json')]);
    assert.equal(DOCUMENTS.plan.safeParse(read('result.json')).error, undefined);
  });

  it('takes no branch but the one that a build of Jenkins is of', async () => {
    const facts = path.join(folder, 'facts.json');
    const jenkins = {jobName: 'shop-prod', buildNumber: 1};
    writeFileSync(facts, JSON.stringify({jenkins, scm: {GIT_BRANCH: 'origin/feature/x'}}));
    const {exitCode, stderr} = await countable(['plan', '--facts', facts, '--branch', 'master']);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^✗ BAD_ARGUMENT: A build of Jenkins says itself which branch it is of\.\n {2}where {3}--branch$/m,
    );
  });

  it('hides secrets of the secret file and the token in whatever it prints or leaves', async () => {
    const secrets = path.join(folder, 'secrets.env');
    writeFileSync(secrets, 'DB_PASSWORD=hunter2-of-shop\n');
    const env = {COUNTABLE_ENV_FILE: secrets, SLACK_BOT_TOKEN: 'xoxb-feature'};
    const words = [
      'plan',
      '--branch',
      'say.xoxb-feature.aloud',
      '--json',
      '--result',
      path.join(folder, 'result.json'),
    ];
    const {stdout} = await countable(words, {env});
    assert.match(stdout, /"branch": "say\.\*\*\*\*\.aloud"/);
    assert.doesNotMatch(JSON.stringify(read('result.json')), /xoxb/);

    const empty = path.join(folder, 'hunter2-of-shop');
    mkdirSync(empty);
    writeFileSync(path.join(empty, 'countable.yml'), 'name: shop\n');
    const {stderr} = await countable(['plan', '--workspace', empty], {env});
    assert.match(stderr, /^✗ NOT_A_PROJECT: [^]*\n {2}where .*\/\*{4}$/m);
    assert.doesNotMatch(stderr, /hunter2/);
  });

  it('goes on to its end when nobody reads it any more', async () => {
    const words = [...builtCli(), 'completion', 'bash', '--result', path.join(folder, 'result.json')].join(
      ' ',
    );
    const {exitCode, stderr} = await runProgram(['bash', '-c', `set -o pipefail; ${words} | true`]);
    assert.deepEqual({exitCode, stderr}, {exitCode: 0, stderr: ''});
    assert.ok(read('result.json'));
  });

  for (const signal of ['SIGHUP'] as const) {
    it(`ends in order when ${signal} stops it`, async () => {
      const {env, asked} = deafDocker();
      const {exitCode, stderr} = await countable(['test', '--result', path.join(folder, 'result.json')], {
        env,
        onStart: child => void appeared(asked).then(() => child.kill(signal)),
      });
      assert.equal(exitCode, 130);
      assert.match(stderr, new RegExp(`^✗ INTERRUPTED: Stopped by ${signal}\\.$`, 'm'));
      assert.equal(read('result.json').error?.code, 'INTERRUPTED');
    });
  }
});
