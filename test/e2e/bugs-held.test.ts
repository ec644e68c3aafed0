import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createBugTracker} from '../../ts-helpers/src/adapters/bugTracker.ts';
import {countable} from './support/cli.ts';
import {MISTAKEN} from './support/mistake.ts';

/** What a server does that holds a connection for as long as it is let. */
const HOLDING: Record<string, RequestListener> = {
  'never answers': () => undefined,
  'does not even read': request => request.pause(),
  'answers a redirect to itself, late': (_, response) => {
    setTimeout(() => response.writeHead(307, {Location: '/again'}).end(), 900);
  },
};

describe('reports of our own errors', () => {
  for (const [how, hold] of Object.entries(HOLDING))
    it(`keep nobody longer than two seconds where the server ${how}`, async () => {
      const holding = createServer(hold);
      await new Promise<void>(resolve => holding.listen(0, '127.0.0.1', resolve));
      const {port} = holding.address() as AddressInfo;
      try {
        const sentry = createBugTracker({
          dsn: `http://abc@127.0.0.1:${port}/42`,
          version: '1',
          scrub: data => data,
        });
        const begun = performance.now();
        assert.equal(await sentry.report([new Error('x')], {}), false);
        assert.ok(performance.now() - begun < 4_000);
        const stop = new AbortController();
        const other = createBugTracker({
          dsn: `http://abc@127.0.0.1:${port}/42`,
          version: '1',
          scrub: data => data,
        });
        const reporting = other.report([new Error('x')], {}, stop.signal);
        const stopped = performance.now();
        stop.abort();
        assert.equal(await reporting, false);
        assert.ok(performance.now() - stopped < 1_500);
      } finally {
        holding.closeAllConnections();
        holding.close();
      }
    });

  it('end at a signal, whatever the server does, as the verb did', async () => {
    let child: ChildProcess | undefined;
    const holding = createServer(() => child?.kill('SIGTERM'));
    await new Promise<void>(resolve => holding.listen(0, '127.0.0.1', resolve));
    const {port} = holding.address() as AddressInfo;
    try {
      const run = await countable(['plan'], {
        env: {...MISTAKEN, COUNTABLE_SENTRY_DSN: `http://abc@127.0.0.1:${port}/42`},
        onStart(started) {
          child = started;
        },
      });
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /could not be reported to Sentry/);
    } finally {
      holding.closeAllConnections();
      holding.close();
    }
  });
});
