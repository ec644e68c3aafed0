import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {Host} from '../../fakes/deploying.ts';

type Docker = Host['needs']['docker'];
type Call = (...args: unknown[]) => Promise<unknown>;

/** An engine that is asked no more from a certain call on, as a person has stopped the verb there. */
export const interruptedAt = ({needs}: Host, wanted: keyof Docker, after = 0): Docker => {
  let isStopped = false;
  let asked = 0;
  const calls = Object.entries(needs.docker).map(([name, call]) => {
    const ask = call as unknown as Call;
    const answer: Call = (...args) => {
      if (name === wanted && (asked += 1) > after) isStopped = true;
      return isStopped ? Promise.reject(new UserError('INTERRUPTED', 'It was stopped.')) : ask(...args);
    };
    return [name, answer];
  });
  return Object.fromEntries(calls) as unknown as Docker;
};
