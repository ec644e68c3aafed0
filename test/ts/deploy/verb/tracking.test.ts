import assert from 'node:assert/strict';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';
import {createRepository} from '../../../fakes/repository.ts';

const DOWN = new UserError('SERVICE_UNREACHABLE', 'Sentry cannot be reached.');
const TRACKED = {
  ...SITE,
  'countable.yml': 'slack: {channel: "#shop"}',
  'dc.prod.yml': 'services: {}',
};

describe('a deploy that Sentry is told of, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>> = TRACKED): Promise<Host> =>
    (host = await createHost(files));
  const tracked: DeployGiven = {environment: 'prod', isTracked: true};
  const dsnOfWeb = () =>
    host.engine.containers.find(({name}) => name === 'shop-prod-web-1')?.variables['SENTRY_DSN'];
  afterEach(() => host.remove());

  it('makes the project, gives containers its DSN, and tells of release, commits and deploy', async () => {
    const {sentry, workspace, voice} = await given();
    const commit = createRepository(workspace).commit('Sell more');
    const {outcome, warnings} = await host.deploy(tracked);
    assert.deepEqual([outcome, warnings], ['passed', undefined]);
    assert.deepEqual(
      sentry.projects.map(({slug}) => slug),
      ['shop-prod'],
    );
    const dsn = sentry.clientKeys.get('shop-prod')?.at(-1)?.dsn;
    assert.equal(dsnOfWeb(), dsn);
    assert.ok(voice.hidden.includes(dsn ?? ''));
    assert.deepEqual(
      sentry.releases.map(({repository, commits}) => [repository, commits.map(({subject}) => subject)]),
      [['team/shop', ['Sell more']]],
    );
    assert.deepEqual(
      sentry.deploys.map(({environment, name, version}) => [environment, name, version]),
      [['prod', 'ada on this machine', `shop@${commit.slice(0, 12)}`]],
    );
  });

  it('tells of the commits since the release before', async () => {
    const {sentry, workspace} = await given();
    const repository = createRepository(workspace);
    repository.commit('Begin');
    await host.deploy(tracked);
    repository.commit('Sell more', {a: '1'});
    repository.commit('Sell even more', {a: '2'});
    await host.deploy(tracked);
    assert.deepEqual(
      sentry.releases.at(-1)?.commits.map(({subject}) => subject),
      ['Sell even more', 'Sell more'],
    );
  });

  it('counts although Sentry is down, and keeps the DSN that the containers have', async () => {
    const {sentry} = await given();
    await host.deploy(tracked);
    const dsn = dsnOfWeb();
    sentry.failing.set('project', DOWN);
    const {outcome, warnings} = await host.deploy(tracked);
    assert.equal(outcome, 'passed');
    assert.deepEqual(
      warnings?.map(({code, message}) => [code, message]),
      [
        [
          'SERVICE_UNREACHABLE',
          'Sentry cannot be reached. Sentry is not told of this release; the containers keep the DSN that they have.',
        ],
      ],
    );
    assert.equal(dsnOfWeb(), dsn);
  });

  it('says so where the containers get no DSN, and where a mistake of ours is why', async () => {
    const {sentry, voice} = await given();
    sentry.failing.set('project', new TypeError('x is undefined'));
    const {warnings} = await host.deploy(tracked);
    assert.deepEqual(
      warnings?.map(({code}) => code),
      ['INTERNAL'],
    );
    assert.match(warnings?.[0]?.message ?? '', /and the containers get no SENTRY_DSN\.$/);
    assert.equal(voice.bugs.length, 1);
  });

  for (const [method, message] of [
    ['createRelease', 'Sentry cannot be reached. Sentry is not told of this release and its commits.'],
    ['createDeploy', 'Sentry cannot be reached. Sentry knows the release, and not that it was deployed.'],
  ] as const)
    it(`counts although ${method} fails`, async () => {
      const {sentry} = await given();
      sentry.failing.set(method, DOWN);
      const {outcome, warnings} = await host.deploy(tracked);
      assert.deepEqual([outcome, warnings?.map(one => one.message)], ['passed', [message]]);
    });

  it('tells what was changed in Sentry by hand', async () => {
    const {sentry} = await given();
    await host.deploy(tracked);
    const [first] = sentry.allAlerts.get('shop-prod') ?? [];
    assert.ok(first);
    first.enabled = false;
    const {warnings} = await host.deploy(tracked);
    assert.deepEqual(
      warnings?.map(({code}) => code),
      ['SENTRY_DRIFT'],
    );
  });

  it('plans what would change in Sentry', async () => {
    const {sentry} = await given();
    const plan = await host.plan(tracked);
    assert.deepEqual(plan.sentry?.steps.map(({id}) => id).slice(0, 2), ['project', 'key']);
    assert.ok(plan.steps.some(({id}) => id === 'track'));
    assert.deepEqual(sentry.projects, []);
    sentry.failing.set('project', DOWN);
    assert.equal((await host.plan(tracked)).sentry, undefined);
  });

  it('uploads the source maps of services that are built of JavaScript', async () => {
    const {engine} = await given({...TRACKED, 'package.json': '{}'});
    engine.programs['web'] = {writes: {'/app/dist/app.js': '1', '/app/dist/app.js.map': '{}'}};
    await host.deploy(tracked);
    assert.deepEqual(
      host.uploads.map(({project, organization, folder}) => [
        project,
        organization,
        folder.split('/').at(-1),
      ]),
      [['shop-prod', 'acme', 'dist']],
    );
  });
});
