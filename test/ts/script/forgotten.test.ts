import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {ESLint} from 'eslint';

describe('what a new part of the sources may not forget', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-forgotten-'));
    for (const name of ['arrows.config.js', 'tsconfig.json']) cpSync(name, path.join(folder, name));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const write = (name: string, text: string) => {
    const file = path.join(folder, 'ts-helpers/src', name);
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, text);
  };
  const arrows = () => {
    const program = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const words = [program, '--config', 'arrows.config.js', '--output-type', 'json', 'ts-helpers/src'];
    const {stdout, stderr} = spawnSync(process.execPath, words, {cwd: folder, encoding: 'utf8'});
    assert.equal(stderr, '');
    const {summary} = JSON.parse(stdout) as {summary: {violations: {rule: {name: string}; from: string}[]}};
    return summary.violations.map(({rule, from}) => `${rule.name}: ${from}`);
  };

  it('is its line in the list through which it is reached: of verbs, of settings, of root causes', () => {
    write(
      'main.ts',
      "import type {Rule} from './causes/rule.ts';\nvoid import('./cli/list.ts');\nexport type X = Rule;\n",
    );
    write('cli/list.ts', "export {listed} from '../causes/listed.ts';\n");
    write('causes/listed.ts', 'export const listed = 1;\n');
    write('causes/rule.ts', 'export type Rule = string;\n');
    assert.deepEqual(arrows(), []);
    write('causes/forgotten.ts', 'export const forgotten = 1;\n');
    write('causes/forgotten.test.ts', "import './forgotten.ts';\n");
    assert.deepEqual(arrows().sort(), [
      'reached-from-main: ts-helpers/src/causes/forgotten.test.ts',
      'reached-from-main: ts-helpers/src/causes/forgotten.ts',
    ]);
  });

  const refused = async (room: string) => {
    const text = "export const x = (): unknown => [process.argv, fetch('https://example.org'), console];\n";
    const [result] = await new ESLint().lintText(text, {filePath: `ts-helpers/src/${room}/work.ts`});
    return result?.messages
      .filter(({ruleId}) => ruleId === 'no-restricted-globals')
      .map(({message}) => /'(\w+)'/.exec(message)?.[1]);
  };

  it('is to take the outside world as an argument, in a room that no rule knows yet as well', async () => {
    for (const room of ['backup', 'deploy', 'errors', 'settings'])
      assert.deepEqual(await refused(room), ['process', 'fetch', 'console'], room);
    assert.deepEqual(await refused('outside'), ['process', 'console']);
    assert.deepEqual(await refused('cli'), []);
  });
});
