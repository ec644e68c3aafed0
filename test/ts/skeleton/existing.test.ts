import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {rm} from 'node:fs/promises';
import process from 'node:process';
import type {World} from '../../../ts-helpers/src/run/world.ts';
import {adopt, planOnly} from '../../../ts-helpers/src/skeleton/existing.ts';
import {existingNeeds} from '../../../ts-helpers/src/skeleton/existingNeeds.ts';
import {newText} from '../../../ts-helpers/src/skeleton/shown.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {BY_ADA} from '../support/byAda.ts';
import {createRepository} from '../../fakes/repository.ts';

const BRANCH = 'countable/conventions';

describe('a project that is there', () => {
  let machine: Machine;
  let environment: NodeJS.ProcessEnv;
  beforeEach(() => {
    environment = process.env;
    process.env = {...environment, ...BY_ADA};
  });
  afterEach(async () => {
    process.env = environment;
    await machine.remove();
  });

  const given = async (files: Readonly<Record<string, string>>): Promise<void> => {
    machine = await createMachine(files);
    createRepository(machine.workspace).commit('Begin');
  };
  const needs = () => {
    const {signal} = new AbortController();
    return existingNeeds(machine.workspace, {signal, voice: machine.voice} as unknown as World);
  };
  const request = (project = 'shop') => ({project, folder: machine.workspace});
  const planned = async () => planOnly(request(), needs());
  const added = async () => (await planned()).adds.map(({file}) => file).sort();
  const git = (...args: string[]): string =>
    execFileSync('git', args, {cwd: machine.workspace, encoding: 'utf8'}).trim();
  const text = (file: string): string => git('show', `${BRANCH}:${file}`);

  it('gets what it lacks as one commit on a branch, and stays as it is checked out', async () => {
    await given({
      'requirements.txt': 'Flask==3.1\npytest\n',
      'app.py': 'app = 1\n',
      Jenkinsfile: 'node {}\n',
    });
    await machine.write({'app.py': 'app = 2\n', 'new.txt': 'mine\n'});
    git('add', 'new.txt');
    const before = git('status', '--porcelain');
    const done = await adopt(request(), needs());
    assert.deepEqual([git('status', '--porcelain'), git('rev-list', '--count', BRANCH)], [before, '2']);
    assert.deepEqual(git('diff', '--name-status', 'HEAD', BRANCH).split('\n'), [
      'A\t.dockerignore',
      'A\t.gitignore',
      'A\tDockerfile',
      'A\tdc.dev.yml',
      'A\tdc.prod.yml',
      'A\tdc.stage.yml',
      'A\tdc.test.yml',
      'A\tdocker-compose.yml',
    ]);
    assert.match(
      git('log', '-1', '--format=%B', BRANCH),
      /^Have shop follow the conventions\n\n\.gitignore: what each/,
    );
    const said = newText(done);
    assert.match(said, /^shop: one commit on countable\/conventions\n {2}\+ \.gitignore: /);
    assert.match(said, /^ {2}= Jenkinsfile stays: its whole text is to be/m);
    assert.match(said, /^ {2}\? Which database it needs/m);
    const again = await adopt(request(), needs());
    assert.deepEqual(again.changed, []);
    assert.match(
      newText(again),
      /= The branch countable\/conventions is there: look at it, merge or delete it\./,
    );
  });

  it('is a Flask, Node, PHP or Rails project by what it has, each with its port and its tests', async () => {
    const cases: [Record<string, string>, RegExp, RegExp, string | undefined][] = [
      [
        {'requirements.txt': 'flask\npytest\n', 'app.py': ''},
        /^FROM python:[^]*"flask", "run"/,
        /:8000'/,
        'python -m pytest --junit-xml=reports/junit.xml',
      ],
      [
        {'package.json': '{"dependencies": {"express": "5"}, "scripts": {"start": "x", "test": "mocha"}}'},
        /^FROM node:[^]*"npm", "start"/,
        /:8000'/,
        'npm test',
      ],
      [
        {'composer.json': '{"require-dev": {"phpunit/phpunit": "^11"}}', 'index.php': ''},
        /^FROM php:/,
        /:80'/,
        'vendor/bin/phpunit --log-junit reports/junit.xml',
      ],
      [{Gemfile: "gem 'rails'\n", 'Gemfile.lock': ''}, /^FROM ruby:/, /:8000'/, 'bin/rails test'],
    ];
    for (const [files, dockerfile, port, test] of cases) {
      await given(files);
      await adopt(request(), needs());
      assert.match(text('Dockerfile'), dockerfile);
      assert.match(text('dc.prod.yml'), port);
      assert.ok(text('dc.test.yml').includes(`command: ${test}`), text('dc.test.yml'));
      await machine.remove();
    }
    await given({'a.txt': ''});
  });

  it('with compose files of other names is told so, and gets no image where others are built', async () => {
    await given({
      'docker-compose-dev.yml':
        'services: {web: {build: ./web, environment: {KEY: "${API_KEY}", HOST: "${HOST}", A: "${A:-b}"}}, db: {image: "postgres:15", restart: always}}\n',
      'docker-compose-prod.yml': 'services: {}\n',
      'web/Dockerfile': 'FROM node:24-slim\n',
      'web/package.json': '{"scripts": {"test": "mocha"}}',
      '.github/workflows/deploy.yml': 'on: push\n',
    });
    await adopt(request(), needs());
    assert.equal(
      text('countable.yml'),
      'compose:\n  file: docker-compose-dev.yml\n  environments:\n    prod: docker-compose-prod.yml\ntest: none # none were found',
    );
    assert.equal(text('.env.example'), 'API_KEY=<generate>\nHOST=');
    assert.equal(text('dc.stage.yml'), 'services:\n  web:\n    restart: unless-stopped');
    const {adds, stays, unknown} = await planned();
    assert.ok(!adds.some(({file}) => ['Dockerfile', 'dc.prod.yml', 'docker-compose.yml'].includes(file)));
    assert.ok(
      stays.some(one => one.startsWith('.github/workflows/deploy.yml stays, and runs beside Jenkins')),
    );
    assert.ok(unknown.includes('How it is tested: nothing told.'));
  });

  it('that keeps all conventions lacks nothing, and one that nobody knows is said to be so', async () => {
    await given({
      'docker-compose.yml': 'services: {web: {image: "nginx:1.31"}, test: {image: "busybox:1"}}\n',
      ...Object.fromEntries(['dev', 'stage', 'prod'].map(name => [`dc.${name}.yml`, 'services: {}\n'])),
      '.gitignore': '/.env\n',
      Jenkinsfile: 'countablePipeline()\n',
    });
    assert.deepEqual(await added(), []);
    const said = newText(await planned());
    assert.match(said, /^Nothing is missing\.$/m);
    assert.doesNotMatch(said, /Jenkinsfile/);
    await machine.remove();
    await given({'a.c': 'int main;\n'});
    assert.deepEqual(await added(), ['.gitignore', 'Jenkinsfile', 'countable.yml']);
    assert.match(
      (await planned()).unknown[0] ?? '',
      /neither Django, Flask, Node, PHP nor Rails was recognised/,
    );
  });

  it('is none without a commit, and none with a compose file that nobody can read', async () => {
    await given({'docker-compose.yml': 'services: [}\n'});
    await assert.rejects(planned(), {code: 'COMPOSE_INVALID', where: /^docker-compose\.yml/});
    await assert.rejects(planOnly(request('a/b'), needs()), {code: 'UNSAFE_NAME'});
    await rm(`${machine.workspace}/.git`, {recursive: true});
    await assert.rejects(planned(), {code: 'NOT_A_PROJECT'});
  });
});
