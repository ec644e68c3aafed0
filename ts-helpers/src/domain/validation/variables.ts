import {UserError} from '../../errors.ts';
import {environmentCredential} from '../conventions.ts';
import type {ComposeSource} from '../validation.ts';

/** What the files are read for. */
export interface ReadFor {
  project: string;
  /** Absent where tests read them: those are given no secret file. */
  environment?: string;
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

const remedyFor = (names: readonly string[], {project, environment}: ReadFor): string => {
  const defaults = names.map(name => `\${${name}:-value}`).join(', ');
  if (environment === undefined)
    return `Give ${names.length === 1 ? 'it a value' : 'them values'} for tests, which get no secret file: a default where ${names.length === 1 ? 'it is' : 'they are'} used (${defaults}), or another setting in dc.test.yml.`;
  const lines = names.map(name => `${name}=`).join(', ');
  return `Add ${lines} to the secret file (Jenkins credential ${environmentCredential(project, environment)}), or give a default: ${defaults}.`;
};
