import assert from 'node:assert/strict';
import type {ErrorReport} from '../../ts-helpers/src/result/result.ts';
import {deploy, type DeployProject, deployable, commit, freePort, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

type Services = Readonly<Record<string, object>>;

const script = (text: string) => ({image: 'busybox:1.35', init: true, command: ['sh', '-c', text]});
const files = (services: Services, settings = ''): Record<string, string> => ({
  'docker-compose.yml': JSON.stringify({services}),
  'dc.stage.yml': 'services: {}\n',
  'countable.yml': settings,
});
const needs = (service: string, condition = 'service_started') => ({
  depends_on: {[service]: {condition}},
});

describe('the verdict on a deploy', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const failing = async (services: Services, settings = ''): Promise<ErrorReport> => {
    project = deployable(files(services, settings));
    const {result, stderr} = await deploy(project);
    assert.equal(result.outcome, 'failed', stderr);
    return result.error!;
  };
  const passing = async (services: Services, settings = ''): Promise<void> => {
    project = deployable(files(services, settings));
    const {result, stderr} = await deploy(project);
    assert.equal(result.outcome, 'passed', stderr);
  };

  it('does not wait once the restarts of a service are used up', async () => {
    const error = await failing({
      web: {...script('sleep 0.5; exit 5'), restart: 'on-failure:2'},
    });
    assert.match(error.message, /^The service web ended with exit code 5; Docker has restarted it 2 times/);
  });

  it('does not wait for ports at which nobody can answer, nor for those that speak no HTTP', async () => {
    const [one, two, three] = await Promise.all([freePort(), freePort(), freePort()]);
    const begun = Date.now();
    await passing({
      none: {...script('sleep 600'), ports: [`${one}:80`], deploy: {replicas: 0}},
      host: {...script('sleep 600'), ports: [`${two}:80`], network_mode: 'host'},
      broker: {...script('nc -ll -p 7000 -e true'), ports: [`${three}:7000`]},
    });
    assert.ok(Date.now() - begun < 150_000, `${Date.now() - begun} ms`);
  });

  it('says at which port a service listens instead once it has settled, and does not wait for longer', async () => {
    const port = await freePort();
    const begun = Date.now();
    const {message} = await failing({web: {...script('httpd -f -p 3000'), ports: [`${port}:8000`]}});
    assert.match(message, /did not answer: web does not listen on port 8000, but on 3000\.$/);
    assert.ok(Date.now() - begun < 150_000, `${Date.now() - begun} ms`);
  });

  it('takes a service for healthy that was unhealthy a moment before, also where others wait for it', async () => {
    const healthcheck = {test: 'test -f /ready', interval: '1s', retries: 1};
    const slow = {...script('sleep 6; touch /ready; sleep 600'), healthcheck};
    await passing({db: slow, web: {...script('sleep 600'), ...needs('db', 'service_healthy')}, alone: slow});
  });

  it('names the service that fails, not those that wait for it, by its name', async () => {
    const error = await failing(
      {
        anxious: {
          ...script('sleep 600'),
          ...needs('web'),
          healthcheck: {test: 'exit 1', interval: '1s', retries: 1},
        },
        web: {...script('sleep 3; echo no module named shop; exit 1'), restart: 'always'},
      },
      'health: {minutes: 0.4}\n',
    );
    assert.deepEqual(
      [error.message, error.where, error.evidence.log?.source],
      ['The service web keeps ending with exit code 1.', 'service web', 'web'],
    );
  });

  it('does not take the ports of its own crash loop for another program’s', async () => {
    const port = await freePort();
    const web = {
      ...script('httpd -p 80; sleep 0.3; exit 1'),
      restart: 'always',
      ports: [`127.0.0.1:${port}:80`],
    };
    assert.equal((await failing({web})).code, 'SERVICE_EXITED');
    const plans = await Promise.all(Array.from({length: 4}, () => deploy(project, {words: ['--plan']})));
    assert.deepEqual(
      plans.map(({exitCode}) => exitCode),
      plans.map(() => 0),
    );
    write(project, files({web: {...web, command: ['httpd', '-f', '-p', '80']}}));
    commit(project);
    assert.equal((await deploy(project)).result.outcome, 'passed');
  });

  it('names the container that is about to publish the port again', async () => {
    const port = await freePort();
    project = deployable(files({web: {...script('sleep 600'), ports: [`${port}:80`]}}));
    const other = `other-than-${project.name}`;
    const words = ['--detach', '--restart', 'always', '--name', other, '-p', `${port}:80`];
    docker('run', ...words, 'busybox:1.35', 'false');
    try {
      // The pause between two restarts gets longer and longer.
      while (Number(docker('inspect', '--format', '{{.RestartCount}}', other)) < 5)
        await new Promise(resolve => setTimeout(resolve, 200));
      const {error} = (await deploy(project)).result;
      assert.equal(
        error?.message,
        `The port ${port} that web is to publish is in use by the container ${other}.`,
      );
    } finally {
      docker('rm', '--force', other);
    }
  });

  it('shows a log in the order of time, what repeats but once, and none of our own questions', async () => {
    const port = await freePort();
    const text = [
      'for i in 1 2 3; do echo "asked in $$i ms"; sleep 0.3; echo "line $$i" >&2; sleep 0.3; done',
      'for i in 1 2 3 4 5 6 7 8 9; do echo "10:00:0$$i waiting for db"; done',
      'httpd -vv -f -p 8000 & sleep 600',
    ].join('; ');
    const {evidence} = await failing(
      {web: {...script(text), ports: [`${port}:8000`]}},
      'health: {path: /up, minutes: 0.1}\n',
    );
    const lines = evidence.log?.lines ?? [];
    assert.deepEqual(lines.slice(0, 8), [
      ...[1, 2, 3].flatMap(i => [`asked in ${i} ms`, `line ${i}`]),
      '(The next line came 9 times, last so.)',
      '10:00:09 waiting for db',
    ]);
  });

  it('shows of a service that was not touched only what it wrote since the deploy began', async () => {
    const db = script('echo FATAL: the database system is starting up; sleep 600');
    project = deployable(files({db, web: script('sleep 600')}));
    assert.equal((await deploy(project)).exitCode, 0);
    write(project, files({db, web: script('echo IntegrityError >&2; exit 1')}));
    commit(project);
    const {error} = (await deploy(project)).result;
    assert.deepEqual(
      error?.evidence.services?.map(({service, log}) => [service, log]),
      [
        ['db', undefined],
        ['web', ['IntegrityError']],
      ],
    );
  });
});
