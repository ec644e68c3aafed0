import {parseArgs} from 'node:util';
import {UserError} from '../errors/userError.ts';
import {suggestion} from '../text/suggestion.ts';
import {GLOBAL} from './commonFlags.ts';
import {type Flag, written} from './flag.ts';
import type {Argument, Flags, GivenToAll, Verb} from './verb.ts';

/** By the names of the verb's arguments and flags. */
export type GivenWords = GivenToAll & Readonly<Record<string, unknown>>;

/** What a verb is given by words, those of its own name among them. Throws UNKNOWN_FLAG or BAD_ARGUMENT. */
export const givenBy = (verb: Verb, words: readonly string[]): GivenWords => {
  const flags = {...verb.flags, ...GLOBAL};
  const {options, positionals} = tokensOf(words, flags);
  const values = flagValues(verb, flags, options) as GivenToAll;
  const others = positionals.slice(verb.name.split(' ').length);
  return {...values, ...argumentValues(verb, others, {isForHelp: values.help})};
};

interface FlagToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

/** Words that are flags, with their values, and all others. */
export const tokensOf = (
  words: readonly string[],
  flags: Flags,
): {options: FlagToken[]; positionals: string[]} => {
  const options = Object.entries(flags).map(([key, {short, value}]) => [
    bare(key),
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(short !== undefined && {short}),
    },
  ]);
  const {tokens} = parseArgs({
    args: [...words],
    options: Object.fromEntries(options),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return {
    options: tokens.filter(token => token.kind === 'option'),
    positionals: tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : [])),
  };
};

const bare = (key: string): string => written(key).slice('--'.length);

const flagValues = (verb: Verb, flags: Flags, given: readonly FlagToken[]): Record<string, unknown> => {
  for (const token of given) checkFlag(verb, flags, token);
  const values = Object.entries(flags).map(([key, flag]) => {
    const token = given.findLast(({name}) => name === bare(key));
    return [key, token === undefined ? flag.none : read(verb, flag, {key, text: token.value ?? ''})];
  });
  return Object.fromEntries(values) as Record<string, unknown>;
};

const read = (verb: Verb, {read: readText}: Flag, {key, text}: {key: string; text: string}): unknown => {
  const found = readText(text);
  if ('value' in found) return found.value;
  const name = written(key);
  throw new UserError('BAD_ARGUMENT', `${name} ${found.refusal}.`, {
    where: name,
    remedy: found.example === undefined ? seeHelp(verb) : `For example: ${name} ${found.example}`,
  });
};

const seeHelp = ({name}: Verb): string => `See countable ${name} --help.`;

const checkFlag = (verb: Verb, flags: Flags, {name, rawName, value, inlineValue}: FlagToken): void => {
  const known = Object.keys(flags);
  const flag = flags[known.find(key => bare(key) === name) ?? ''];
  if (flag === undefined) {
    const near = suggestion(name, known.map(bare));
    throw new UserError('UNKNOWN_FLAG', `countable ${verb.name} has no flag ${rawName}.`, {
      remedy: near === undefined ? seeHelp(verb) : `Did you mean --${near}?`,
    });
  }
  const takesValue = flag.value !== undefined;
  // The next flag is no value, unless it was put there with `=`; a dash alone is standard input.
  const isFlag = inlineValue !== true && value !== '-' && value?.startsWith('-') === true;
  const hasValue = value !== undefined && value !== '' && !isFlag;
  if (takesValue === hasValue) return;
  const message = takesValue ? `${rawName} needs a value.` : `${rawName} takes no value.`;
  throw new UserError('BAD_ARGUMENT', message, {where: rawName, remedy: seeHelp(verb)});
};

const argumentValues = (
  verb: Verb,
  words: readonly string[],
  {isForHelp}: {isForHelp: boolean},
): Record<string, unknown> => {
  const entries = Object.entries(verb.arguments);
  if (!isForHelp) checkArguments(verb, entries, words);
  return Object.fromEntries(
    entries.map(([name, {takes}], index) => [name, takes === 'any' ? words.slice(index) : words[index]]),
  );
};

const checkArguments = (
  verb: Verb,
  entries: readonly [string, Argument][],
  words: readonly string[],
): void => {
  const remedy = `For example: ${verb.examples[0]?.command ?? ''}`;
  const refuse = (where: string, message: string) => new UserError('BAD_ARGUMENT', message, {where, remedy});
  for (const [index, [name, {choices, takes}]] of entries.entries()) {
    const word = words[index];
    if (word === undefined && takes === 'one') throw refuse(name, `countable ${verb.name} needs <${name}>.`);
    if (word !== undefined && choices && !choices.includes(word))
      throw refuse(name, `<${name}> must be ${choices.join(' or ')}, not ${word}.`);
  }
  const extra = entries.some(([, {takes}]) => takes === 'any') ? undefined : words[entries.length];
  if (extra !== undefined) throw refuse(extra, `countable ${verb.name} does not take ${extra}.`);
};
