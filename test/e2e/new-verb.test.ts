import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {checkout} from './support/bundle.ts';
import {runProgram} from './support/cli.ts';

describe('npm run new:verb', () => {
  let folder: string;
  const node = (...words: string[]) => runProgram([process.execPath, ...words], {cwd: folder});
  const tool = (file: string, ...words: string[]) => node(path.resolve('node_modules', file), ...words);
  const make = (...words: string[]) => node('script/newVerb.ts', ...words);
  const passes = async (run: ReturnType<typeof runProgram>) => {
    const {exitCode, stdout, stderr} = await run;
    assert.equal(exitCode, 0, stdout + stderr);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-new-verb-'));
    checkout(folder);
    mkdirSync(path.join(folder, 'script'));
    const tests = ['test/ts/cli/help.test.ts', 'test/ts/cli/parse.test.ts'];
    for (const name of [
      'script/newVerb.ts',
      'eslint.config.js',
      'arrows.config.js',
      '.prettierrc.json',
      'tsconfig.json',
      ...tests,
    ])
      cpSync(name, path.join(folder, name), {recursive: true});
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('makes verbs that run, are told in the help, and are as the gate wants them', async () => {
    await passes(make('ping'));
    const {stdout} = await make('weather', 'report');
    assert.equal(
      stdout,
      'ts-helpers/src/weather/reportVerb.ts\n' +
        'test/ts/weather/reportVerb.test.ts\n' +
        'ts-helpers/src/cli/registry.ts\n' +
        'arrows.config.js\n' +
        'Then: npm run reference && npm run build\n',
    );
    const run = await node('ts-helpers/src/main.ts', 'weather', 'report', '--json');
    assert.deepEqual(JSON.parse(run.stdout), {folder});
    const all = await node('ts-helpers/src/main.ts', 'help');
    assert.match(all.stdout, /^ {2}ping +say which folder it works in\n {2}weather report +say/m);

    const files = ['ping/verb', 'weather/reportVerb'].flatMap(name => [
      `ts-helpers/src/${name}.ts`,
      `test/ts/${name}.test.ts`,
    ]);
    await passes(
      tool('mocha/bin/mocha.js', '--no-config', ...files.slice(1, 2), files[3]!, 'test/ts/cli/*.test.ts'),
    );
    await passes(
      tool('dependency-cruiser/bin/dependency-cruiser.mjs', '--config', 'arrows.config.js', 'ts-helpers/src'),
    );
    // The types of all else are checked by the gate itself.
    const config = path.join(folder, 'tsconfig.json');
    const only = readFileSync(config, 'utf8').replace(
      /"include": \[[^\]]*\]/,
      () => `"include": ${JSON.stringify(files)}`,
    );
    writeFileSync(config, only);
    await passes(tool('typescript/bin/tsc', '--noEmit'));
    await passes(tool('eslint/bin/eslint.js', ...files, 'ts-helpers/src/cli/registry.ts'));
    await passes(tool('prettier/bin/prettier.cjs', '--check', ...files, 'ts-helpers/src/cli/registry.ts'));
  });

  it('writes nothing where a name is taken, or the registry has no room for it', async () => {
    const registry = path.join(folder, 'ts-helpers/src/cli/registry.ts');
    const before = readFileSync(registry, 'utf8');
    const {exitCode, stdout, stderr} = await make('test');
    assert.deepEqual({exitCode, stdout}, {exitCode: 1, stdout: ''});
    assert.match(stderr, /^There is a verb test already\.$/m);
    assert.equal(readFileSync(registry, 'utf8'), before);
    writeFileSync(registry, '');
    assert.match(
      (await make('ping')).stderr,
      /^ts-helpers\/src\/cli\/registry\.ts has no completion: async to stand before/m,
    );
  });
});
