import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build, type BuildOptions} from 'esbuild';
import {positionsOf} from '../../../ts-helpers/bundle/positions.ts';
import {inSources, stackInSources} from '../../../ts-helpers/src/run/sources.ts';

const SOURCE = `import {helper} from 'helper';

export const first = () => {
  throw new Error('first');
};

const far = [${Array.from({length: 60}, (_, number) => `'${'x'.repeat(number)}'`).join(',\n  ')}];

export const second = () => {
  if (far.length > 0)
    throw new TypeError('second', {
      cause: new Error('third'),
    });
};

export const outside = () => helper();
`;

/** As a stack names the line that has it. */
const lineOf = (text: string): string =>
  `./source.ts:${SOURCE.split('\n').findIndex(line => line.includes(text)) + 1}:1`;

describe('stacks of the bundle', () => {
  let folder: string;
  let bundled: {first(): void; second(): void; outside(): void};
  let change: (text: string) => string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'a bundle (of ours) '));
    const at = (name: string) => path.join(folder, name);
    writeFileSync(at('source.ts'), SOURCE);
    const helper = 'export const helper = () => { throw new Error("helper"); };';
    const vendor: NonNullable<BuildOptions['plugins']>[number] = {
      name: 'vendor',
      setup({onResolve, onLoad}) {
        onResolve({filter: /^helper$/}, () => ({
          path: at('node_modules/helper/index.js'),
          namespace: 'file',
        }));
        onLoad({filter: /node_modules/}, () => ({contents: helper}));
      },
    };
    const {outputFiles} = await build({
      absWorkingDir: folder,
      entryPoints: ['source.ts'],
      outdir: 'out',
      outExtension: {'.js': '.mjs'},
      bundle: true,
      format: 'esm',
      minifyWhitespace: true,
      minifySyntax: true,
      write: false,
      sourcemap: 'external',
      sourcesContent: false,
      plugins: [vendor],
    });
    const text = (name: string) => outputFiles.find(file => file.path.endsWith(name))?.text ?? '';
    writeFileSync(at('source.mjs'), text('source.mjs'));
    writeFileSync(at('positions.json'), positionsOf({'source.mjs': text('source.mjs.map')}));
    bundled = (await import(pathToFileURL(at('source.mjs')).href)) as typeof bundled;
    change = inSources(folder);
  });
  after(() => {
    rmSync(folder, {recursive: true});
  });

  const thrownBy = (thrower: () => void): Error => {
    try {
      thrower();
    } catch (error) {
      return error as Error;
    }
    return assert.fail('throws');
  };
  const placeOf = (error: Error) => /at (.*)/.exec(change(error.stack ?? ''))?.[1];

  it('name the lines of the sources', () => {
    assert.equal(placeOf(thrownBy(bundled.first)), `first (${lineOf("Error('first')")})`);
    const second = thrownBy(bundled.second);
    assert.equal(placeOf(second), `second (${lineOf('TypeError')})`);
    assert.equal(placeOf(second.cause as Error), `second (${lineOf('cause:')})`);
  });

  it('name the bundle where a package is what threw, and the sources that called it', () => {
    const [, thrower, caller] = change(thrownBy(bundled.outside).stack ?? '').split('\n');
    assert.match(thrower ?? '', /at helper \(file:.*\/source\.mjs:1:\d+\)$/);
    assert.equal(caller?.trim(), `at outside (${lineOf('helper()')})`);
  });

  it('are changed in the error and its causes', () => {
    const error = thrownBy(bundled.second);
    stackInSources(error, change);
    assert.deepEqual((error.stack ?? '').split('\n', 2), [
      'TypeError: second',
      `    at second (${lineOf('TypeError')})`,
    ]);
    assert.ok((error.cause as Error).stack?.includes(`(${lineOf('cause:')})`));
    stackInSources('no error', change);
  });

  it('stay as they are of other files, other places, and where nothing is bundled', () => {
    const here = pathToFileURL(folder).href;
    for (const text of [`${here}/other.mjs:1:2`, `${here}/source.mjs`, '', 'a/source.mjs:1:1'])
      assert.equal(change(text), text);
    assert.equal(inSources(tmpdir())(`${here}/source.mjs:1:900`), `${here}/source.mjs:1:900`);
  });
});
