import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createClock} from '../../ts-helpers/src/outside/clock.ts';
import {ensure} from '../../ts-helpers/src/sentry/ensure.ts';
import {openSentry} from '../../ts-helpers/src/sentry/service.ts';
import type {SentrySettings} from '../../ts-helpers/src/settings/settings.ts';
import {AGES, ALL_AGES, alertsOf} from '../e2e/support/sentry/ages.ts';
import {SENTRY_TOKEN, type SentryServer, startSentry} from '../e2e/support/sentry/server.ts';
import {rename} from '../e2e/support/sentry/state.ts';
import {hasSpec} from '../e2e/support/specs.ts';
import {createHost, type Host} from '../fakes/deploying.ts';
import {gitIn} from '../fakes/machine.ts';
import {createRepository, type Repository} from '../fakes/repository.ts';

/** Longer than 23.x takes it. */
const LONG = {name: 'Ada', email: `${'ada.of.'.repeat(11)}lovelace@example.org`};
const FILES = {
  'docker-compose.yml': 'services: {web: {build: .}}\n',
  'dc.prod.yml': 'services: {}\n',
  'countable.yml': 'slack: {channel: "#shop"}\n',
  Dockerfile: 'FROM busybox\n',
};
const SLUG = 'shop-prod';

/** Deploys of an engine in memory, told to servers over HTTP, by every age of Sentry: each request is checked by its document. */
for (const age of ALL_AGES) {
  const sentry = {} as {server: SentryServer; url: string; organization: string | undefined};
  const open = (settings: SentrySettings) => {
    const {signal} = new AbortController();
    const {url} = sentry;
    const organization = settings.organization ?? sentry.organization;
    return openSentry({token: SENTRY_TOKEN, url, organization, clock: createClock(signal), signal});
  };
  const host = {} as {now: Host; repository: Repository};
  const begin = async () => {
    host.now = await createHost(FILES, {openSentry: open});
    host.repository = createRepository(host.now.workspace);
    host.repository.commit('Begin');
    sentry.server = await startSentry(age);
    Object.assign(sentry, {url: sentry.server.url, organization: 'acme'});
  };
  const end = async () => {
    await (host.now as Host | undefined)?.remove();
    await (sentry.server as SentryServer | undefined)?.stop();
  };
  const up = async () => {
    const {outcome, warnings = []} = await host.now.deploy({environment: 'prod', isTracked: true});
    assert.equal(outcome, 'passed');
    return {codes: warnings.map(({code}) => code), said: warnings.map(({message}) => message).join('\n')};
  };
  const alerts = (of = SLUG) => alertsOf(sentry.server.state, age, of);
  const dsn = (of = SLUG) =>
    sentry.server.state.keys[of]?.find(({name}) => name.startsWith('Countable'))?.dsn.public;
  const running = () =>
    host.now.engine.containers.find(({name}) => name === `${SLUG}-web-1`)?.variables['SENTRY_DSN'];
  const release = () => sentry.server.state.releases.at(-1);

  // Each step goes on where the one before it ended.
  describe(`production and its Sentry of ${age}, from the first deploy on, in process`, () => {
    let head: string;

    before(async function () {
      if (!hasSpec(AGES[age].document)) this.skip();
      await begin();
    });
    beforeEach(() => {
      head = host.repository.commit('Change it', {at: String(Math.random())}, LONG).slice(0, 12);
      sentry.server.requests.length = 0;
    });
    afterEach(() => {
      assert.deepEqual(sentry.server.violations, []);
    });
    after(end);

    it('has all after the first deploy, and its release is known', async () => {
      assert.deepEqual((await up()).codes, []);
      assert.equal(alerts().length, 2);
      assert.ok(running());
      assert.equal(running(), dsn());
      assert.equal(release()?.version, `shop@${head}`);
      assert.equal(release()?.deploys.length, 1);
    });

    it('has nothing new after the second but a release', async () => {
      assert.deepEqual((await up()).codes, []);
      assert.equal(sentry.server.requests.filter(line => !line.startsWith('GET ')).length, 2);
      assert.equal(sentry.server.state.releases.length, 2);
    });

    it('tells what somebody changed, and leaves it, and has it back when it is asked for', async () => {
      const [first] = alerts();
      if ('enabled' in first!) first.enabled = false;
      else first!.status = 'disabled';
      const {codes, said} = await up();
      assert.deepEqual(codes, ['SENTRY_DRIFT']);
      assert.match(said, /The alert on new and regressed issues is switched off/);
      const {workspace, needs, voice} = host.now;
      const request = {project: await host.now.project(), environment: 'prod', repair: true};
      await ensure(request, {openSentry: open, files: needs.files, git: gitIn(workspace), voice});
      assert.deepEqual((await up()).codes, []);
    });

    it('says which alerts could not be looked at, and does all the rest', async () => {
      const trouble = {status: 400, body: '{"detail": "No more of this."}'};
      const path = age === '23.x' ? `projects/acme/${SLUG}/rules/` : 'organizations/acme/workflows/';
      sentry.server.troubles = {[`GET /api/0/${path}`]: [trouble]};
      const {codes, said} = await up();
      assert.deepEqual(codes, ['SERVICE_REFUSED']);
      assert.match(said, /Alerts were not looked at\. Sentry refuses it: No more of this/);
      assert.equal(running(), dsn());
      assert.equal(release()?.version, `shop@${head}`);
    });

    it('is deployed where Sentry says what nobody understands', async () => {
      const path = age === '23.x' ? `projects/acme/${SLUG}/rules/` : 'organizations/acme/workflows/';
      sentry.server.troubles = {[`GET /api/0/${path}`]: [{status: 200, body: '[null]'}]};
      assert.deepEqual((await up()).codes, ['ANSWER_BROKEN']);
      assert.equal(running(), dsn());
    });

    it('is found after somebody renamed it, its alerts too', async () => {
      rename(sentry.server.state, SLUG, 'boutique');
      const {codes, said} = await up();
      assert.deepEqual(codes, ['SENTRY_DRIFT']);
      assert.match(said, /The project \S+ is called boutique now/);
      assert.doesNotMatch(said, /deleted/);
      assert.equal(alerts('boutique').length, 2);
      assert.equal(running(), dsn('boutique'));
      assert.deepEqual(release()?.projects, ['boutique']);
      rename(sentry.server.state, 'boutique', SLUG);
    });

    it('says that the organisation has to be told, and the containers keep their DSN', async () => {
      const before = dsn();
      sentry.organization = undefined;
      const {codes, said} = await up();
      sentry.organization = 'acme';
      assert.deepEqual(codes, ['SENTRY_NOT_SET_UP']);
      assert.match(said, /Sentry shows none to this token.*the containers keep the DSN that they have/);
      assert.equal(running(), before);
    });

    it('is deployed while Sentry is down', async () => {
      const before = dsn();
      const nobody = createServer().listen(0, '127.0.0.1');
      await new Promise(resolve => nobody.once('listening', resolve));
      sentry.url = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
      await new Promise(resolve => nobody.close(resolve));
      const {codes, said} = await up();
      sentry.url = sentry.server.url;
      assert.deepEqual(codes, ['SERVICE_UNREACHABLE']);
      assert.match(said, /Sentry is not told of this release; the containers keep the DSN/);
      assert.equal(running(), before);
    });

    it('says what of the release it could not tell', async () => {
      const releases = 'POST /api/0/organizations/acme/releases/';
      sentry.server.troubles = {[releases]: [{status: 400}]};
      assert.match((await up()).said, /Sentry is not told of this release and its commits/);
      sentry.server.troubles = {
        [releases]: [],
        [`${releases}${encodeURIComponent('shop@')}`]: [{status: 400}],
      };
      assert.match((await up()).said, /Sentry knows the release, and not that it was deployed/);
    });
  });

  describe(`a first deploy whose alerts a Sentry of ${age} refuses, in process`, () => {
    before(async function () {
      if (!hasSpec(AGES[age].document)) this.skip();
      await begin();
    });
    after(end);

    it('hands the DSN out all the same, and says what was not done', async () => {
      const trouble = [{status: 400}, {status: 400}];
      sentry.server.troubles = {
        'POST /api/0/organizations/acme/workflows/': [...trouble],
        [`POST /api/0/projects/acme/${SLUG}/rules/`]: [...trouble],
      };
      const {codes, said} = await up();
      assert.deepEqual(codes, ['SERVICE_REFUSED']);
      assert.match(said, /Not done: Make the alert on spiking issues.*Not done: Make the alert on new/);
      assert.match(running() ?? '', /^http:/);
      assert.equal(sentry.server.state.releases.length, 1);
      assert.deepEqual(alerts(), []);
      assert.deepEqual(
        sentry.server.state.keys[SLUG]?.map(({name}) => name),
        ['Default', 'Countable'],
      );
    });
  });
}
