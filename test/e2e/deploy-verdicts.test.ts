import assert from 'node:assert/strict';
import {deploy, type DeployProject, deployable, commit, write} from './support/deploys.ts';

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
  const passing = async (services: Services, settings = ''): Promise<void> => {
    project = deployable(files(services, settings));
    const {result, stderr} = await deploy(project);
    assert.equal(result.outcome, 'passed', stderr);
  };

  it('takes a service for healthy that was unhealthy a moment before, also where others wait for it', async () => {
    const healthcheck = {test: 'test -f /ready', interval: '1s', retries: 1};
    const slow = {...script('sleep 6; touch /ready; sleep 600'), healthcheck};
    await passing({db: slow, web: {...script('sleep 600'), ...needs('db', 'service_healthy')}, alone: slow});
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
