import assert from 'node:assert/strict';
import {standIns} from '../../../../ts-helpers/src/doctor/plan/standIns.ts';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import {STAND_INS} from '../../support/standIns.ts';

describe('the stand-in for a variable that files leave open', () => {
  for (const [line, value] of STAND_INS)
    it(`is ${value} in ${line}`, () => {
      const source = readComposeSource('compose.yml', `services:\n  a:\n    ${line}\n`);
      assert.equal(standIns([source], ['PORT'])['X'], value);
    });

  it('is none for what is known, or has a default', () => {
    const source = readComposeSource('compose.yml', 'services: {a: {image: "x:$A", user: "${B:-1}"}}\n');
    assert.deepEqual(standIns([source], ['A']), {});
  });

  it('is another port for each', () => {
    const source = readComposeSource('compose.yml', 'services: {a: {ports: ["$A:1", "$B:2"]}}\n');
    const values = Object.values(standIns([source], []));
    assert.equal(new Set(values).size, 2);
  });
});
