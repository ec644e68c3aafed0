import assert from 'node:assert/strict';
import type {SentryOutcome} from '../../../../ts-helpers/src/sentry/plan.ts';
import {inProcess} from '../../../outside/support/inProcess.ts';
import type {Run} from '../cli.ts';
import {commit, deployable, type DeployProject, deployEnvironment} from '../deploys.ts';
import {hasSpec} from '../specs.ts';
import {AGES, type SentryAge} from './ages.ts';
import {SENTRY_TOKEN, type SentryServer, startSentry} from './server.ts';

interface EnsureRun extends Run {
  /** What `--json` printed. */
  outcome: SentryOutcome;
}

export interface Ensuring {
  /** Named `shop` in countable.yml; committed on master. */
  project: DeployProject;
  server: SentryServer;
  /** `countable sentry --json`, in process, to its end. Every request has to be as Sentry's document wants it. */
  ensure(words?: readonly string[], environment?: NodeJS.ProcessEnv): Promise<EnsureRun>;
  /** The environment that lets the CLI speak to the server. */
  environment(): NodeJS.ProcessEnv;
}

const FILES = {
  'docker-compose.yml': 'services: {web: {build: .}}\n',
  'countable.yml': 'name: shop\n',
  'requirements.txt': 'Django==5.2\n',
};

/** A Sentry of that age and a project for each test; skipped where its document is missing. */
export const ensuring = (age: SentryAge, files: Readonly<Record<string, string>> = {}): Ensuring => {
  const own = {} as Ensuring;
  before(async function () {
    if (!hasSpec(AGES[age].document)) this.skip();
    own.server = await startSentry(age);
  });
  beforeEach(() => {
    own.project = deployable({...FILES, ...files});
    commit(own.project);
  });
  afterEach(() => {
    own.project.remove();
    const {violations} = own.server;
    const found = [...violations];
    own.server.reset();
    assert.deepEqual(found, []);
  });
  after(async () => {
    await (own.server as SentryServer | undefined)?.stop();
  });
  own.environment = () => ({
    ...deployEnvironment(own.project),
    SENTRY_AUTH_TOKEN: SENTRY_TOKEN,
    SENTRY_URL: own.server.url,
    SENTRY_ORG: 'acme',
    SENTRY_TEAM: 'web',
  });
  own.ensure = async (words = [], environment = {}) => {
    const run = await inProcess(['sentry', '--json', ...words], {
      cwd: own.project.workspace,
      env: {...own.environment(), ...environment},
    });
    assert.doesNotMatch(`${run.stdout}${run.stderr}`, new RegExp(SENTRY_TOKEN), 'no secret is shown');
    return {...run, outcome: JSON.parse(run.stdout) as EnsureRun['outcome']};
  };
  return own;
};
