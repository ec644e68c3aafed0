import type {Story} from '../story.ts';
import {quoted} from '../../text/plain.ts';

/** The commands that run what failed on a laptop, a line each. */
export const reproduction = ({commit, branch, failures, stages}: Story): string => {
  const checkout = commit === null ? [] : [`git fetch && git checkout ${commit}`];
  const commands = failures.flatMap(({stage, stages: all = [stage]}) =>
    all.map(each => commandFor(each, {branch, stages})),
  );
  return [...checkout, ...new Set(commands)].join('\n');
};

const commandFor = (stage: string, {branch}: Pick<Story, 'branch' | 'stages'>): string => {
  const environment = /^Deploy to (.+)$/.exec(stage)?.[1];
  if (stage === 'Test') return 'countable test';
  if (stage === 'Back up') return 'countable backup';
  if (stage === 'Prove') return 'countable verify';
  if (environment === undefined) return `countable pipeline --branch ${quoted(branch)}`;
  const word = {staging: 'stage', production: 'prod', development: 'dev'}[environment] ?? environment;
  return `COUNTABLE_ENV_FILE=<your .env> countable deploy ${word}`;
};
