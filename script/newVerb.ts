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
const VERBS = 'ts-helpers/src/verbs';
const TESTS = 'test/ts/verbs';
const REGISTRY = 'ts-helpers/src/cli/registry.ts';
/** Before which a new one stands in the help. */
const NEXT = '  completion: async';

const verb = (name: string, binding: string): string => `import {defineVerb} from '../cli/verb.ts';

export const ${binding} = defineVerb({
  name: '${name}',
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

const registered = (registry: string, name: string, binding: string): string => {
  const key = binding === name ? name : `'${name}'`;
  const line = `  ${key}: async () => (await import('../verbs/${binding}.ts')).${binding},\n`;
  return registry.replace(NEXT, () => line + NEXT);
};

/** Whatever is wrong shows before anything is written. */
const made = async (name: string): Promise<Record<string, string>> => {
  if (!/^[a-z]+(?: [a-z]+)?$/.test(name))
    throw new Error('A verb is one word, or two of a group, of a to z.');
  const binding = name.replace(/ ([a-z])/, (_, letter: string) => letter.toUpperCase());
  const file = `${VERBS}/${binding}.ts`;
  if (existsSync(path.join(root, file))) throw new Error(`${file} is there already.`);
  const registry = readFileSync(path.join(root, REGISTRY), 'utf8');
  if (!registry.includes(NEXT)) throw new Error(`${REGISTRY} has no line that begins with ${NEXT.trim()}.`);
  const style = {...(await resolveConfig(path.join(root, file))), parser: 'typescript'};
  const texts = {
    [file]: verb(name, binding),
    [`${TESTS}/${binding}.test.ts`]: test(name),
    [REGISTRY]: registered(registry, name, binding),
  };
  const formatted = Object.entries(texts).map(async ([at, text]) => [at, await format(text, style)] as const);
  return Object.fromEntries(await Promise.all(formatted));
};

try {
  for (const [name, text] of Object.entries(await made(process.argv.slice(2).join(' ')))) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, text);
    console.log(name);
  }
  console.log('Then: npm run reference && npm run build');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
