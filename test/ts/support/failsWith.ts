import assert from 'node:assert/strict';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {failureOf} from './failureOf.ts';

/** The same, with that code. */
export const failsWith = async (work: Promise<unknown>, code: string): Promise<UserError> => {
  const error = await failureOf(work);
  assert.equal(error.code, code, error.stack);
  return error;
};
