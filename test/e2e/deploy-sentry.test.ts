import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, type DeployRun, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {ensuring} from './support/sentry/ensuring.ts';

const FILES = {
  'docker-compose.yml': `services:
  web:
    build: .
    init: true
    stop_grace_period: 1s
  cache:
    image: busybox:1.35
    init: true
    stop_grace_period: 1s
    command: sleep 600
  worker:
    image: busybox:1.35
    init: true
    stop_grace_period: 1s
    command: sleep 600
    environment: {SENTRY_DSN: ''}
`,
  'dc.prod.yml': 'services: {}\n',
  'dc.stage.yml': 'services: {}\n',
  Dockerfile: 'FROM busybox:1.35\nCMD ["sleep", "600"]\n',
  'countable.yml': '',
  'README.md': 'one',
};

describe('a production deploy, with Sentry', () => {
  const its = ensuring('current', FILES);
  const slug = () => `${its.project.name}-prod`;
  const up = (environment: NodeJS.ProcessEnv = {}, name = 'prod'): Promise<DeployRun> =>
    deploy(its.project, {environment: name, env: {...its.environment(), ...environment}});
  const variables = (service: string, name = 'prod'): Record<string, string> =>
    Object.fromEntries(
      docker(
        'inspect',
        '--format',
        '{{range .Config.Env}}{{println .}}{{end}}',
        `${its.project.name}-${name}-${service}-1`,
      )
        .split('\n')
        .filter(line => line.startsWith('SENTRY_'))
        .map(line => line.split(/=(.*)/s).slice(0, 2)),
    ) as Record<string, string>;
  const idOf = (service: string) =>
    docker('ps', '--quiet', '--filter', `name=${its.project.name}-prod-${service}-1`);
  const dsn = () => its.server.state.keys[slug()]?.find(({name}) => name.startsWith('Countable'))?.dsn.public;

  it('sets the project up, gives the DSN to what asks for it, and creates nothing the second time', async () => {
    const head = commit(its.project);
    const {exitCode, result, stdout, stderr} = await up();
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.warnings, undefined);
    const expected = {
      SENTRY_DSN: dsn(),
      SENTRY_ENVIRONMENT: 'prod',
      SENTRY_RELEASE: `${its.project.name}@${head.slice(0, 12)}`,
    };
    assert.deepEqual(variables('web'), expected);
    assert.deepEqual(variables('worker'), expected);
    assert.deepEqual(variables('cache'), {});
    assert.equal(its.server.state.workflows.length, 2);
    const [, key = ''] = /\/\/([^@]+)@/.exec(dsn() ?? '') ?? [];
    assert.ok(key.length > 8);
    assert.doesNotMatch(`${stdout}${stderr}`, new RegExp(key), 'it is shown nowhere');
    for (const file of readdirSync(its.project.folder, {recursive: true, encoding: 'utf8'})) {
      const whole = path.join(its.project.folder, file);
      if (!existsSync(whole) || !statSync(whole).isFile()) continue;
      assert.ok(!readFileSync(whole).includes(key), `it is in no file, and in ${file}`);
    }

    // The next one tells of the release, what it brought, and of the deploy.
    const web = idOf('web');
    const before = variables('web');
    its.server.requests.length = 0;
    write(its.project, {'README.md': 'two'});
    const second = commit(its.project, {message: 'Say two'});
    write(its.project, {'README.md': 'three'});
    const third = commit(its.project, {message: 'Say three'});
    await up();
    const [, release] = its.server.state.releases;
    assert.equal(release?.version, `${its.project.name}@${third.slice(0, 12)}`);
    assert.deepEqual(
      release.commits.map(({id, message, author_email, repository}) => [
        id,
        message,
        author_email,
        repository,
      ]),
      [
        [third, 'Say three', 'ada@example.org', `team/${its.project.name}`],
        [second, 'Say two', 'ada@example.org', `team/${its.project.name}`],
      ],
    );
    assert.deepEqual(
      release.deploys.map(({environment, url}) => [environment, url]),
      [['prod', null]],
    );
    assert.equal(its.server.state.projects.length, 1);
    assert.equal(its.server.state.workflows.length, 2);
    const posts = its.server.requests.filter(line => !line.startsWith('GET '));
    assert.equal(posts.length, 2, posts.join('\n'));
    assert.equal(idOf('web'), web, 'what did not change goes on');
    assert.deepEqual(variables('web'), before);
  });

  it('asks nothing for another environment, for a project that says none, or without a token', async () => {
    const planned = async (environment: string, more: NodeJS.ProcessEnv = {}) => {
      const env = {...its.environment(), ...more};
      const run = await deploy(its.project, {environment, words: ['--plan'], env});
      assert.equal(run.exitCode, 0, run.stderr);
    };
    await planned('stage');
    await planned('prod', {SENTRY_AUTH_TOKEN: ''});
    write(its.project, {'countable.yml': 'sentry: none\n'});
    commit(its.project);
    await planned('prod');
    assert.deepEqual(its.server.requests, []);
  });
});
