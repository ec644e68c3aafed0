import {type FlagName, flags, GLOBAL} from '../src/cli/flags.ts';
import {type Described, partOf, type Verb, verbs} from '../src/cli.ts';
import {variables} from '../src/cli/variables.ts';
import {EXIT_CODES, usage} from '../src/cli/help.ts';
import {fenced, plain, table} from './markdown.ts';

export const cliPage = (): string => `# countable, the command

${fenced('sh', 'countable <verb> [arguments] [flags]')}

${table(
  ['verb', ''],
  verbs.map(({name, does}) => [`[${name}](#${name})`, does]),
)}

The result goes to stdout, all else to stderr. On a terminal progress is shown in place; elsewhere every line has its
time.

## Flags of every verb

${flagTable(GLOBAL)}

## Environment variables

${table(
  ['variable', ''],
  variables.map(({name, does}) => [`\`${name}\``, plain(does)]),
)}

## Exit codes

${table(['exit code', 'means'], EXIT_CODES)}

All errors: [errors](errors.md).

${verbs.map(section).join('\n\n')}
`;

const section = (verb: Verb): string =>
  [described(verb, '##'), ...(verb.parts ?? []).map(part => described(partOf(verb, part), '###'))].join(
    '\n\n',
  );

/** Flags and examples of what has parts are told with those. */
const described = (verb: Described, level: string): string =>
  [
    `${level} ${verb.name}`,
    verb.explains,
    fenced('sh', usage(verb)),
    ...(verb.arguments.length > 0 ? [argumentTable(verb)] : []),
    ...(verb.flags.length > 0 && verb.parts === undefined ? [flagTable(verb.flags)] : []),
    fenced('sh', verb.examples.map(({command, does}) => `${command} # ${does}`).join('\n')),
  ].join('\n\n');

const argumentTable = (verb: Described): string =>
  table(
    ['argument', ''],
    verb.arguments.map(({name, does}) => [`\`<${name}>\``, plain(does)]),
  );

const flagTable = (names: readonly FlagName[]): string =>
  table(
    ['flag', ''],
    names.map(name => {
      const flag = flags[name];
      const long = `\`--${flag.name}${'value' in flag ? ` ${flag.value}` : ''}\``;
      return ['short' in flag ? `\`-${flag.short}\`, ${long}` : long, plain(flag.does)];
    }),
  );
