import assert from 'node:assert/strict';
import type {ErrorReport, ServiceState} from '../../ts-helpers/src/result/result.ts';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {refusalOf} from './support/refusals.ts';
import {docker} from './support/projects.ts';

/** A site of one service; `web` is what its definition has besides the image. */
const site = (web: object, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  'docker-compose.yml': JSON.stringify({
    services: {web: {image: 'busybox:1.35', init: true, volumes: ['data:/data'], ...web}},
    volumes: {data: null},
  }),
  'dc.stage.yml': 'services: {}\n',
  ...more,
});

const script = (text: string) => ({command: ['sh', '-c', text]});

describe('a deploy that fails', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const failing = async (files: Record<string, string>): Promise<ErrorReport> => {
    project = deployable(files);
    return again({});
  };
  const again = async (files: Record<string, string>): Promise<ErrorReport> => {
    write(project, files);
    commit(project);
    const run = await deploy(project);
    refusalOf(run);
    return run.result.error!;
  };

  it('for want of an image shows the instruction that failed, and leaves what runs alone', async () => {
    project = deployable(site(script('sleep 600')));
    assert.equal((await deploy(project)).exitCode, 0);
    const running = docker('ps', '--quiet', '--filter', `name=${project.name}`);
    const error = await again(
      site(
        {build: '.', image: undefined},
        {Dockerfile: 'FROM busybox:1.35\nRUN echo it is broken && exit 7\n'},
      ),
    );
    assert.deepEqual([error.code, error.exitCode], ['BUILD_FAILED', 6]);
    assert.match(error.message, /^The image of web could not be built: /);
    assert.equal(error.where, 'Dockerfile of web: RUN echo it is broken && exit 7');
    assert.ok(error.evidence.log?.lines.some(line => line.includes('it is broken')));
    assert.equal(docker('ps', '--quiet', '--filter', `name=${project.name}`), running);
  });

  it('names what the failing service is made of, and has the remedy of a deploy, not that of tests', async () => {
    project = deployable(
      site(
        {build: './shop', image: undefined, volumes: ['./conf/site.conf:/site.conf', 'data:/data']},
        {
          'shop/Dockerfile': `FROM busybox:1.35\nCMD echo "KeyError: 'DJANGO_SECRET'"; exit 1\n`,
          'conf/site.conf': '',
        },
      ),
    );
    const {result, stderr} = await deploy(project);
    assert.deepEqual(result.error?.evidence.paths, ['shop', 'shop/Dockerfile', 'conf/site.conf']);
    assert.deepEqual(result.about, {project: project.name, environment: 'stage'});
    assert.match(stderr, /remedy .* in the secret file \(COUNTABLE_ENV_FILE\)/);
    assert.doesNotMatch(stderr, /\.env\.test/);
  });

  it('because a container never becomes healthy shows what its check said', async () => {
    const error = await failing(
      site(
        {
          ...script('echo started; sleep 600'),
          healthcheck: {test: 'echo still migrating; exit 1', interval: '1s', retries: 1},
        },
        {'countable.yml': 'health: {minutes: 0.2}\n'},
      ),
    );
    assert.deepEqual([error.code, error.exitCode], ['SERVICE_UNHEALTHY', 6]);
    const [{startedAt, addresses = [], ...web}] = error.evidence.services as [ServiceState];
    assert.match(startedAt ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.match(addresses.join(), /^\d+\.\d+\.\d+\.\d+$/);
    assert.deepEqual(web, {
      service: 'web',
      state: 'running',
      health: 'unhealthy',
      image: 'busybox:1.35',
      healthExitCode: 1,
      healthCommand: "sh -c 'echo still migrating; exit 1'",
      healthOutput: 'still migrating',
      log: ['started'],
    });
    assert.deepEqual(error.evidence.log, {
      source: 'web',
      lines: ['started', 'health check: still migrating'],
    });
  });

  it('for lack of memory says so', async () => {
    const error = await failing(
      site({...script('tail /dev/zero'), mem_limit: '16m', memswap_limit: '16m', init: false}),
    );
    assert.deepEqual([error.code, error.exitCode], ['OUT_OF_MEMORY', 6]);
  });

  it('is mended by the next one, with the data that was there before', async () => {
    const good = site(script('echo kept >> /data/note; sleep 600'));
    project = deployable(good);
    assert.equal((await deploy(project)).exitCode, 0);
    const error = await again(site({...script('echo no such database; exit 3'), restart: 'unless-stopped'}));
    assert.deepEqual([error.code, error.exitCode], ['SERVICE_EXITED', 6]);
    assert.equal(error.message, 'The service web keeps ending with exit code 3.');
    assert.equal(error.evidence.log?.source, 'web');
    assert.ok(error.evidence.log.lines.includes('no such database'));
    write(project, good);
    commit(project);
    assert.equal((await deploy(project)).result.outcome, 'passed');
    assert.equal(docker('exec', `${project.name}-stage-web-1`, 'cat', '/data/note'), 'kept\nkept');
  });
});
