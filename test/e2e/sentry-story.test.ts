import assert from 'node:assert/strict';
import {countable} from './support/cli.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  type DeployRun,
  freePort,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {AGES, alertsOf} from './support/sentry/ages.ts';
import {SENTRY_TOKEN, type SentryServer, startSentry} from './support/sentry/server.ts';
import {rename} from './support/sentry/state.ts';
import {hasSpec} from './support/specs.ts';

/** Longer than 23.x takes it. */
const LONG_EMAIL = `${'ada.of.'.repeat(11)}lovelace@example.org`;

/** Those of other ages are told of deploys in process: test/outside/sentry-story.test.ts. */
const AGE = 'current';

// Each step goes on where the one before it ended.
describe('production and its Sentry, from the first deploy on', () => {
  let server: SentryServer;
  let project: DeployProject;
  let slug: string;
  let head: string;

  before(async function () {
    if (!hasSpec(AGES[AGE].document)) this.skip();
    server = await startSentry(AGE);
    project = deployable({
      'docker-compose.yml': 'services: {web: {build: ., init: true, stop_grace_period: 1s}}\n',
      'dc.prod.yml': 'services: {}\n',
      Dockerfile: 'FROM busybox:1.35\nCMD ["sleep", "600"]\n',
    });
    slug = `${project.name}-prod`;
  });
  beforeEach(() => {
    head = commit(project, {email: LONG_EMAIL}).slice(0, 12);
    server.requests.length = 0;
  });
  afterEach(() => {
    assert.deepEqual(server.violations, []);
  });
  after(async () => {
    (project as DeployProject | undefined)?.remove();
    await (server as SentryServer | undefined)?.stop();
  });

  const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    SENTRY_AUTH_TOKEN: SENTRY_TOKEN,
    SENTRY_URL: server.url,
    SENTRY_ORG: 'acme',
    ...more,
  });
  const up = async (more?: NodeJS.ProcessEnv): Promise<DeployRun> => {
    const run = await deploy(project, {environment: 'prod', env: environment(more)});
    assert.equal(run.exitCode, 0, run.stderr);
    return run;
  };
  const warned = ({result}: DeployRun) => (result.warnings ?? []).map(({code}) => code);
  const alerts = (of = slug) => alertsOf(server.state, AGE, of);
  const told = ({stderr}: DeployRun) => {
    const [, sign] = /([✓✗]) Tell Sentry of the release/.exec(stderr) ?? [];
    return sign;
  };
  const dsn = (of = slug) =>
    server.state.keys[of]?.find(({name}) => name.startsWith('Countable'))?.dsn.public;
  const running = () => {
    const format = '{{range .Config.Env}}{{println .}}{{end}}';
    const variables = docker('inspect', '--format', format, `${slug}-web-1`).split('\n');
    return variables.find(line => line.startsWith('SENTRY_DSN='))?.slice('SENTRY_DSN='.length);
  };
  const release = () => server.state.releases.at(-1);

  it('has all after the first deploy, and its release is known', async () => {
    const run = await up();
    assert.deepEqual(warned(run), []);
    assert.equal(told(run), '✓');
    assert.equal(alerts().length, 2);
    assert.equal(running(), dsn());
    assert.equal(release()?.version, `${project.name}@${head}`);
    assert.equal(release()?.deploys.length, 1);
  });

  it('has nothing new after the second but a release', async () => {
    const run = await up();
    assert.deepEqual(warned(run), []);
    assert.equal(server.requests.filter(line => !line.startsWith('GET ')).length, 2);
    assert.equal(server.state.releases.length, 2);
  });

  it('tells what somebody changed, and leaves it', async () => {
    const [first] = alerts();
    if ('enabled' in first!) first.enabled = false;
    else first!.status = 'disabled';
    const run = await up();
    assert.deepEqual(warned(run), ['SENTRY_DRIFT']);
    assert.match(run.stderr, /The alert on new and regressed issues is switched off/);
    assert.equal(told(run), '✓');
  });

  it('has it back when it is asked for', async () => {
    const env = {...deployEnvironment(project), ...environment()};
    const {exitCode, stderr} = await countable(['sentry', '--repair'], {cwd: project.workspace, env});
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(warned(await up()), []);
  });

  it('says which alerts could not be looked at, and does all the rest', async () => {
    const trouble = {status: 400, body: '{"detail": "No more of this."}'};
    server.troubles = {'GET /api/0/organizations/acme/workflows/': [trouble]};
    const run = await up();
    assert.deepEqual(warned(run), ['SERVICE_REFUSED']);
    assert.match(run.stderr, /Alerts were not looked at\. Sentry refuses it: No more of this/);
    assert.equal(running(), dsn());
    assert.equal(told(run), '✓');
    assert.equal(release()?.version, `${project.name}@${head}`);
  });

  it('is found after somebody renamed it, its alerts too', async () => {
    rename(server.state, slug, 'boutique');
    const run = await up();
    assert.deepEqual(warned(run), ['SENTRY_DRIFT']);
    assert.match(run.stderr, /Changed by hand in Sentry: The project \S+ is called boutique now/);
    assert.doesNotMatch(run.stderr, /deleted/);
    assert.equal(alerts('boutique').length, 2);
    assert.equal(running(), dsn('boutique'));
    assert.deepEqual(release()?.projects, ['boutique']);
    rename(server.state, 'boutique', slug);
  });

  it('says that the organisation has to be told, and not that Sentry was told', async () => {
    const before = dsn();
    const run = await up({SENTRY_ORG: ''});
    assert.deepEqual(warned(run), ['SENTRY_NOT_SET_UP']);
    assert.match(run.stderr, /Sentry shows none to this token.*the containers keep the DSN that they have/);
    assert.match(run.stderr, /SENTRY_ORG/);
    assert.equal(told(run), '✗');
    assert.equal(running(), before);
  });

  it('is deployed while Sentry is down, without a word that Sentry was told', async () => {
    const before = dsn();
    const run = await up({SENTRY_URL: `http://127.0.0.1:${await freePort()}`});
    assert.deepEqual(warned(run), ['SERVICE_UNREACHABLE']);
    assert.equal(run.stderr.match(/SERVICE_UNREACHABLE/g)?.length, 1);
    assert.match(run.stderr, /Sentry is not told of this release; the containers keep the DSN/);
    assert.equal(told(run), '✗');
    assert.equal(running(), before);
  });

  it('says what of the release it could not tell', async () => {
    server.troubles = {'POST /api/0/organizations/acme/releases/': [{status: 400}]};
    const untold = await up();
    assert.match(untold.stderr, /SERVICE_REFUSED: .*Sentry is not told of this release and its commits/);
    assert.equal(told(untold), '✗');
    server.troubles = {
      'POST /api/0/organizations/acme/releases/': [],
      [`POST /api/0/organizations/acme/releases/${encodeURIComponent(`${project.name}@`)}`]: [{status: 400}],
    };
    const half = await up();
    assert.match(half.stderr, /Sentry knows the release, and not that it was deployed/);
    assert.equal(told(half), '✗');
  });
});

describe('a first deploy whose alerts Sentry refuses', () => {
  let server: SentryServer;
  let project: DeployProject;
  before(async function () {
    if (!hasSpec(AGES[AGE].document)) this.skip();
    server = await startSentry(AGE);
    project = deployable({
      'docker-compose.yml': 'services: {web: {build: ., init: true, stop_grace_period: 1s}}\n',
      'dc.prod.yml': 'services: {}\n',
      Dockerfile: 'FROM busybox:1.35\nCMD ["sleep", "600"]\n',
    });
  });
  after(async () => {
    (project as DeployProject | undefined)?.remove();
    await (server as SentryServer | undefined)?.stop();
  });

  it('hands the DSN out all the same, and says what was not done', async () => {
    const slug = `${project.name}-prod`;
    const trouble = [{status: 400}, {status: 400}];
    server.troubles = {'POST /api/0/organizations/acme/workflows/': trouble};
    const env = {SENTRY_AUTH_TOKEN: SENTRY_TOKEN, SENTRY_URL: server.url, SENTRY_ORG: 'acme'};
    const {exitCode, result, stderr} = await deploy(project, {environment: 'prod', env});
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(
      result.warnings?.map(({code}) => code),
      ['SERVICE_REFUSED'],
    );
    assert.match(stderr, /Not done: Make the alert on spiking issues.*Not done: Make the alert on new/);
    const variables = docker('inspect', '--format', '{{json .Config.Env}}', `${slug}-web-1`);
    assert.match(variables, /"SENTRY_DSN=http:/);
    assert.equal(server.state.releases.length, 1);
    assert.deepEqual(alertsOf(server.state, AGE, slug), []);
    assert.deepEqual(
      server.state.keys[slug]?.map(({name}) => name),
      ['Default', 'Countable'],
    );
  });
});
