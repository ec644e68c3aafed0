import {UserError} from '../../errors/userError.ts';
import {type Action, ACTION, AGENT, type Chosen, PROJECT, takes} from './action.ts';

/** Only texts and switches that say something. Throws BAD_ARGUMENT. */
export const chosenOf = (parameters: Readonly<Record<string, string | boolean>>): Chosen => {
  const said = Object.entries(parameters).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : value;
    return text === '' || text === false ? [] : [[name, text] as const];
  });
  for (const [name, value] of said)
    // eslint-disable-next-line no-control-regex
    if (typeof value === 'string' && /[\u0000-\u001F\u007F]/.test(value))
      throw new UserError('BAD_ARGUMENT', `${name} is more than one line.`, {
        where: name,
        remedy: 'Give it in one line.',
      });
  return new Map(said);
};

/** Parameters are those of all actions: one that this action has not is an error, and never left out. Throws BAD_ARGUMENT. */
export const refuseOthers = (action: Action, chosen: Chosen, actions: readonly Action[]): void => {
  const own = [ACTION, AGENT, PROJECT];
  for (const name of chosen.keys()) {
    if (own.includes(name) || takes(action, name)) continue;
    const others = actions.filter(one => takes(one, name)).map(one => one.name);
    throw new UserError('BAD_ARGUMENT', `${action.name} takes no ${name}.`, {
      where: name,
      remedy: others.length === 0 ? 'Leave it empty.' : `Leave it empty; it is for ${others.join(', ')}.`,
    });
  }
};

/**
 * The words behind the verb's first one. What somebody typed is never read as another flag than its own: values of flags are
 * joined to them, and no argument begins like one. Throws BAD_ARGUMENT.
 */
export const wordsOf = ({name, takes: all}: Action, chosen: Chosen): string[] => {
  const given = all.filter(({parameter}) => chosen.has(parameter));
  const words = all.filter(({kind}) => kind === 'argument');
  const last = words.findLastIndex(({parameter}) => chosen.has(parameter));
  const positions = words.slice(0, last + 1).map(({parameter, written}) => {
    const value = chosen.get(parameter);
    if (typeof value !== 'string')
      throw new UserError('BAD_ARGUMENT', `countable ${name} needs <${written}>.`, {
        where: parameter,
        remedy: `Fill ${parameter} in.`,
      });
    if (value.startsWith('-'))
      throw new UserError('BAD_ARGUMENT', `${parameter} cannot be ${value}: that is a flag.`, {
        where: parameter,
        remedy: 'Give the value alone; each flag has a parameter of its own.',
      });
    return value;
  });
  const flags = given.flatMap(({kind, parameter, written}) => {
    if (kind === 'argument') return [];
    return kind === 'switch' ? [written] : [`${written}=${String(chosen.get(parameter))}`];
  });
  return [...name.split(' ').slice(1), ...positions, ...flags];
};
