import type {ComposeModel} from '../compose/model.ts';
import {type EnvFile, readEnvFile} from '../compose/envFile.ts';
import {textsOf} from './finding/model.ts';
import {isPasswordName} from './names.ts';
import {secretsInSecret, secretsInValue} from './finding/values.ts';

export {wordsOfBuild, wordsOfModel, wordsOfNames} from './finding/words.ts';

/** A value that must not be shown, and what it is called. */
export interface Secret {
  name: string;
  value: string;
}

/**
 * The secrets of an env file: of every variable as Compose reads it and as it is written, and all that Compose cannot read.
 * docs/how-to/secrets.md tells people the rule.
 */
export const secretsOfFile = (text: string, known?: Readonly<Record<string, string | undefined>>): Secret[] =>
  secretsOfEntries(readEnvFile(text, known));

export const secretsOfEntries = ({entries, strays}: EnvFile): Secret[] => [
  ...entries.flatMap(({name, value, written}) =>
    [...new Set([value, written])].flatMap(text => named(name, secretsInValue(name, text))),
  ),
  ...strays.flatMap(stray => named('', [...secretsInSecret(stray), ...secretsInValue('', stray)])),
];

/** The secrets among the variables of a process. */
export const secretsOfVariables = (variables: Readonly<Record<string, string | undefined>>): Secret[] =>
  Object.entries(variables).flatMap(([name, value = '']) => named(name, secretsInValue(name, value)));

/**
 * The secrets of a merged model, wherever in it they stand: variables, arguments of builds and commands, labels, health
 * checks, options of volumes.
 */
export const secretsOfModel = (model: ComposeModel): Secret[] =>
  textsOf(model).flatMap(({name, text}) =>
    // Compose writes a dollar twice, for it would read it again.
    [...new Set([text, text.replaceAll('$$', '$')])].flatMap(value =>
      named(name, secretsInValue(name, value)),
    ),
  );

const named = (name: string, values: readonly string[]): Secret[] => values.map(value => ({name, value}));

/** Names of variables whose values are meant as secrets and cannot be hidden: no log can do without such a word. */
export const weakSecrets = (
  secrets: readonly Secret[],
  canHide: (secret: string, name: string) => boolean,
): string[] => {
  const weak = secrets.filter(
    ({name, value}) => isPasswordName(name) && !SWITCH.test(value) && !canHide(value, name),
  );
  return [...new Set(weak.map(({name}) => name))];
};

/** `MYSQL_RANDOM_ROOT_PASSWORD: yes` */
const SWITCH = /^(?:true|false|yes|no|on|off|none|null|[01])?$/i;
