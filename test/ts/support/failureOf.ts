import assert from 'node:assert/strict';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';

/** Resolves to what it fails with; one that does not fail fails the test. */
export const failureOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => assert.fail('it does not fail'),
    (error: unknown) => error as UserError,
  );
