import {UserError} from '../../errors.ts';
import {environmentCredential} from '../conventions.ts';
import {TEST_VARIABLES, TO_BE_DRAWN} from '../testVariables.ts';
import type {ComposeSource} from '../validation.ts';

/** What the files are read for. */
export interface ReadFor {
  project: string;
  /** Absent where tests read them: those have variables of their own. */
  environment?: string;
  /** The variable that has a value, and was probably meant by this name. */
  meant?(name: string): string | undefined;
}

export const missingVariables = (
  names: readonly string[],
  sources: readonly ComposeSource[],
  {readFor, demand}: {readFor: ReadFor; demand?: string | undefined},
): UserError => {
  const sorted = [...names].sort();
  const sentence =
    sorted.length === 1
      ? `The variable ${sorted[0]} has no value${demand === undefined ? '' : `: ${demand}`}.`
      : `The variables ${sorted.join(', ')} have no value.`;
  const where = placesOf(sorted, sources);
  return new UserError('MISSING_VARIABLE', sentence, {
    ...(where !== '' && {where}),
    remedy: remedyFor(sorted, readFor),
  });
};

/** `${TAG` and its like, which Compose only repeats: variables that do not end, or have no name. */
export const brokenVariables = (sources: readonly ComposeSource[]): UserError[] =>
  sources.flatMap(({file, broken}) =>
    broken.map(
      ({line, text, name}) =>
        new UserError('COMPOSE_INVALID', `A variable is not written as Compose reads it: ${text}`, {
          where: `${file}:${line}`,
          remedy:
            name === undefined
              ? 'A variable is ${NAME}, of letters, digits and _; a $ that begins none is written $$.'
              : `Write \${${name}}: its } is missing. A $ that begins no variable is written $$.`,
        }),
    ),
  );

const placesOf = (names: readonly string[], sources: readonly ComposeSource[]): string =>
  [
    ...new Set(
      sources.flatMap(({file, variables}) =>
        variables.filter(({name}) => names.includes(name)).map(({line}) => `${file}:${line}`),
      ),
    ),
  ].join(', ');

const remedyFor = (names: readonly string[], readFor: ReadFor): string => {
  const corrected = names.flatMap(name => {
    const other = readFor.meant?.(name);
    return other === undefined ? [] : `\${${other}} by \${${name}}`;
  });
  const adding = addingFor(names, readFor);
  return corrected.length === 0 ? adding : `Did you mean ${corrected.join(', ')}? If not: ${adding}`;
};

const addingFor = (names: readonly string[], {project, environment}: ReadFor): string => {
  const lines = names.map(name => `${name}=`).join(', ');
  const defaults = names.map(name => `\${${name}:-value}`).join(', ');
  if (environment === undefined)
    return `Tests do not get the secret file of a deploy. Add ${lines} to ${TEST_VARIABLES} in the repository, ${TO_BE_DRAWN} for a value that is drawn for each run; what nobody may read goes into the secret file (Jenkins credential ${environmentCredential(project, 'test')}).`;
  return `Add ${lines} to the secret file (Jenkins credential ${environmentCredential(project, environment)}), or give a default: ${defaults}.`;
};
