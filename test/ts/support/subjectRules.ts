import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {findAll} from '../../../ts-helpers/src/doctor/plan/diagnose.ts';
import type {Rule} from '../../../ts-helpers/src/doctor/plan/rule.ts';

/** What rules of `countable doctor <subject>` find in the facts of a fixture. */
export const foundIn = <F>(
  {subject, rules}: {subject: string; rules: readonly Rule<F>[]},
  code: string,
  kind: 'good' | 'bad',
) => findAll(JSON.parse(readFileSync(`${fixturesOf(subject)}/${code}/${kind}.json`, 'utf8')) as F, rules);

const fixturesOf = (subject: string): string => `test/fixtures/doctor-${subject}`;

/** What is true of all rules of a subject that is no project. */
export const subjectRules = <F>(of: {subject: string; rules: readonly Rule<F>[]}): void => {
  const {subject, rules} = of;

  it('are all registered, in the order of their names, each with its fixtures and its documentation', () => {
    const codes = rules.map(({code}) => code);
    const files = readdirSync(`ts-helpers/src/doctor/plan/${subject}Rules`).map(name =>
      name.replace('.ts', ''),
    );
    assert.deepEqual(codes, files.sort());
    assert.deepEqual(codes, readdirSync(fixturesOf(subject)).sort());
    const page = readFileSync('docs/reference/doctor.md', 'utf8');
    for (const {code, title, why, mend} of rules) {
      assert.ok(page.includes(`## ${code}`), code);
      assert.doesNotMatch(title, /\.$/, code);
      for (const text of [why, mend]) assert.match(text, /^[A-Z`][^]*\.$/, code);
    }
  });

  for (const {code} of rules)
    it(`${code} is told where it is broken, alone, and not where it is kept`, () => {
      const codesIn = (kind: 'good' | 'bad') => foundIn(of, code, kind).map(one => one.code);
      assert.deepEqual([codesIn('bad'), codesIn('good')], [[code], []]);
    });
};
