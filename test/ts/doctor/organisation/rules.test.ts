import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {findAll} from '../../../../ts-helpers/src/doctor/plan/diagnose.ts';
import type {OrganisationFacts} from '../../../../ts-helpers/src/doctor/plan/organisationFacts.ts';
import {ORGANISATION_RULES} from '../../../../ts-helpers/src/doctor/plan/organisationRules.ts';

const FIXTURES = 'test/fixtures/doctor-organisation';

const foundIn = (code: string, kind: 'good' | 'bad') =>
  findAll(
    JSON.parse(readFileSync(`${FIXTURES}/${code}/${kind}.json`, 'utf8')) as OrganisationFacts,
    ORGANISATION_RULES,
  );

describe('the rules of countable doctor organisation', () => {
  it('are all registered, in the order of their names, each with its fixtures and its documentation', () => {
    const codes = ORGANISATION_RULES.map(({code}) => code);
    const files = readdirSync('ts-helpers/src/doctor/plan/organisationRules').map(name =>
      name.replace('.ts', ''),
    );
    assert.deepEqual(codes, files.sort());
    assert.deepEqual(codes, readdirSync(FIXTURES).sort());
    const page = readFileSync('docs/reference/doctor.md', 'utf8');
    for (const {code, title, why, mend} of ORGANISATION_RULES) {
      assert.ok(page.includes(`## ${code}`), code);
      assert.doesNotMatch(title, /\.$/, code);
      for (const text of [why, mend]) assert.match(text, /^[A-Z`][^]*\.$/, code);
    }
  });

  for (const {code} of ORGANISATION_RULES)
    it(`${code} is told where it is broken, alone, and not where it is kept`, () => {
      const codesIn = (kind: 'good' | 'bad') => foundIn(code, kind).map(one => one.code);
      assert.deepEqual([codesIn('bad'), codesIn('good')], [[code], []]);
    });

  it('pass on what mends it, in the words of who knows', () => {
    assert.deepEqual(
      ['backup-in-trouble', 'token-refused'].map(code => foundIn(code, 'bad')[0]?.remedy),
      ['countable backup shop', 'Make a new token.'],
    );
  });
});
