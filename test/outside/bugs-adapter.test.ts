import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {createBugTracker} from '../../ts-helpers/src/bugs/tracker.ts';
import {createMasks} from '../../ts-helpers/src/secrets/mask.ts';
import {
  answering,
  bugIn,
  type IngestServer,
  ingestServer,
  type Received,
} from '../e2e/support/ingestServer.ts';

const never = new AbortController().signal;

describe('errors of ours, as Sentry gets them,', () => {
  let ingest: IngestServer;
  /** A busy machine takes longer than people who wait for a verb do. */
  const settings = (): Parameters<typeof createBugTracker>[0] => ({
    dsn: ingest.dsn,
    version: '1.2.3',
    scrub: data => data,
    patienceMs: 60_000,
  });

  before(async () => {
    ingest = await ingestServer();
  });
  after(() => {
    ingest.close();
  });
  beforeEach(() => {
    ingest.reset();
  });

  it('are reported to Sentry with their stack, scrubbed, and without the machine’s surroundings', async () => {
    const masks = createMasks();
    masks.hide('hunter2');
    const sentry = createBugTracker({...settings(), scrub: masks.data});
    const bug = new TypeError('Cannot read hunter2 of undefined', {cause: new Error('no hunter2')});
    assert.equal(await sentry.report([bug], {verb: 'deploy'}, never), true);
    const [told] = ingest.received as [Received];
    assert.equal(told.path.split('?')[0], '/api/42/envelope/');
    const event = bugIn(told);
    // The cause first, as Sentry has it.
    assert.deepEqual(
      event.exception.values.map(({type, value}) => [type, value]),
      [
        ['Error', 'no ****'],
        ['TypeError', 'Cannot read **** of undefined'],
      ],
    );
    assert.ok(event.exception.values.every(({stacktrace}) => stacktrace.frames.length > 0));
    assert.deepEqual([event.release, event.tags], ['countable-pipeline@1.2.3', {verb: 'deploy'}]);
    assert.doesNotMatch(told.text, /hunter2|server_name|"user"|"contexts"|"modules"|"breadcrumbs"/);
  });

  const unsent: Record<string, (response: ServerResponse) => void> = {
    'does not know us': answering(403),
    'has enough of us': answering(429, {'Retry-After': '60'}),
    'finds it too large': answering(413),
    'is broken': answering(500),
    'sends us elsewhere': answering(302, {Location: 'http://127.0.0.1:1/'}),
    'hangs up': response => response.destroy(),
  };
  for (const [what, does] of Object.entries(unsent))
    it(`are said not to be reported where the server ${what}`, async () => {
      ingest.answer = does;
      const sentry = createBugTracker(settings());
      assert.equal(await sentry.report([new Error('x')], {}, never), false);
      assert.equal(ingest.received.length, 1);
    });

  const endless: Record<string, (response: ServerResponse) => void> = {
    'never answers': () => undefined,
    'answers letter by letter': response => {
      response.socket?.write('HTTP/1.1 200 OK\r\nX-Letters: ');
      const timer = setInterval(() => response.socket?.write('a'), 20);
      response.socket?.on('close', () => {
        clearInterval(timer);
      });
    },
    'says it waits': response => {
      response.writeProcessing();
    },
  };
  for (const [what, does] of Object.entries(endless))
    it(`hold nobody where the server ${what}, and keep no connection`, async () => {
      ingest.answer = does;
      const sentry = createBugTracker({...settings(), patienceMs: 300});
      assert.equal(await sentry.report([new Error('x'), new Error('y')], {}, never), false);
      while (ingest.open.size > 0) await sleep(10);
    });

  it('are reported where the server never ends its answer, and keep no connection', async () => {
    ingest.answer = response => response.writeHead(200).write('{');
    const sentry = createBugTracker(settings());
    assert.equal(await sentry.report([new Error('x')], {}, never), true);
    while (ingest.open.size > 0) await sleep(10);
  });
});
