import {GLOBAL} from '../run/commonFlags.ts';
import {written} from '../run/flag.ts';
import {groupNamed, verbNamed} from './names.ts';
import {variables} from '../run/variables.ts';
import type {Argument, Flags, Verb} from '../run/verb.ts';

/** The help of one of the verbs, of a group of them, or of all. Throws UNKNOWN_VERB. */
export const helpFor = (words: readonly string[], verbs: readonly Verb[]): string => {
  const [first, ...others] = words;
  if (first === undefined || first === 'help') return mainHelp(verbs);
  const names = verbs.map(({name}) => name);
  const asked = others.length === 0 && !names.includes(first) ? groupNamed(first, names) : [];
  if (asked.length > 0)
    return groupHelp(
      first,
      verbs.filter(({name}) => asked.includes(name)),
    );
  const named = verbNamed(words, names);
  const below = groupNamed(named, names);
  return verbs
    .filter(({name}) => name === named)
    .map(verb =>
      verbHelp(
        verb,
        verbs.filter(({name}) => below.includes(name)),
      ),
    )
    .join('');
};

/** `countable --help`. */
const mainHelp = (verbs: readonly Verb[]): string =>
  [
    'countable: runs Docker Compose projects, on Jenkins and on a laptop: test, deploy, tell.',
    '',
    'Usage: countable <verb> [arguments] [flags]',
    '',
    'Verbs:',
    ...verbLines(verbs),
    '',
    'Flags of every verb:',
    ...flagLines(GLOBAL),
    '',
    'Examples:',
    ...columns([
      ['countable pipeline --branch develop --plan', 'what a push to develop would do'],
      ['countable test', 'run the tests of what is checked out'],
      ['countable help deploy', 'all about deploying'],
    ]),
    '',
    'Exit codes:',
    ...columns(EXIT_CODES),
    '',
    'Environment variables:',
    ...columns(variables.map(({name, does}) => [name, does])),
    '',
    'Settings come from countable.yml. docs/ of Countable Pipeline has the rest.',
    '',
  ].join('\n');

export const EXIT_CODES: [string, string][] = [
  ['0', 'done'],
  ['1', 'a bug of countable itself'],
  ['2', 'wrong arguments, settings or credentials'],
  ['3', 'this machine lacks something: Docker, Node, disk, a free port'],
  ['4', "the project's files are wrong: compose, tests, variables"],
  ['5', 'the tests failed'],
  ['6', 'what was deployed, or brought up, does not build, run or answer'],
  ['7', 'it cannot be now: a lock, a newer build, another checkout, a database that does not run'],
  ['8', 'an outside service failed: a registry, the SCM, S3, an agent'],
  ['9', 'a time limit was reached'],
  ['10', 'a backup, its proof or its restore failed; or backups need somebody'],
  ['130', 'stopped from outside'],
];

const verbLines = (verbs: readonly Verb[]): string[] => columns(verbs.map(({name, does}) => [name, does]));

/** `countable jenkins --help`. */
const groupHelp = (group: string, verbs: readonly Verb[]): string =>
  [
    `Usage: countable ${group} <verb> [arguments] [flags]`,
    '',
    'Verbs:',
    ...verbLines(verbs),
    '',
    'Examples:',
    ...columns(verbs.flatMap(({examples}) => examples.slice(0, 1).map(({command, does}) => [command, does]))),
    '',
    `All of one: countable ${verbs[0]?.name ?? group} --help`,
    '',
  ].join('\n');

/** `countable deploy <environment> [flags]`. */
export const usage = ({name, arguments: words}: Verb): string =>
  ['countable', name, ...Object.entries(words).map(placeholder), '[flags]'].join(' ');

const placeholder = ([name, {takes}]: readonly [string, Argument]): string =>
  takes === 'one' ? `<${name}>` : `[<${name}>]`;

/** `countable <verb> --help`; `below`: verbs whose names begin with its own. */
const verbHelp = (verb: Verb, below: readonly Verb[] = []): string => {
  const words = Object.entries(verb.arguments);
  const argumentLines = columns(words.map(word => [placeholder(word), word[1].does]));
  return [
    `countable ${verb.name}: ${verb.does}`,
    '',
    ...wrapped(verb.explains),
    '',
    `Usage: ${usage(verb)}`,
    '',
    ...(words.length > 0 ? ['Arguments:', ...argumentLines, ''] : []),
    'Flags:',
    ...flagLines({...verb.flags, ...GLOBAL}),
    '',
    'Examples:',
    ...columns(verb.examples.map(({command, does}) => [command, does])),
    '',
    ...(below.length > 0 ? ['See also:', ...verbLines(below), ''] : []),
  ].join('\n');
};

const flagLines = (flags: Flags): string[] =>
  columns(
    Object.entries(flags).map(([key, {short, value, does}]) => {
      const before = short === undefined ? '    ' : `-${short}, `;
      return [`${before}${written(key)}${value === undefined ? '' : ` ${value}`}`, does];
    }),
  );

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const WIDTH = 90;

const wrapped = (text: string): string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (`${line} ${word}`.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
};
