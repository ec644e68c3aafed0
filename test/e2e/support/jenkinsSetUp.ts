import assert from 'node:assert/strict';
import {inProcess} from '../../outside/support/inProcess.ts';
import type {Run} from './cli.ts';
import {deployable, type DeployProject, deployEnvironment} from './deploys.ts';
import {JENKINS_TOKEN, JENKINS_USER, type JenkinsServer, startJenkins} from './jenkinsServer.ts';

interface SetUpRun<T> extends Run {
  /** What `--json` printed. */
  result: T;
}

export interface JenkinsSetUp {
  /** Named `shop` in countable.yml. */
  project: DeployProject;
  server: JenkinsServer;
  /** `countable jenkins … --json`, in process, to its end. */
  run<T>(words: readonly string[], environment?: NodeJS.ProcessEnv): Promise<SetUpRun<T>>;
}

/** A Jenkins and a project for each test. */
export const jenkinsSetUp = (files: Readonly<Record<string, string>> = {}): JenkinsSetUp => {
  const own = {} as JenkinsSetUp;
  before(async () => {
    own.server = await startJenkins();
  });
  beforeEach(() => {
    own.project = deployable({
      'docker-compose.yml': 'services: {}\n',
      'countable.yml': 'name: shop\n',
      ...files,
    });
  });
  afterEach(() => {
    own.project.remove();
    own.server.reset();
  });
  after(() => own.server.stop());
  own.run = async <T>(words: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    const run = await inProcess(['jenkins', ...words, '--json'], {
      cwd: own.project.workspace,
      env: {
        ...deployEnvironment(own.project),
        JENKINS_URL: own.server.url,
        JENKINS_USER_ID: JENKINS_USER,
        JENKINS_API_TOKEN: JENKINS_TOKEN,
        ...environment,
      },
    });
    assert.doesNotMatch(`${run.stdout}${run.stderr}`, new RegExp(JENKINS_TOKEN), 'no secret is shown');
    return {...run, result: JSON.parse(run.stdout) as T};
  };
  return own;
};
