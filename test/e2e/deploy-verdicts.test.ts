import assert from 'node:assert/strict';
import {deploy, type DeployProject, deployable, commit, write} from './support/deploys.ts';

type Services = Readonly<Record<string, object>>;

const script = (text: string) => ({image: 'busybox:1.35', init: true, command: ['sh', '-c', text]});
const files = (services: Services): Record<string, string> => ({
  'docker-compose.yml': JSON.stringify({services}),
  'dc.stage.yml': 'services: {}\n',
});

describe('the verdict on a deploy', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  it('takes for healthy what was unhealthy a moment before, and shows of what is not touched only what it wrote since', async () => {
    const slow = {
      ...script('echo FATAL: the database system is starting up; sleep 6; touch /ready; sleep 600'),
      healthcheck: {test: 'test -f /ready', interval: '1s', retries: 1},
    };
    const waiting = {depends_on: {db: {condition: 'service_healthy'}}};
    project = deployable(files({db: slow, web: {...script('sleep 600'), ...waiting}, alone: slow}));
    const first = await deploy(project);
    assert.equal(first.result.outcome, 'passed', first.stderr);
    write(
      project,
      files({db: slow, web: {...script('echo IntegrityError >&2; exit 1'), ...waiting}, alone: slow}),
    );
    commit(project);
    const {error} = (await deploy(project)).result;
    assert.deepEqual(
      error?.evidence.services?.map(({service, log}) => [service, log]),
      [
        ['alone', undefined],
        ['db', undefined],
        ['web', ['IntegrityError']],
      ],
    );
  });
});
