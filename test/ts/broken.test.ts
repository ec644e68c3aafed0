import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import {BREAKAGES} from '../broken/breakages.ts';
import {marksOf} from '../broken/judge.ts';
import {messageOf} from '../broken/message.ts';

/** What really happened is kept (test/broken/record.ts); what is said of it is said anew by the sources as they are. */
const FOLDER = path.resolve('test/fixtures/broken');
const factsOf = (name: string): Facts =>
  JSON.parse(readFileSync(path.join(FOLDER, name, 'facts.json'), 'utf8')) as Facts;

describe('the first message of a broken project', () => {
  const marks = new Map(
    BREAKAGES.map(breakage => [breakage.name, marksOf(breakage, factsOf(breakage.name))]),
  );

  for (const {name} of BREAKAGES) {
    it(`is as people see it: ${name}`, () => {
      const file = path.join(FOLDER, name, 'message.txt');
      const message = messageOf(factsOf(name));
      // COUNTABLE_RECORD=1 shows in a diff what a change to a rule does to all of them.
      if (process.env['COUNTABLE_RECORD'] !== undefined || !existsSync(file)) writeFileSync(file, message);
      assert.equal(message, readFileSync(file, 'utf8'));
    });

    it(`names stage, cause and remedy: ${name}`, () => {
      const {culprit, ...others} = marks.get(name)!;
      assert.deepEqual(others, {stage: true, cause: true, remedy: true});
      assert.notEqual(culprit, 'wrong');
    });
  }

  it('marks the culprit in each, but where the program logs nothing at all', () => {
    const others = [...marks].filter(([, {culprit}]) => culprit !== 'right').map(([name]) => name);
    assert.deepEqual(others, ['postgres-allowed-hosts']);
  });
});
