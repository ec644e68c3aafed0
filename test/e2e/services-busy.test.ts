import assert from 'node:assert/strict';
import {createHttpApi} from '../../ts-helpers/src/outside/httpApi.ts';
import {createSlack} from '../../ts-helpers/src/slack/messages.ts';
import {hastyClock, optionsFor} from './support/hasty.ts';
import {strayServers} from './support/strayServers.ts';

describe('a service that takes no more requests for now', () => {
  const servers = strayServers();
  const {http} = servers;
  afterEach(() => {
    servers.close();
  });

  for (const asks of [
    {'retry-after': '0'},
    {'retry-after': '-5'},
    {'retry-after': '-1e9'},
    {'retry-after': '0.001'},
    {'retry-after': 'soon'},
    {'retry-after': ''},
    {'retry-after': 'Infinity'},
    {'retry-after': '1e999'},
    {'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT'},
    {'x-sentry-rate-limit-reset': '0'},
    {'x-sentry-rate-limit-reset': 'NaN'},
    {},
  ]) {
    it(`is not asked without a pause, nor without an end, by 429 and ${JSON.stringify(asks)}`, async () => {
      const clock = hastyClock();
      const url = await http((_, response) => response.writeHead(429, {...asks}).end());
      const {request} = createHttpApi(optionsFor(url, clock));
      await assert.rejects(request({path: 'a', needs: ''}), {code: 'SERVICE_BUSY'});
      assert.ok(clock.waits.length <= 60, `${clock.waits.length} times`);
      assert.ok(clock.waits.every(pause => pause >= 500));
    });
  }

  for (const asks of [
    {'retry-after': '86400'},
    {'retry-after': '9'.repeat(300)},
    {'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT'},
    {'x-sentry-rate-limit-reset': '99999999999'},
  ]) {
    it(`is not asked again by 429 and ${JSON.stringify(asks).slice(0, 60)}`, async () => {
      const clock = hastyClock();
      let asked = 0;
      const url = await http((_, response) => {
        asked += 1;
        response.writeHead(429, {...asks}).end();
      });
      const {request} = createHttpApi(optionsFor(url, clock));
      await assert.rejects(request({path: 'a', needs: ''}), {code: 'SERVICE_BUSY'});
      assert.deepEqual([asked, clock.waits], [1, []]);
    });
  }

  it('may name the moment by its own clock, when ours is wrong by a day', async () => {
    for (const asks of [
      {'retry-after': 'Tue, 24 Nov 2026 12:00:10 GMT', date: 'Tue, 24 Nov 2026 12:00:08 GMT'},
      {'x-sentry-rate-limit-reset': '1795608010', date: new Date(1795608008000).toUTCString()},
      {'x-sentry-rate-limit-reset': '1795521610', date: new Date(1795521608000).toUTCString()},
    ]) {
      const clock = hastyClock();
      let asked = 0;
      const url = await http((_, response) => {
        asked += 1;
        response.writeHead(asked === 1 ? 429 : 200, asks).end('{}');
      });
      await createHttpApi(optionsFor(url, clock)).request({path: 'a', needs: ''});
      assert.deepEqual(clock.waits, [2000], JSON.stringify(asks));
    }
  });

  it('is Slack, and asks for 0 s again and again', async () => {
    let asked = 0;
    const url = await http((request, response) => {
      request.resume();
      asked += 1;
      response.writeHead(429, {'Retry-After': '0'}).end();
    });
    const begun = performance.now();
    await assert.rejects(createSlack({token: 'xoxb-1', url}).userByEmail('ada@example.org'), {
      name: 'SlackUnreachable',
    });
    assert.ok(asked <= 41, `${asked} times`);
    assert.ok(performance.now() - begun < 60_000);
  });

  for (const asks of [
    {},
    {'retry-after': ''},
    {'retry-after': 'soon'},
    {'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT'},
    {'retry-after': '86400'},
    {'retry-after': '9'.repeat(300)},
  ]) {
    it(`is Slack, and is not asked again by 429 and ${JSON.stringify(asks).slice(0, 60)}`, async () => {
      let asked = 0;
      const url = await http((request, response) => {
        request.resume();
        asked += 1;
        response.writeHead(429, {...asks}).end();
      });
      await assert.rejects(createSlack({token: 'xoxb-1', url}).userByEmail('ada@example.org'), {
        name: 'SlackUnreachable',
      });
      assert.equal(asked, 1);
    });
  }
});
