import assert from 'node:assert/strict';
import type {Shortcoming} from '../../../ts-helpers/src/health/answers.ts';
import {behind} from '../../../ts-helpers/src/health/behind.ts';

const closed: Shortcoming = {
  probe: {url: 'http://127.0.0.1:8080/', service: 'web', target: 8000, promise: 'answer'},
  problem: 'socket hang up',
};
const listening = (...ports: [port: number, isLoopback?: boolean][]) =>
  ports.map(([port, isLoopback = false]) => ({port, isLoopback}));

describe('a port behind which nobody listens', () => {
  it('will never answer once it has settled and listens at other ports than a debugger’s', () => {
    const settled = {hasSettled: true};
    assert.equal(behind(closed, listening([80]), settled)?.isFinal, true);
    assert.equal(behind(closed, listening([5005], [80]), settled)?.isFinal, true);
    for (const others of [
      listening(),
      listening([5005]),
      listening([9229]),
      listening([3000, true]),
      undefined,
    ])
      assert.equal(behind(closed, others, settled)?.isFinal, undefined);
  });
});
