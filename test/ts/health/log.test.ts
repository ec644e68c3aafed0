import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {healthCheckLines, tellingLines, USER_AGENT} from '../../../ts-helpers/src/health/log.ts';

const told = (...lines: string[]) => tellingLines(lines, 40);

describe('the lines of a log that tell something', () => {
  it('are the last ones, none of which is about our own questions', () => {
    const lines = ['a', 'b', `172.18.0.1 "GET / HTTP/1.1" 404 "${USER_AGENT}"`, 'c'];
    assert.deepEqual(told(...lines), ['a', 'b', 'c']);
    assert.deepEqual(tellingLines(lines, 2), ['b', 'c']);
    assert.deepEqual(tellingLines([], 2), []);
  });

  it('are told once where only when, how long and by whom differs', () => {
    for (const [one, other] of [
      ['2026-11-26T02:35:12.575Z waiting', '2026-11-26T02:35:13.100Z waiting'],
      ['2026/11/26 02:35:12 [error] 31#31: *7 refused', '2026/11/26 02:35:13 [error] 33#33: *12 refused'],
      ['[26/Nov/2026:02:35:12 +0000] "GET /up" 200', '[26/Nov/2026:02:35:14 +0000] "GET /up" 200'],
      ['Nov 26 02:35:12 web app[12]: no', 'Nov 26 02:35:13 web app[13]: no'],
      ['{"time":1795660513404,"msg":"no"}', '{"time":1795660514404,"msg":"no"}'],
      ['GET /up 200 12.3 ms', 'GET /up 200 4 ms'],
      ['retry 1: connection refused', 'retry 2: connection refused'],
      ['attempt 1 of 10 failed', 'attempt 2 of 10 failed'],
      ['172.18.0.1:41234 closed', '172.18.0.1:41240 closed'],
      ['[pid 12] <Socket at 0x7f01ab>', '[pid 13] <Socket at 0x7f02cd>'],
      ['Sat, 21 up', 'Sat, 21 up'],
    ] as const)
      assert.deepEqual(
        told('begin', one, other),
        ['begin', '(The next line came 2 times, last so.)', other],
        one,
      );
  });

  it('are all told where what differs may be what matters', () => {
    for (const [one, other] of [
      ['"GET /up" 200', '"GET /up" 500'],
      ['Applying 0001_initial', 'Applying 0002_more'],
      ['exit code 1', 'exit code 137'],
      ['listening on port 8000', 'listening on port 8001'],
      ['File "a.py", line 10', 'File "a.py", line 11'],
      ['3 of 20 failed', '4 of 20 failed'],
      ['10.0.0.1:5432 refused', '10.0.0.2:5432 refused'],
      ['user 17 not found', 'user 18 not found'],
    ] as const)
      assert.deepEqual(told(one, other), [one, other]);
  });

  it('are told once where a service says the same each time it starts', () => {
    const start = (second: number) => [
      `10:00:0${second} starting`,
      'Traceback (most recent call last):',
      '  File "app.py", line 1',
      "ModuleNotFoundError: No module named 'shop'",
    ];
    assert.deepEqual(told('pulling', ...start(1), ...start(2), ...start(5)), [
      'pulling',
      '(The next 4 lines came 3 times, last so.)',
      ...start(5),
    ]);
  });

  it('keep what came after the last repetition, and what was different in between', () => {
    assert.deepEqual(told('a', 'b', 'a', 'b', 'c', 'a', 'b'), [
      '(The next 2 lines came 2 times, last so.)',
      'a',
      'b',
      'c',
      'a',
      'b',
    ]);
    assert.deepEqual(told('a', 'a', 'a', 'b', 'a', 'a', 'a', 'b'), [
      '(The next line came 3 times, last so.)',
      'a',
      'b',
      '(The next line came 3 times, last so.)',
      'a',
      'b',
    ]);
  });

  it('are found in no time', () => {
    const begun = performance.now();
    const lines = Array.from({length: 400}, (_, index) => `${'1'.repeat(2_000)} ${index % 97}`);
    assert.equal(told(...lines).length, 40);
    assert.ok(performance.now() - begun < 30_000, `${performance.now() - begun} ms`);
  });
});

describe('what a health check said', () => {
  const said = (healthOutput: string, health: Container['health'] = 'unhealthy') =>
    healthCheckLines({health, healthOutput} as Container);

  it('is its end, a line each', () => {
    const words = 'one two three four five six seven eight nine ten eleven'.split(' ');
    assert.deepEqual(
      said(`${words.join('\r\n')}\nHTTP 503`),
      [...words.slice(2), 'HTTP 503'].map(line => `health check: ${line}`),
    );
  });

  it('is nothing of a container that is well, or whose check said nothing', () => {
    assert.deepEqual(said('ok', 'healthy'), []);
    assert.deepEqual(said('ok', 'starting'), []);
    assert.deepEqual(said(''), []);
  });

  it('is said to be cut where Docker has cut it', () => {
    assert.match(said('x'.repeat(4_096)).at(-1) ?? '', /only the first 4096 bytes/);
    assert.equal(said('x'.repeat(4_095)).length, 1);
  });
});
