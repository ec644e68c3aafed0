import {type EnvEntry, readEnvFile} from '../../compose/envFile.ts';
import {lengthToDraw} from '../../secrets/toBeDrawn.ts';
import {isOurs, type OwnFile, type Settled} from './files.ts';

const USUAL_LENGTH = 50;

export interface EnvironmentFacts {
  example: {name: string; text: string} | undefined;
  own: OwnFile;
  /** Variables that are to have these values: ports that were chosen. */
  sets: Readonly<Record<string, string>>;
}

/** Lines that are there stay; those that are missing are added. `draw` gives so many letters and digits by chance. */
export const settleEnvironment = (
  {example, own, sets}: EnvironmentFacts,
  draw: (length: number) => string,
): Settled => {
  const wanted = example === undefined ? [] : readEnvFile(example.text).entries;
  const there = readEnvFile(own.text ?? '').entries;
  const missing = wanted.filter(({name}) => !there.some(one => one.name === name));
  const notes = notesOf({wanted, there, missing}, own, example?.name ?? '');
  if (!isOurs(own)) return {notes};
  const drawn = new Map(missing.flatMap(entry => valueFor(entry, draw)));
  const begun = own.text ?? (example === undefined ? '' : withValues(example.text, missing, drawn));
  const added = own.text === undefined ? [] : missing;
  const completed = withAdded(
    begun,
    added.flatMap(entry => rawOf(entry, example?.text ?? '', drawn)),
    example?.name,
  );
  const text = Object.entries(sets).reduce(withValue, completed);
  if (text === (own.text ?? '')) return {notes};
  return {write: {file: own.name, text, does: doing({own, example, added, drawn, sets})}, notes};
};

const valueFor = ({name, value}: EnvEntry, draw: (length: number) => string): [string, string][] => {
  const length = lengthToDraw(value);
  return length === undefined ? [] : [[name, draw(length ?? USUAL_LENGTH)]];
};

/** The text of the example, each line as it is but for what is generated. */
const withValues = (
  text: string,
  entries: readonly EnvEntry[],
  drawn: ReadonlyMap<string, string>,
): string => {
  const lines = text.split('\n');
  for (const {name, line} of entries) lines[line - 1] = filled(lines[line - 1] ?? '', drawn.get(name));
  return lines.join('\n');
};

const rawOf = (
  {name, line, written}: EnvEntry,
  text: string,
  drawn: ReadonlyMap<string, string>,
): string[] => {
  const [first = '', ...others] = text.split('\n').slice(line - 1, line - 1 + written.split('\n').length);
  return [filled(first, drawn.get(name)), ...others];
};

const filled = (line: string, value: string | undefined): string =>
  value === undefined
    ? line
    : line.replace(/([=:]\s*["']?)<generate(?::\d+)?>/, (_, before: string) => before + value);

const withAdded = (text: string, lines: readonly string[], from = ''): string =>
  lines.length === 0 ? text : `${ended(text)}\n# From ${from}:\n${lines.join('\n')}\n`;

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const withValue = (text: string, [name, value]: [string, string]): string => {
  const entry = readEnvFile(text).entries.findLast(one => one.name === name);
  if (entry === undefined) return `${ended(text)}${name}=${value}\n`;
  const lines = text.split('\n');
  lines.splice(entry.line - 1, entry.written.split('\n').length, `${name}=${value}`);
  return lines.join('\n');
};

const doing = ({
  own: {name, text},
  example,
  added,
  drawn,
  sets,
}: Omit<EnvironmentFacts, 'example'> & {
  example: EnvironmentFacts['example'];
  added: readonly EnvEntry[];
  drawn: ReadonlyMap<string, string>;
}): string => {
  const parts = [
    text === undefined && example !== undefined && `Make ${name} of ${example.name}`,
    added.length > 0 && `Add to ${name} what it lacks of ${example?.name}: ${namesOf(added)}`,
    drawn.size > 0 && `generate ${[...drawn.keys()].join(', ')}`,
    Object.keys(sets).length > 0 &&
      `set ${Object.entries(sets)
        .map(([variable, value]) => `${variable}=${value}`)
        .join(', ')}`,
  ].filter(part => part !== false);
  const sentence = parts.join('; ');
  return parts[0]?.startsWith('set') ? `In ${name} ${sentence}` : sentence;
};

const notesOf = (
  {
    wanted,
    there,
    missing,
  }: {wanted: readonly EnvEntry[]; there: readonly EnvEntry[]; missing: readonly EnvEntry[]},
  own: OwnFile,
  example: string,
): string[] => {
  const left = there.filter(({value}) => lengthToDraw(value) !== undefined);
  const misspelt = [...missing, ...there].filter(
    ({value}) => value.includes('<generate') && lengthToDraw(value) === undefined,
  );
  const empty = missing.filter(({name, value}) => value === '' && wanted.some(one => one.name === name));
  return [
    ...(isOurs(own) || missing.length === 0
      ? []
      : [
          `${own.name} is ${own.isLink ? 'a link' : 'part of the repository'} and stays as it is. It lacks of ${example}: ${namesOf(missing)}`,
        ]),
    ...(left.length === 0
      ? []
      : [
          `${namesOf(left)} in ${own.name} is still what ${example || 'the example'} says, which everybody knows: remove the line and run countable up again.`,
        ]),
    ...(misspelt.length === 0
      ? []
      : [
          `${namesOf(misspelt)} in ${own.name} is no value by chance: <generate> or <generate:50> has to be all of it. Correct ${example || 'the example'}, remove the line, and run countable up again.`,
        ]),
    ...(empty.length === 0 || !isOurs(own)
      ? []
      : [`Without a value as yet, in ${own.name}: ${namesOf(empty)}`]),
  ];
};

const namesOf = (entries: readonly EnvEntry[]): string => entries.map(({name}) => name).join(', ');
