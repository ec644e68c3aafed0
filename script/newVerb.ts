/**
 * Makes a verb that runs, its test, and its line in the registry:
 *
 *     npm run new:verb backup
 *     npm run new:verb backup policy     one of the group `countable backup`
 */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {format, resolveConfig} from 'prettier';

const root = path.join(import.meta.dirname, '..');
const SOURCES = 'ts-helpers/src';
const TESTS = 'test/ts';
const REGISTRY = 'ts-helpers/src/cli/registry.ts';
/** Before which a new one stands in the help. */
const NEXT = '  completion: async';
const ROOMS = 'arrows.config.js';
/** Before which a new room has its place. */
const NEXT_ROOM = "...['pipeline', 'cli']";
/** The room of what verbs are made of: one has its place above. */
const MEANS = "'run'";

const verb = (name: string, binding: string): string => `import {defineVerb} from '../run/verb.ts';

export const ${binding} = defineVerb({
  name: '${name}',
  // run/verb.ts says what else there is.
  reaches: 'nothing',
  does: 'say which folder it works in',
  explains: 'Changes nothing.',
  arguments: {},
  flags: {},
  examples: [{command: 'countable ${name}', does: 'this folder'}],
  run: (_, {folder}) => Promise.resolve({result: {folder}}),
  show: ({folder}) => \`\${folder}\\n\`,
});
`;

const test = (name: string): string => `import assert from 'node:assert/strict';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {shown} from '../../../ts-helpers/src/cli/shown.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';

describe('countable ${name}', () => {
  it('says which folder it works in', async () => {
    const invocation = await parse(${JSON.stringify(name.split(' '))});
    const {result} = await invocation.verb.run(invocation.given, {folder: '/shop'} as World);
    assert.deepEqual(result, {folder: '/shop'});
    assert.equal(await shown(result, invocation), '/shop\\n');
  });
});
`;

const registered = (registry: string, {name, binding, file}: New): string => {
  const key = binding === name ? name : `'${name}'`;
  const line = `  ${key}: async () => (await import('../${file}')).${binding},\n`;
  return registry.replace(NEXT, () => line + NEXT);
};

const withRoom = (rooms: string, {room}: New): string =>
  rooms.includes(`'${room}'`) ? rooms : rooms.replace(NEXT_ROOM, () => `...['${room}'],\n  ${NEXT_ROOM}`);

interface New {
  name: string;
  binding: string;
  room: string;
  /** From the folder of the sources. */
  file: string;
}

const named = (name: string): New => {
  const [room = '', second] = name.split(' ');
  return {
    name,
    binding: name.replace(/ ([a-z])/, (_, letter: string) => letter.toUpperCase()),
    room,
    file: `${room}/${second === undefined ? 'verb' : `${second}Verb`}.ts`,
  };
};

const verbsOf = (registry: string): string[] =>
  [...registry.matchAll(/^ {2}'?([a-z ]+)'?: async/gm)].map(([, name = '']) => name);

const refuse = (complaint: string): never => {
  throw new Error(complaint);
};

/** Of a group each verb has two words: what a verb is called, no group can be, nor the other way round. */
const refuseTaken = ({name, room}: New, verbs: readonly string[]): void => {
  if (verbs.includes(name)) refuse(`There is a verb ${name} already.`);
  if (verbs.includes(room)) refuse(`There is a verb ${room}: no group can be called so.`);
  const group = verbs.filter(verb => name === room && verb.startsWith(`${room} `));
  if (group.length > 0)
    refuse(`${room} begins the verbs ${group.join(', ')}: of a group each verb has two words.`);
};

const refuseBelow = ({room}: New, rooms: string): void => {
  const at = rooms.indexOf(`'${room}'`);
  if (at >= 0 && at < rooms.indexOf(MEANS))
    refuse(`The room ${room} stands below run, of which verbs are made: call the verb otherwise.`);
};

const read = (file: string, line: string): string => {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (!text.includes(line)) throw new Error(`${file} has no ${line.trim()} to stand before.`);
  return text;
};

/** Whatever is wrong shows before anything is written. */
export const made = async (name: string): Promise<Record<string, string>> => {
  if (!/^[a-z]+(?: [a-z]+)?$/.test(name))
    throw new Error('A verb is one word, or two of a group, of a to z.');
  const it = named(name);
  const rooms = read(ROOMS, NEXT_ROOM);
  const registry = read(REGISTRY, NEXT);
  refuseTaken(it, verbsOf(registry));
  refuseBelow(it, rooms);
  const file = `${SOURCES}/${it.file}`;
  if (existsSync(path.join(root, file))) throw new Error(`${file} is there already.`);
  const style = {...(await resolveConfig(path.join(root, file))), parser: 'typescript'};
  const texts = {
    [file]: verb(name, it.binding),
    [`${TESTS}/${it.file.replace('.ts', '.test.ts')}`]: test(name),
    [REGISTRY]: registered(registry, it),
    [ROOMS]: withRoom(rooms, it),
  };
  const formatted = Object.entries(texts).map(async ([at, text]) => [at, await format(text, style)] as const);
  return Object.fromEntries(await Promise.all(formatted));
};

const make = async (): Promise<void> => {
  for (const [name, text] of Object.entries(await made(process.argv.slice(2).join(' ')))) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, text);
    console.log(name);
  }
  console.log('Then: npm run reference && npm run build');
};

if (process.argv[1] === import.meta.filename) {
  try {
    await make();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
