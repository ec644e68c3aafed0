import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {bundle, checkout} from './support/bundle.ts';
import {NAMELESS, runProgram} from './support/cli.ts';

const packed = path.resolve('resources/ca/countable/countable.mjs');
const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countable-bundle-'));
});
afterEach(() => {
  rmSync(folder, {recursive: true});
});

describe('the bundle', () => {
  it('has the same bytes wherever it is built', () => {
    const elsewhere = checkout(folder);
    assert.equal(bundle(elsewhere).status, 0);
    for (const file of [
      'resources/ca/countable/countable.mjs',
      'resources/ca/countable/THIRD_PARTY_LICENSES.txt',
      'src/ca/countable/Bundle.groovy',
    ]) {
      assert.equal(readFileSync(path.join(elsewhere, file), 'utf8'), readFileSync(file, 'utf8'), file);
    }
  });

  it('tells nothing of the machine it was built on', () => {
    assert.ok(!readFileSync(packed, 'utf8').includes(path.resolve('.')));
  });

  it('loads no more than a verb needs', async () => {
    const unpacked = path.join(folder, 'countable');
    await runProgram([process.execPath, packed, '--unpack', unpacked]);
    const loadedBy = async (...words: string[]) => {
      const trace = [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(TRACE)}`];
      const {stderr} = await runProgram([...trace, path.join(unpacked, 'countable.cjs'), ...words]);
      return [...stderr.matchAll(/^loaded (\w+)/gm)].map(([, name]) => name);
    };
    assert.deepEqual(await loadedBy('--version'), ['countable']);
    const completion = await loadedBy('completion', 'bash');
    // It knows what every verb is, and loads what none does.
    for (const other of ['slack', 'junit', 'mail', 'project']) assert.ok(!completion.includes(other), other);
    const plan = await loadedBy('plan', '--workspace', folder);
    for (const other of ['slack', 'junit', 'mail', 'deploy', 'test', 'notify'])
      assert.ok(!plan.includes(other), other);
  });
});

/** Says which modules of the bundle are loaded. */
const TRACE = `
import {register} from 'node:module';
const hooks = 'export const load = (url, context, next) => { if (url.includes("/countable/")) process._rawDebug("loaded " + url.split("/").pop()); return next(url, context); };';
register('data:text/javascript,' + encodeURIComponent(hooks));
`;

describe('the packed CLI', () => {
  const unpack = (target: string, file = packed) => runProgram([process.execPath, file, '--unpack', target]);
  const runs = async (target: string) => {
    const {exitCode, stdout, stderr} = await runProgram([
      process.execPath,
      path.join(target, 'countable.cjs'),
      'help',
      'test',
    ]);
    assert.deepEqual({exitCode, stderr}, {exitCode: 0, stderr: ''});
    assert.match(stdout, /^Usage: countable test/m);
  };

  it('unpacks to where it is told, making folders on the way', async () => {
    const target = path.join(folder, "a b/it's/countable");
    assert.equal((await unpack(target)).exitCode, 0);
    await runs(target);
  });

  it('unpacks once: a second time changes nothing', async () => {
    const target = path.join(folder, 'countable');
    await unpack(target);
    writeFileSync(path.join(target, 'mark'), '');
    assert.equal((await unpack(target)).exitCode, 0);
    assert.ok(readdirSync(target).includes('mark'));
  });

  it('unpacks whole when many do so at once, and leaves nothing beside', async () => {
    const target = path.join(folder, 'countable');
    const all = await Promise.all(Array.from({length: 8}, () => unpack(target)));
    assert.deepEqual(
      all.map(({exitCode, stderr}) => ({exitCode, stderr})),
      all.map(() => ({exitCode: 0, stderr: ''})),
    );
    assert.deepEqual(readdirSync(folder), ['countable']);
    await runs(target);
  });

  it('mends what an earlier attempt left half-written', async () => {
    const target = path.join(folder, 'countable');
    mkdirSync(target);
    writeFileSync(path.join(target, 'countable.cjs'), "import('./main.mjs');");
    assert.equal((await unpack(target)).exitCode, 0);
    assert.deepEqual(readdirSync(folder), ['countable']);
    await runs(target);
  });

  it('refuses to unpack what was changed on its way', async () => {
    const damaged = path.join(folder, 'damaged.mjs');
    writeFileSync(damaged, readFileSync(packed, 'utf8').replace('NODE_TOO_OLD', 'NODE_TOO_BAD'));
    const {exitCode, stderr} = await unpack(path.join(folder, 'countable'), damaged);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^✗ BUNDLE_DAMAGED: /);
    assert.deepEqual(readdirSync(folder), ['damaged.mjs']);
  });

  it('unpacks nothing when it was cut short', async () => {
    const cut = path.join(folder, 'cut.mjs');
    cpSync(packed, cut);
    truncateSync(cut, 100_000);
    assert.notEqual((await unpack(path.join(folder, 'countable'), cut)).exitCode, 0);
    assert.deepEqual(readdirSync(folder), ['cut.mjs']);
  });

  it('says where it cannot be unpacked, and what to do', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    for (const cache of [path.join(folder, 'file'), '/proc/self/fdinfo', '/dev/null']) {
      const run = await runProgram([process.execPath, packed, 'help'], {env: {XDG_CACHE_HOME: cache}});
      assert.equal(run.exitCode, 3);
      assert.match(
        run.stderr,
        /^✗ NOT_WRITABLE: The CLI cannot be unpacked: E[A-Z]+: .*\n {2}where .*\n {2}remedy /,
      );
    }
  });

  it('says that its user has no home, and what to do', async function () {
    if (process.getuid?.() !== 0) this.skip();
    assert.deepEqual(
      await runProgram([...NAMELESS, '--unset=XDG_CACHE_HOME', process.execPath, packed, 'help'], {cwd: '/'}),
      {
        exitCode: 3,
        stdout: '',
        stderr:
          '✗ NOT_WRITABLE: The CLI cannot be unpacked: this user has no home.\n' +
          '  remedy  Name a folder that it can write to in HOME or in XDG_CACHE_HOME.\n',
      },
    );
  });

  it('runs from the cache of its user when it is given a verb', async () => {
    const env = {XDG_CACHE_HOME: folder};
    const {stdout} = await runProgram([process.execPath, packed, '--version'], {env});
    assert.equal(stdout, `countable ${version}\n`);
    assert.equal(readdirSync(path.join(folder, 'countable')).length, 1);
  });
});

describe('bin/countable', () => {
  const launcher = path.resolve('bin/countable');

  it('runs the bundle of its checkout, also through links', async () => {
    mkdirSync(path.join(folder, 'my tools/bin'), {recursive: true});
    symlinkSync(launcher, path.join(folder, 'my tools/direct'));
    symlinkSync('../direct', path.join(folder, 'my tools/bin/countable'));
    const env = {XDG_CACHE_HOME: folder};
    for (const program of [launcher, path.join(folder, 'my tools/bin/countable')]) {
      assert.deepEqual(await runProgram([program, '--version'], {env}), {
        exitCode: 0,
        stdout: `countable ${version}\n`,
        stderr: '',
      });
    }
  });

  it('is found in the PATH', async () => {
    const env = {XDG_CACHE_HOME: folder, PATH: `${path.dirname(launcher)}:${process.env['PATH']}`};
    const {stdout} = await runProgram(['sh', '-c', 'countable completion fish'], {env});
    assert.match(stdout, /^complete -c countable/m);
  });

  it('says what to install where Node is missing', async () => {
    assert.deepEqual(await runProgram(['/bin/sh', launcher, 'test'], {env: {PATH: folder}}), {
      exitCode: 3,
      stdout: '',
      stderr:
        '✗ NODE_MISSING: Node is not installed.\n  remedy  Install Node 24: https://nodejs.org/en/download\n',
    });
  });
});
