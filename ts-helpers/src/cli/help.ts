import {type Argument, type Described, partOf, verbs} from '../cli.ts';
import {type FlagName, flags, GLOBAL} from './flags.ts';
import {variables} from './variables.ts';
import {verbNamed} from './parse.ts';

/** The help of a verb, of a part of it, or of all. Throws UNKNOWN_VERB. */
export const helpFor = (topic: string | undefined, part?: string): string => {
  if (topic === undefined || topic === 'help') return mainHelp();
  const verb = verbNamed(topic);
  const known = verb.parts?.find(({name}) => name === part);
  return verbHelp(known === undefined ? verb : partOf(verb, known));
};

/** `countable --help`. */
const mainHelp = (): string =>
  [
    'countable: runs Docker Compose projects, on Jenkins and on a laptop: test, deploy, tell.',
    '',
    'Usage: countable <verb> [arguments] [flags]',
    '',
    'Verbs:',
    ...columns(verbs.map(({name, does}) => [name, does])),
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
  ['2', 'wrong arguments or settings'],
  ['3', 'this machine lacks something: Docker, Node, disk, a free port'],
  ['4', "the project's files are wrong: compose, tests, variables"],
  ['5', 'the tests failed'],
  ['6', 'the deploy failed'],
  ['7', 'somebody else is at it: a lock, a newer build'],
  ['8', 'an outside service failed: a registry, the SCM, an agent'],
  ['9', 'a time limit was reached'],
  ['130', 'stopped from outside'],
];

/** `countable deploy <environment> [flags]`. */
export const usage = (verb: Described): string =>
  ['countable', verb.name, ...verb.arguments.map(placeholder), '[flags]'].join(' ');

const placeholder = ({name, optional}: Argument): string => (optional ? `[<${name}>]` : `<${name}>`);

/** `countable <verb> --help`. */
const verbHelp = (verb: Described): string => {
  const argumentLines = columns(verb.arguments.map(argument => [placeholder(argument), argument.does]));
  return [
    `countable ${verb.name}: ${verb.does}`,
    '',
    ...wrapped(verb.explains),
    '',
    `Usage: ${usage(verb)}`,
    '',
    ...(verb.arguments.length > 0 ? ['Arguments:', ...argumentLines, ''] : []),
    ...(verb.parts ? ['Parts:', ...columns(verb.parts.map(({name, does}) => [name, does])), ''] : []),
    'Flags:',
    ...flagLines([...verb.flags, ...GLOBAL]),
    '',
    'Examples:',
    ...columns(verb.examples.map(({command, does}) => [command, does])),
    '',
  ].join('\n');
};

const flagLines = (names: readonly FlagName[]): string[] =>
  columns(
    names.map(name => {
      const flag = flags[name];
      const short = 'short' in flag ? `-${flag.short}, ` : '    ';
      return [`${short}--${flag.name}${'value' in flag ? ` ${flag.value}` : ''}`, flag.does];
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
