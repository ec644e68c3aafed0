import {distance} from '../text/suggestion.ts';
import {variables} from '../run/variables.ts';

/** What is set under a name that is nearly one of ours, and so counts for nothing: a sentence each. */
export const misspeltVariables = (environment: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(environment)
    .filter(beginsNear)
    .flatMap(name => {
      // Others may call theirs like ours: only what is near can be meant for one.
      const near = OURS.find(ours => isNear(name, ours));
      return near === undefined || OURS.includes(name)
        ? []
        : [`${name} is set, and nothing reads it. Did you mean ${near}?`];
    });

const OURS = variables.map(({name}): string => name).filter(name => /^COUNTABLE_[A-Z_]+$/.test(name));

const isNear = (name: string, ours: string): boolean =>
  Math.abs(name.length - ours.length) <= MOST_SLIPS && distance(name, ours) <= MOST_SLIPS;

/** Each start of a process asks this of all its variables: most are told by their beginning. */
const beginsNear = (name: string): boolean => distance(name.slice(0, PREFIX.length), PREFIX) <= MOST_SLIPS;

const PREFIX = 'COUNTABLE_';

const MOST_SLIPS = 2;
