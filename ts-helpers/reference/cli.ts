import {GLOBAL} from '../src/run/commonFlags.ts';
import {written} from '../src/run/flag.ts';
import {loadVerbs} from '../src/cli/registry.ts';
import type {Flags, Verb} from '../src/run/verb.ts';
import {variables} from '../src/run/variables.ts';
import {EXIT_CODES, usage} from '../src/cli/help.ts';
import {fenced, plain, table} from './markdown.ts';

export const cliPage = async (): Promise<string> => pageOf(await loadVerbs());

const pageOf = (verbs: readonly Verb[]): string => `# countable, the command

${fenced('sh', 'countable <verb> [arguments] [flags]')}

${table(
  ['verb', ''],
  verbs.map(({name, does}) => [`[${name}](#${name.replaceAll(' ', '-')})`, does]),
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
  [
    `## ${verb.name}`,
    verb.explains,
    fenced('sh', usage(verb)),
    ...(Object.keys(verb.arguments).length > 0 ? [argumentTable(verb)] : []),
    ...(Object.keys(verb.flags).length > 0 ? [flagTable(verb.flags)] : []),
    fenced('sh', verb.examples.map(({command, does}) => `${command} # ${does}`).join('\n')),
  ].join('\n\n');

const argumentTable = (verb: Verb): string =>
  table(
    ['argument', ''],
    Object.entries(verb.arguments).map(([name, {does}]) => [`\`<${name}>\``, plain(does)]),
  );

const flagTable = (flags: Flags): string =>
  table(
    ['flag', ''],
    Object.entries(flags).map(([key, {short, value, does}]) => {
      const long = `\`${written(key)}${value === undefined ? '' : ` ${value}`}\``;
      return [short === undefined ? long : `\`-${short}\`, ${long}`, plain(does)];
    }),
  );
