import {UserError} from '../errors/userError.ts';
import {deployCommand} from './preview.ts';
import {ENV_FILE, secretFileWords} from './secretFiles.ts';
import {isSecretName} from '../secrets/names.ts';
import {quoted} from '../text/plain.ts';
import {TEST_VARIABLES} from './testVariables.ts';
import {TO_BE_DRAWN} from '../secrets/toBeDrawn.ts';
import type {ComposeSource} from '../compose/source.ts';

/** What the files are read for. */
export interface ReadFor {
  project: string;
  /** Absent where tests read them: those have variables of their own. */
  environment?: string;
  /** Nothing of it comes from Jenkins. */
  isLaptop?: boolean;
  /** The secret file that was given there. */
  secretFile?: string;
  /** The encrypted file of the repository that takes its place. */
  encrypted?: string;
  /** Whether a swarm runs it, where tasks of one service share its ports. */
  isForSwarm?: boolean;
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

const addingFor = (names: readonly string[], readFor: ReadFor): string =>
  readFor.environment === undefined
    ? remedyOfTests(names, readFor)
    : remedyOfDeploy(names, {...readFor, environment: readFor.environment});

/** Nothing is shown that, copied as it is, would count as a value and be none. */
const remedyOfTests = (names: readonly string[], {project, isLaptop}: ReadFor): string => {
  const lines = names.filter(isSecretName).map(name => `${name}=${TO_BE_DRAWN}`);
  const others = names.filter(name => !isSecretName(name));
  const own = [
    ...(lines.length > 0 ? [`${lines.join(', ')}, which is drawn for each run`] : []),
    ...(others.length > 0 ? [`a value of ${others.join(', ')}`] : []),
  ].join(', and ');
  return `Tests do not get the secret file of a deploy. Add to ${TEST_VARIABLES} in the repository: ${own}. What nobody may read goes into ${secretFileWords({project, environment: 'test', isLaptop})}.`;
};

const remedyOfDeploy = (names: readonly string[], readFor: ReadFor & {environment: string}): string => {
  const others = names.filter(name => !isSecretName(name)).map(name => `\${${name}:-…}`);
  const isBegun = !readFor.isLaptop || readFor.secretFile !== undefined || readFor.encrypted !== undefined;
  return [
    ...(isBegun ? addition(names, readFor) : beginning(names, readFor)),
    ...(others.length > 0 ? [`Or give a default where it is used: ${others.join(', ')}.`] : []),
  ].join(' ');
};

const addition = (
  names: readonly string[],
  {project, environment, isLaptop, secretFile, encrypted}: ReadFor & {environment: string},
): string[] => [
  `Add ${names.join(', ')} to ${encrypted !== undefined ? adding(encrypted) : isLaptop ? `${secretFile}, which ${ENV_FILE} names` : secretFileWords({project, environment})}.`,
  ...(names.some(isSecretName)
    ? ['A secret that is yours to choose is drawn by `openssl rand -hex 24`.']
    : []),
];

/** What is encrypted is changed by the program that encrypted it. */
const adding = (encrypted: string): string =>
  encrypted.endsWith('.age')
    ? `what is encrypted in ${encrypted}, and encrypt it anew`
    : `${encrypted}: sops edit ${quoted(encrypted)}`;

/** Where there is no secret file yet. */
const beginning = (
  names: readonly string[],
  {project, environment}: ReadFor & {environment: string},
): string[] => {
  const file = quoted(`../${project}-${environment}.env`);
  const drawn = names.filter(isSecretName).map(name => `echo "${name}=$(openssl rand -hex 24)" >> ${file}`);
  return [
    `Put ${names.join(', ')} into a file outside the repository, and name that: \`${ENV_FILE}=${file} ${deployCommand(environment)}\`.`,
    ...(drawn.length > 0 ? [`A secret that is yours to choose is drawn by \`${drawn.join('; ')}\`.`] : []),
  ];
};
