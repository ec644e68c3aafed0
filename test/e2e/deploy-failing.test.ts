import assert from 'node:assert/strict';
import type {ErrorReport, ServiceState} from '../../ts-helpers/src/result/result.ts';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {refusalOf} from './support/refusals.ts';

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
});
