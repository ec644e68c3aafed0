import assert from 'node:assert/strict';
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createHttpApi} from '../../ts-helpers/src/outside/httpApi.ts';

describe('a service that is asked over HTTP', () => {
  let server: Server | undefined;
  const waits: number[] = [];
  let asked = 0;

  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    waits.length = 0;
    asked = 0;
  });

  const api = async (listener: RequestListener, more: {timeoutMs?: number; patienceMs?: number} = {}) => {
    server = createServer((request, response) => {
      asked += 1;
      listener(request, response);
    });
    await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
    return createHttpApi({
      service: 'Sentry',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`,
      urlFrom: 'SENTRY_URL',
      tokenFrom: 'SENTRY_AUTH_TOKEN',
      headers: {},
      clock: {
        now: () => new Date(),
        elapsed: () => 0,
        wait(milliseconds) {
          waits.push(milliseconds);
          return Promise.resolve();
        },
      },
      signal: new AbortController().signal,
      ...more,
    });
  };
  const silent: RequestListener = request => request.resume();
  const failing: RequestListener = (_, response) => response.writeHead(502).end();

  it('is found below the path of its address, and given queries as they are', async () => {
    const {request} = await api((incoming, response) => response.end(incoming.url));
    const {text} = await request({path: 'a/b', query: {q: 'a b&c'}, needs: ''});
    assert.equal(text, '/base/a/b?q=a+b%26c');
  });

  it('is read three times at most, with a pause before each', async () => {
    const {request} = await api(failing);
    await assert.rejects(request({path: 'a', needs: ''}), {code: 'SERVICE_UNREACHABLE', status: 502});
    assert.equal(asked, 3);
    assert.deepEqual(waits, [500, 1500]);
  });

  it('is written to once where it may have done it, and again where that changes nothing', async () => {
    const {request} = await api(failing);
    await assert.rejects(request({method: 'POST', path: 'a', needs: ''}), {mayBeDone: true});
    assert.equal(asked, 1);
    await assert.rejects(request({method: 'PUT', path: 'a', needs: ''}), {mayBeDone: false});
    assert.equal(asked, 4);
  });

  it('is given up when it does not answer in time', async () => {
    const {request} = await api(silent, {timeoutMs: 50, patienceMs: 0});
    await assert.rejects(request({path: 'a', needs: ''}), {
      code: 'SERVICE_TIMEOUT',
      message: 'Sentry did not answer within 0.05 s.',
    });
    assert.equal(asked, 1);
  });

  it('is waited for as long as it asks, as long as patience lasts', async () => {
    const {request} = await api(
      (_, response) => response.writeHead(asked < 3 ? 429 : 200, {'Retry-After': '2'}).end('{}'),
      {patienceMs: 4_000},
    );
    assert.equal((await request({method: 'POST', path: 'a', needs: ''})).status, 200);
    assert.deepEqual(waits, [2000, 2000]);
    asked = 0;
    await assert.rejects(request({path: 'a', needs: ''}), {code: 'SERVICE_BUSY'});
  });

  it('sends its token nowhere else', async () => {
    const {request} = await api((_, response) => response.writeHead(302, {Location: '/elsewhere'}).end());
    assert.equal((await request({path: 'a', needs: '', maySendOn: true})).status, 302);
    assert.equal(asked, 1);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`has done nothing where it sends on with ${status}, and says where to`, async () => {
      const Location = `https://127.0.0.1:8443/base/a`;
      const {request} = await api((_, response) => response.writeHead(status, {Location}).end());
      for (const method of ['GET', 'POST', 'PUT'] as const) {
        await assert.rejects(request({method, path: 'a', needs: ''}), {
          code: 'NOT_THE_SERVICE',
          message: /sends on to https:\/\/127\.0\.0\.1:8443\/base\/a\.$/,
          remedy: 'Set SENTRY_URL to https://127.0.0.1:8443/base/.',
        });
      }
    });
  }

  it('ends with the verb', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const options = {service: 'S', url: 'http://127.0.0.1/', urlFrom: '', tokenFrom: '', headers: {}};
    const clock = {now: () => new Date(), elapsed: () => 0, wait: () => Promise.resolve()};
    const {request} = createHttpApi({...options, clock, signal: stop.signal});
    stop.abort(reason);
    await assert.rejects(request({path: 'a', needs: ''}), reason);
  });

  it('has to have an address', () => {
    const options = {service: 'Sentry', urlFrom: 'SENTRY_URL', tokenFrom: '', headers: {}};
    const clock = {now: () => new Date(), elapsed: () => 0, wait: () => Promise.resolve()};
    const {signal} = new AbortController();
    for (const url of ['sentry.example.org', 'ftp://sentry.example.org', '']) {
      assert.throws(() => createHttpApi({...options, url, clock, signal}), {
        code: 'BAD_SETTING',
        where: 'SENTRY_URL',
      });
    }
  });
});
