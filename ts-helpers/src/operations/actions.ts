import {FILE, type Flag, FOLDER, written} from '../run/flag.ts';
import type {Verb} from '../run/verb.ts';
import {type Action, PROJECT, type Taken} from './plan/action.ts';

/** Those that operators have, in the order of the help. */
export const operatedOf = (verbs: readonly Verb[]): Verb[] =>
  verbs.filter(({operated}) => operated !== undefined);

/** A verb as operators choose it. */
export const actionOf = ({name, does, operated, arguments: words, flags}: Verb): Action => {
  if (operated === undefined) throw new Error(`operators do not have ${name}`);
  const {risks, on, binds, without = []} = operated;
  const own = Object.entries(flags).filter(
    ([key, flag]) => key !== YES && !without.includes(key) && !isOfHost(flag),
  );
  return {
    name,
    does,
    risks,
    on,
    binds,
    takes: [
      ...Object.entries(words).map(([key, {does: meaning}]) => argument(key, meaning)),
      ...own.map(([key, flag]) => flagOf(key, flag)),
    ],
    asksForName: Object.hasOwn(flags, YES),
  };
};

/** Who confirms the build has said it. */
const YES = 'yes';

/** A file that no form of Jenkins has. */
const isOfHost = ({value}: Flag): boolean => value === FILE || value === FOLDER;

const argument = (key: string, does: string): Taken => ({
  parameter: parameterOf(key),
  kind: 'argument',
  written: key,
  does,
});

const flagOf = (key: string, {value, does}: Flag): Taken => ({
  parameter: parameterOf(key),
  kind: value === undefined ? 'switch' : 'flag',
  written: written(key),
  does,
});

/** `retryAfter` is `RETRY_AFTER`. */
const parameterOf = (key: string): string => key.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase();

/** For people, what each does and takes. */
export const actionsText = (actions: readonly Action[]): string =>
  actions
    .map(({name, does, takes}) => {
      const all = takes.map(({parameter}) => parameter);
      const needed = all.includes(PROJECT) ? all : [PROJECT, ...all];
      return `${name}: ${does}\n  takes ${needed.join(', ')}\n`;
    })
    .join('');
