import assert from 'node:assert/strict';
import type {SentryAge} from '../e2e/support/sentry/ages.ts';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';
import {rename} from '../e2e/support/sentry/state.ts';

for (const age of ['25.x', 'current'] satisfies SentryAge[])
  describe(`countable sentry, of a site with an address, with a server of ${age}`, () => {
    const its = ensuring(age, {
      'countable.yml': 'name: shop\nhealth: {url: https://shop.example.org/}\n',
    });
    const monitors = () => its.server.state.detectors.filter(({type}) => type === 'uptime_domain_failure');

    it('has an uptime monitor, once', async () => {
      await its.ensure();
      await its.ensure();
      assert.deepEqual(
        monitors().map(({name, dataSources}) => [name, dataSources[0]?.queryObj.url]),
        [['Countable shop-prod: uptime', 'https://shop.example.org/']],
      );
    });

    it('tells when somebody changed or deleted it, and brings it back when asked', async () => {
      await its.ensure();
      monitors()[0]!.enabled = false;
      assert.deepEqual((await its.ensure()).outcome.drift, ['The uptime monitor is switched off.']);
      await its.ensure(['--repair']);
      assert.equal(monitors()[0]?.enabled, true);
      const {state} = its.server;
      state.detectors = state.detectors.filter(({type}) => type !== 'uptime_domain_failure');
      assert.deepEqual((await its.ensure()).outcome.drift, ['The uptime monitor was deleted.']);
      assert.deepEqual(monitors(), []);
    });

    it('is told where there is no room for one more', async () => {
      const body = '{"dataSources": ["You may have at most 1 uptime monitors"]}';
      const place = age === 'current' ? 'projects/' : 'detectors/';
      its.server.troubles = {[`POST /api/0/organizations/acme/${place}`]: [{status: 400, body}]};
      const {exitCode, stderr} = await its.ensure();
      assert.equal(exitCode, 8);
      assert.match(stderr, /SENTRY_UPTIME_REFUSED: .*at most 1 uptime monitors/);
      assert.equal(its.server.state.workflows.length, 2);
    });

    it('is told once where it has no seat, and is not what somebody switched off', async () => {
      const {state} = its.server;
      state.seats = 0;
      const {exitCode, stderr, outcome} = await its.ensure();
      assert.equal(exitCode, 8);
      assert.match(stderr, /SENTRY_UPTIME_REFUSED: .*no seat left/);
      assert.equal(
        outcome.changed.some(what => what.includes('uptime monitor')),
        false,
      );
      const again = await its.ensure();
      assert.deepEqual([again.exitCode, again.outcome.drift, again.outcome.changed], [0, [], []]);
      assert.match((await its.ensure(['--repair'])).stderr, /SENTRY_UPTIME_REFUSED: .*there are none left/);
      assert.equal(monitors().length, 1);
      state.seats = 1;
      await its.ensure(['--repair']);
      assert.equal(monitors()[0]?.enabled, true);
      monitors()[0]!.enabled = false;
      assert.deepEqual((await its.ensure()).outcome.drift, ['The uptime monitor is switched off.']);
    });

    it('is told beside the alerts that could not be made', async () => {
      Object.assign(its.server.state, {channels: [], seats: 0});
      const {stderr, outcome} = await its.ensure();
      assert.deepEqual(
        outcome.problems.map(({code}) => code),
        ['SENTRY_CHANNEL_REFUSED', 'SENTRY_UPTIME_REFUSED'],
      );
      assert.match(stderr, /! SENTRY_UPTIME_REFUSED: [^]*✗ SENTRY_CHANNEL_REFUSED: /);
    });

    it('is found after the project was renamed', async () => {
      await its.ensure();
      rename(its.server.state, 'shop-prod', 'boutique');
      const {outcome} = await its.ensure(['--repair']);
      assert.deepEqual(outcome.changed, []);
      assert.equal(monitors().length, 1);
    });
  });
