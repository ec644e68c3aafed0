import {parseArgs} from 'node:util';
import {type Flag, type FlagName, flags, GLOBAL} from './flags.ts';
import {type Described, partOf, type Verb, type VerbName, verbs} from '../cli.ts';
import {UserError} from '../errors.ts';
import {suggestion} from '../suggestion.ts';

/** What somebody wants done. */
export interface Invocation {
  verb: VerbName;
  arguments: string[];
  flags: {
    help: boolean;
    json: boolean;
    verbose: boolean;
    quiet: boolean;
    plan: boolean;
    repair: boolean;
    takeOver: boolean;
    workspace?: string;
    branch?: string;
    facts?: string;
    result?: string;
    output?: string;
    timeLimitMinutes?: number;
    kind?: string;
    files?: string;
    set?: string;
    from?: string;
  };
}

/** Throws UNKNOWN_VERB, UNKNOWN_FLAG or BAD_ARGUMENT. */
export const parse = (words: readonly string[]): Invocation => {
  const {tokens} = parseArgs({
    args: [...words],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [name = 'help', ...positionals] = tokens.flatMap(token =>
    token.kind === 'positional' ? [token.value] : [],
  );
  const verb = verbNamed(name);
  const given = tokens.filter(token => token.kind === 'option');
  const part = verb.parts?.find(one => one.name === positionals[0]);
  const taken = part === undefined ? verb : partOf(verb, part);
  for (const token of given) checkFlag(taken, token);
  const has = (flag: FlagName) => given.some(token => token.name === flag);
  if (!has('help')) checkArguments(verb, positionals);
  return {
    verb: verb.name,
    arguments: positionals,
    flags: {
      help: has('help'),
      json: has('json'),
      verbose: has('verbose'),
      quiet: has('quiet'),
      plan: has('plan'),
      repair: has('repair'),
      takeOver: has('take-over'),
      ...valuesOf(flag => given.findLast(token => token.name === flag)?.value),
    },
  };
};

/** Throws UNKNOWN_VERB. */
export const verbNamed = (name: string): Verb => {
  const verb = verbs.find(known => known.name === name);
  if (verb) return verb;
  const near = suggestion(
    name,
    verbs.map(known => known.name),
  );
  const remedy = near === undefined ? {} : {remedy: `Did you mean: countable ${near}`};
  throw new UserError('UNKNOWN_VERB', `There is no verb ${name}.`, remedy);
};

const OPTIONS = Object.fromEntries(
  Object.values(flags).map(flag => [
    flag.name,
    {
      type: 'value' in flag ? ('string' as const) : ('boolean' as const),
      ...('short' in flag && {short: flag.short}),
    },
  ]),
);

interface FlagToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

const checkFlag = (verb: Described, {name, rawName, value, inlineValue}: FlagToken): void => {
  const known = [...GLOBAL, ...verb.flags];
  const remedy = `See countable ${verb.name} --help.`;
  if (!known.some(flag => flag === name)) {
    const near = suggestion(name, known);
    throw new UserError('UNKNOWN_FLAG', `countable ${verb.name} has no flag ${rawName}.`, {
      remedy: near === undefined ? remedy : `Did you mean --${near}?`,
    });
  }
  const takesValue = 'value' in flags[name as FlagName];
  // The next flag is no value, unless it was put there with `=`.
  const hasValue = value !== undefined && value !== '' && (inlineValue === true || !value.startsWith('-'));
  if (takesValue === hasValue) {
    checkChoice(name as FlagName, {value, remedy});
    return;
  }
  const message = takesValue ? `${rawName} needs a value.` : `${rawName} takes no value.`;
  throw new UserError('BAD_ARGUMENT', message, {where: rawName, remedy});
};

const checkChoice = (name: FlagName, {value, remedy}: {value: string | undefined; remedy: string}): void => {
  const {choices}: Flag = flags[name];
  if (choices === undefined || value === undefined || choices.includes(value)) return;
  throw new UserError('BAD_ARGUMENT', `--${name} must be ${choices.join(' or ')}, not ${value}.`, {
    where: `--${name}`,
    remedy,
  });
};

const checkArguments = (verb: Verb, given: readonly string[]): void => {
  const remedy = `For example: ${verb.examples[0]?.command ?? ''}`;
  const refuse = (where: string, message: string) => new UserError('BAD_ARGUMENT', message, {where, remedy});
  verb.arguments.forEach(({name, choices, optional}, index) => {
    const value = given[index];
    if (value === undefined && !optional) throw refuse(name, `countable ${verb.name} needs <${name}>.`);
    if (value !== undefined && choices && !choices.includes(value)) {
      throw refuse(name, `<${name}> must be ${choices.join(' or ')}, not ${value}.`);
    }
  });
  const extra = given[verb.arguments.length];
  if (extra !== undefined) throw refuse(extra, `countable ${verb.name} does not take ${extra}.`);
};

const valuesOf = (value: (flag: FlagName) => string | undefined) => {
  const texts = Object.fromEntries(
    (['workspace', 'branch', 'facts', 'result', 'output', 'kind', 'files', 'set', 'from'] as const).flatMap(
      flag => {
        const text = value(flag);
        return text === undefined ? [] : [[flag, text]];
      },
    ),
  );
  return {...texts, ...minutes(value('time-limit'))};
};

const minutes = (text: string | undefined): {timeLimitMinutes?: number} => {
  if (text === undefined) return {};
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return {timeLimitMinutes: number};
  const message = `--time-limit needs a number of minutes, not ${JSON.stringify(text)}.`;
  throw new UserError('BAD_ARGUMENT', message, {
    where: '--time-limit',
    remedy: 'For example: --time-limit 30',
  });
};
