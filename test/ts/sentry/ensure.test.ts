import assert from 'node:assert/strict';
import {ensure, planOnly} from '../../../ts-helpers/src/sentry/ensure.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {createFakeSentry, type FakeSentry} from '../../fakes/sentry.ts';

const SHOP = {
  'docker-compose.yml': 'services: {}',
  'countable.yml': 'slack: {channel: "#shop"}\nhealth: {url: https://shop.example.org/}',
};

describe('setting Sentry up, in process', () => {
  let machine: Machine;
  let sentry: FakeSentry;
  const given = async (files: Readonly<Record<string, string>> = SHOP) => {
    machine = await createMachine(files);
    createRepository(machine.workspace).commit('Begin');
    sentry = createFakeSentry();
  };
  const needs = (openSentry: (() => Promise<FakeSentry>) | undefined = () => Promise.resolve(sentry)) => ({
    openSentry,
    files: machine.needs.files,
    git: gitIn(machine.workspace),
    voice: machine.voice,
  });
  const request = async (repair = false) => ({project: await machine.project(), environment: 'prod', repair});
  const set = async (repair = false) => (await ensure(await request(repair), needs())).outcome;
  afterEach(() => machine.remove());

  it('makes all of it, and changes nothing the second time', async () => {
    await given();
    const {changed, problems, url} = await set();
    assert.equal(url, 'https://sentry.example.org/organizations/acme/projects/shop-prod/');
    assert.deepEqual(problems, []);
    assert.ok(changed.length >= 4, changed.join('\n'));
    assert.deepEqual(
      sentry.allMonitors.map(one => one.url),
      ['https://shop.example.org/'],
    );
    assert.equal(sentry.allAlerts.get('shop-prod')?.length, 2);
    assert.deepEqual((await set()).changed, []);
  });

  it('shows what it would do, and does nothing', async () => {
    await given();
    const {steps} = await planOnly(await request(), needs());
    assert.ok(steps.some(({id}) => id === 'project'));
    assert.deepEqual(sentry.projects, []);
  });

  it('tells what was changed by hand, and brings it back where it is asked to', async () => {
    await given();
    await set();
    const [alert] = sentry.allAlerts.get('shop-prod') ?? [];
    assert.ok(alert);
    alert.enabled = false;
    assert.equal((await set()).drift.length, 1);
    assert.deepEqual((await set(true)).drift, []);
    assert.ok(sentry.allAlerts.get('shop-prod')?.every(({enabled}) => enabled));
  });

  it('goes on without what a DSN can be had without, and tries that again', async () => {
    await given();
    sentry.failing.set('putUptime', new UserError('SENTRY_UPTIME_REFUSED', 'There is no room for it.'));
    const {problems} = await set();
    assert.deepEqual(
      problems.map(({code}) => code),
      ['SENTRY_UPTIME_REFUSED'],
    );
    assert.match(problems[0]?.message ?? '', /^Not done: .* There is no room for it\.$/);
    sentry.failing.clear();
    assert.equal((await set()).changed.length > 0, true);
    assert.equal(sentry.allMonitors.length, 1);
  });

  it('asks no more of a server that is gone, and says it once', async () => {
    await given();
    sentry.failing.set('putAlert', new UserError('SERVICE_TIMEOUT', 'Sentry does not answer.'));
    const {problems} = await set();
    assert.deepEqual(
      problems.map(({code}) => code),
      ['SERVICE_TIMEOUT'],
    );
    assert.deepEqual(sentry.allMonitors, []);
  });

  it('says that alerts were not looked at', async () => {
    await given();
    await set();
    for (const method of ['alerts', 'workspaces'] as const)
      sentry.failing.set(method, new UserError('SCOPE_MISSING', 'The token lacks alerts:read.'));
    const {problems} = await set();
    assert.deepEqual(
      problems.map(({message}) => message),
      ['Alerts were not looked at. The token lacks alerts:read.'],
    );
  });

  it('does not go on without a DSN', async () => {
    await given();
    sentry.failing.set('createKey', new UserError('SCOPE_MISSING', 'The token lacks project:write.'));
    await assert.rejects(set(), {code: 'SCOPE_MISSING'});
  });

  it('has no DSN where its key was switched off', async () => {
    await given();
    await set();
    for (const key of sentry.clientKeys.get('shop-prod') ?? []) key.isActive = false;
    assert.equal((await ensure(await request(), needs())).dsn, undefined);
  });

  it('is not set up without a token, nor where the project wants none', async () => {
    await given();
    await assert.rejects(ensure(await request(), {...needs(), openSentry: undefined}), {
      code: 'SENTRY_NOT_SET_UP',
      where: 'SENTRY_AUTH_TOKEN',
    });
    await machine.write({'countable.yml': 'sentry: none'});
    await assert.rejects(set(), {code: 'SENTRY_NOT_SET_UP', where: 'sentry'});
  });
});
