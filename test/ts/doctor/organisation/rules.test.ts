import assert from 'node:assert/strict';
import {ORGANISATION_RULES} from '../../../../ts-helpers/src/doctor/plan/organisationRules.ts';
import {foundIn, subjectRules} from '../../support/subjectRules.ts';

describe('the rules of countable doctor organisation', () => {
  subjectRules({subject: 'organisation', rules: ORGANISATION_RULES});

  it('pass on what mends it, in the words of who knows', () => {
    assert.deepEqual(
      ['backup-in-trouble', 'token-refused'].map(
        code => foundIn({subject: 'organisation', rules: ORGANISATION_RULES}, code, 'bad')[0]?.remedy,
      ),
      ['countable backup shop', 'Make a new token.'],
    );
  });
});
