import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {bundle, checkout} from './support/bundle.ts';

const BUILT = [
  'resources/ca/countable/THIRD_PARTY_LICENSES.txt',
  'resources/ca/countable/countable.mjs',
  'src/ca/countable/Bundle.groovy',
];

describe('two branches that both change sources and what is built of them', () => {
  let clone: string;

  const git = (...words: string[]) => {
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    return spawnSync('git', [...author, ...words], {cwd: clone, encoding: 'utf8'});
  };
  const must = (...words: string[]) => {
    const {status, stdout, stderr} = git(...words);
    assert.equal(status, 0, `git ${words.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const read = (file: string) => readFileSync(path.join(clone, file), 'utf8');
  const build = () => {
    assert.equal(bundle(clone).status, 0);
  };
  const branch = (name: string, source: string, notice: (text: string) => string) => {
    must('checkout', '--quiet', '-b', name, 'main');
    writeFileSync(path.join(clone, source), `${read(source)}\nprocess.env['FROM_${name}'];\n`);
    const licence = 'ts-helpers/bundle/licences/@nodable+entities.txt';
    writeFileSync(path.join(clone, licence), notice(read(licence)));
    build();
    must('add', '--all');
    must('commit', '--quiet', '--message', `Change ${name}`);
  };

  before(() => {
    clone = checkout(mkdtempSync(path.join(tmpdir(), 'countable-merging-')));
    for (const name of ['.gitattributes', 'script/parts/merging.sh']) cpSync(name, path.join(clone, name));
    for (const file of BUILT) cpSync(file, path.join(clone, file));
    must('init', '--quiet', '--initial-branch', 'main');
    must('add', '--all');
    must('commit', '--quiet', '--message', 'Begin');
    branch('left', 'ts-helpers/src/main.ts', text => `Of left.\n${text}`);
    branch('right', 'ts-helpers/src/text/suggestion.ts', text => `${text}\nOf right.\n`);
  });
  after(() => {
    rmSync(clone, {recursive: true});
  });
  beforeEach(() => {
    must('checkout', '--quiet', '-B', 'merged', 'left');
  });
  afterEach(() => {
    git('merge', '--abort');
    must('reset', '--quiet', '--hard');
  });

  const isOfBoth = () => {
    for (const side of ['left', 'right']) {
      assert.ok(read('resources/ca/countable/countable.mjs').includes(`FROM_${side}`));
      assert.ok(read('resources/ca/countable/THIRD_PARTY_LICENSES.txt').includes(`Of ${side}.`));
    }
  };

  describe('in a clone where npm ci ran', () => {
    before(() => {
      const {status, stdout, stderr} = spawnSync(path.join(clone, 'script/parts/merging.sh'), {
        encoding: 'utf8',
      });
      assert.deepEqual({status, stdout, stderr}, {status: 0, stdout: '', stderr: ''});
    });
    after(() => {
      must('config', '--remove-section', 'merge.built');
    });

    it('merge without a conflict; the gate refuses that, and a build mends it', () => {
      const {status, stderr} = git('merge', '--no-edit', 'right');
      assert.equal(status, 0, stderr);
      for (const file of BUILT)
        assert.ok(stderr.includes(`${file} stays as it was on one side. Then: npm run build\n`), stderr);
      must('diff', '--quiet', 'left', '--', ...BUILT);
      const check = bundle(clone, '--check');
      assert.equal(check.status, 1);
      for (const file of BUILT)
        assert.ok(check.stderr.includes(`${file} is not what the sources give. Run: npm run build\n`));
      build();
      isOfBoth();
    });

    it('are put onto each other without a conflict', () => {
      must('rebase', '--quiet', 'right');
      assert.match(read('ts-helpers/src/main.ts'), /FROM_left/);
      assert.match(read('ts-helpers/src/text/suggestion.ts'), /FROM_right/);
    });
  });

  it('stop elsewhere, never mixed in silence', () => {
    assert.equal(git('merge', '--no-edit', 'right').status, 1);
    assert.deepEqual(must('diff', '--name-only', '--diff-filter=U').trim().split('\n'), BUILT.slice(1));
  });
});

it('git of an unpacked archive is told nothing of merging, nor is that of the folder above it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-merging-'));
  try {
    cpSync('script/parts/merging.sh', path.join(folder, 'inside/script/parts/merging.sh'));
    const configure = () => spawnSync(path.join(folder, 'inside/script/parts/merging.sh')).status;
    assert.equal(configure(), 0);
    spawnSync('git', ['init', '--quiet', folder]);
    assert.equal(configure(), 0);
    assert.doesNotMatch(readFileSync(path.join(folder, '.git/config'), 'utf8'), /merge/);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
