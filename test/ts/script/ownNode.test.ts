import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {bash, program as programIn} from '../support/scripts.ts';

describe('the Node that the scripts run on', () => {
  let folder: string;
  const at = (...names: string[]) => path.join(folder, ...names);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'node-'));
    mkdirSync(at('bin'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const program = (name: string, script: string) => {
    programIn(at('bin'), name, script);
  };
  const nodeOf = (version: string) => {
    writeFileSync(
      at('version.cjs'),
      `Object.defineProperty(process.versions, 'node', {value: '${version}'});`,
    );
    // No dependency is there.
    const own = `--version) echo v${version}; exit ;; script/*) exit 1 ;;`;
    program(
      'node',
      `case $1 in ${own} esac\nexec '${process.execPath}' --require '${at('version.cjs')}' "$@"`,
    );
  };
  const bringing = (PATH: string) =>
    bash('ensure_node; command -v node', {PATH, XDG_CACHE_HOME: at('cache')});

  for (const version of ['20.20.2', '22.12.0'])
    it(`brings a newer Node for the scripts alone where the machine has ${version}`, () => {
      nodeOf(version);
      const own = at('cache/countable-pipeline/node');
      const bin = `${own}/node_modules/node/bin`;
      program(
        'npm',
        `echo "$*" >'${at('asked')}'; mkdir -p '${bin}' && ln -s '${process.execPath}' '${bin}/node'`,
      );
      const {status, stdout, stderr} = bringing(`${at('bin')}:/usr/bin:/bin`);
      assert.deepEqual([status, stdout], [0, `${bin}/node\n`]);
      assert.match(stderr, /installing Node 24 from the npm registry\n$/);
      assert.equal(
        readFileSync(at('asked'), 'utf8'),
        `install --silent --no-audit --no-fund --prefix ${own} node@24\n`,
      );
    });

  it("keeps its own Node in the user's cache, and root's where all can read it", () => {
    for (const [user, cache] of [
      [0, '/var/cache'],
      [1000, at('home/.cache')],
    ] as const) {
      program('id', `echo ${user}`);
      const environment = {PATH: `${at('bin')}:/usr/bin:/bin`, HOME: at('home'), XDG_CACHE_HOME: ''};
      assert.equal(
        bash('find_own_node; echo "$own"', environment).stdout,
        `${cache}/countable-pipeline/node\n`,
      );
    }
  });

  it('says which Node is needed where it cannot bring one', () => {
    nodeOf('20.20.2');
    const {status, stderr} = bringing(at('bin'));
    assert.equal(status, 3);
    assert.match(stderr, /^✗ Node v20\.20\.2 is too old: 22\.18 or newer is needed\.$/m);
    assert.match(stderr, /^ {2}remedy {2}Install Node 24: https:\/\/nodejs\.org\/en\/download$/m);
  });

  it('takes the Node of the machine where it is new enough', () => {
    nodeOf('22.18.0');
    const {status, stdout, stderr} = bringing(`${at('bin')}:/usr/bin:/bin`);
    assert.deepEqual([status, stdout, stderr], [0, `${at('bin/node')}\n`, '']);
  });

  for (const version of ['22.18.0', '24.17.9', '24.18.0', '25.0.0'])
    it(`says before npm does what its warning is about: Node ${version}`, () => {
      nodeOf(version);
      program('npm', 'echo "npm $*"');
      const {stdout, stderr} = bash('ensure_dependencies', {
        PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
      });
      assert.equal(stdout, 'npm ci --ignore-scripts --no-audit --no-fund\n');
      assert.equal(stderr.includes('EBADENGINE'), version < '24.18');
    });
});
