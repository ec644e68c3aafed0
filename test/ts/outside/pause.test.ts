import assert from 'node:assert/strict';
import fc from 'fast-check';
import {pauseAskedFor} from '../../../ts-helpers/src/outside/httpApi/pause.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

describe('the pause that a service asks for', () => {
  for (const [headers, pause] of [
    [{'retry-after': '2'}, 2_000],
    [{'retry-after': 'Tue, 24 Nov 2026 12:00:03 GMT'}, 3_000],
    [{'retry-after': 'Tue, 24 Nov 2026 12:00:03 GMT', date: 'Tue, 24 Nov 2026 12:00:01 GMT'}, 2_000],
    [{'x-sentry-rate-limit-reset': String(NOW.getTime() / 1000 + 4)}, 4_000],
    [{'retry-after': '5', 'x-sentry-rate-limit-reset': '1'}, 5_000],
    [{}, 1_000],
    [{'retry-after': 'soon'}, 1_000],
    [{'retry-after': 'Infinity'}, 1_000],
    [{'retry-after': '0'}, 500],
    [{'retry-after': '-5'}, 500],
    [{'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT'}, 500],
    [{'x-sentry-rate-limit-reset': '0'}, 500],
  ] as const)
    it(`is ${pause} ms by ${JSON.stringify(headers)}`, () => {
      assert.equal(pauseAskedFor(new Headers({...headers}), NOW), pause);
    });

  it('is a number, and not too short, whatever the service writes', () => {
    const written = fc.oneof(
      fc.stringMatching(/^[ -~]*$/),
      fc.double().map(String),
      fc.date({noInvalidDate: true}).map(date => date.toUTCString()),
      fc.constantFrom('', 'Infinity', '1e999', '0x10', '-0'),
    );
    const names = ['retry-after', 'date', 'x-sentry-rate-limit-reset'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), written), headers => {
        const pause = pauseAskedFor(new Headers(headers), NOW);
        assert.ok(pause >= 500, String(pause));
      }),
    );
  });
});
