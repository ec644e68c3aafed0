import assert from 'node:assert/strict';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';

describe('countable sentry, with a server that takes long to find a channel in Slack', () => {
  const its = ensuring('23.x');

  it('does not say that the alert stands, and finds it there later', async () => {
    its.server.state.isSlow = true;
    const {exitCode, stderr, outcome} = await its.ensure();
    assert.equal(exitCode, 8);
    assert.match(stderr, /SENTRY_CHANNEL_REFUSED: Not done: .*still asking Slack/);
    assert.equal(outcome.changed.filter(what => what.includes('alert')).length, 0);
    const later = await its.ensure();
    assert.deepEqual(later.outcome.changed, ['Note in the name of the key what stands']);
    assert.equal(its.server.state.rules['shop-prod']?.length, 2);
  });
});

describe('countable sentry, where something goes on to another address', () => {
  const its = ensuring('current');

  for (const status of [301, 302, 307, 308]) {
    it(`does not take ${status} for made`, async () => {
      its.server.troubles = {
        'POST /api/0/teams/': [{status, body: '', headers: {Location: 'https://sentry.example.org/api/0/'}}],
      };
      const {exitCode, stderr, outcome} = await its.ensure();
      assert.notEqual(exitCode, 0);
      assert.match(stderr, /✗ NOT_THE_SERVICE: .*sends on to https:\/\/sentry\.example\.org/);
      assert.equal(outcome.changed, undefined);
      its.server.troubles = {
        'POST /api/0/organizations/acme/workflows/': [{status, body: '', headers: {Location: '/'}}],
      };
      const next = await its.ensure();
      assert.match(next.stderr, /NOT_THE_SERVICE: Not done: Make the alert on new and regressed issues/);
      assert.equal(its.server.state.workflows.length, 1);
    });
  }
});

describe('countable sentry, with an alert of another project connected by hand', () => {
  const its = ensuring('current');

  it('does not take it for its own', async () => {
    await its.ensure();
    const {state} = its.server;
    const [own] = state.workflows;
    state.workflows.shift();
    state.workflows.push({
      ...structuredClone(own!),
      id: '5000',
      name: 'Countable club-prod: new and regressed issues',
      detectorIds: [...own!.detectorIds, '4999'],
    });
    const {outcome} = await its.ensure();
    assert.deepEqual(outcome.drift, ['The alert on new and regressed issues was deleted.']);
    await its.ensure(['--repair']);
    assert.equal(state.workflows.length, 3);
  });
});
