import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {completion as completions} from '../../../ts-helpers/src/cli/completion.ts';

const verbs = await loadVerbs();
const completion = completions(verbs);

/** What bash itself offers after these words; the last is the one under way. */
const offers = (...words: string[]): string[] => offersIn(process.cwd(), ...words);

const offersIn = (folder: string, ...words: string[]): string[] => {
  const script = `${completion.bash()}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _countable
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['-c', script, 'bash', 'countable', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return printed.split('\n').filter(Boolean);
};

describe('completion in bash', () => {
  it('offers the verbs', () => {
    const firstWords = [...new Set(verbs.map(({name}) => name.split(' ')[0] ?? ''))];
    assert.deepEqual(offers(''), firstWords);
    const withP = firstWords.filter(name => name.startsWith('p'));
    assert.ok(withP.length > 1);
    assert.deepEqual(offers('p'), withP);
  });

  it('offers the flags of the verb, and not those of others', () => {
    assert.deepEqual(offers('test', '--b'), ['--branch']);
    assert.deepEqual(offers('notify', '--b'), []);
  });

  it('offers what an argument can be', () => {
    assert.deepEqual(offers('completion', 'z'), ['zsh']);
    assert.deepEqual(offers('help', 'depl'), ['deploy']);
  });

  it('offers the environments that the project has files for', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-completion-'));
    try {
      assert.deepEqual(offersIn(folder, 'deploy', 's'), []);
      for (const name of ['stage', 'prod', 'test', "x'; touch y; '"])
        writeFileSync(path.join(folder, `dc.${name}.yml`), '');
      assert.deepEqual(
        offersIn(folder, 'deploy', '').filter(word => !word.startsWith('--')),
        ['prod', 'stage'],
      );
      assert.deepEqual(offersIn(folder, 'sentry', 'p'), ['prod']);
      assert.deepEqual(offersIn(folder, 'test', 'p'), []);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('offers the environments that the settings name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-completion-'));
    try {
      for (const text of [
        'compose:\n  file: a.yml\n  environments:\n    # ours\n    stage: b.yml\n    test: t.yml\n    prod: "c.yml"\nname: shop\n',
        'compose: {file: a.yml, environments: {stage: b.yml, test: t.yml, prod: c.yml}}\nname: shop\n',
        'compose:\n  environments: {stage: b.yml, "prod": c.yml}\nhealth:\n  path: /\n',
      ]) {
        writeFileSync(path.join(folder, 'countable.yml'), text);
        const words = offersIn(folder, 'deploy', '').filter(word => !word.startsWith('--'));
        assert.deepEqual(words, ['stage', 'prod'], text);
      }
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('offers of a verb that begins others theirs as well, and then what each takes', () => {
    assert.deepEqual(offers('backup', 'p'), ['policy']);
    assert.deepEqual(offers('backup', '--e'), ['--environment']);
    assert.deepEqual(offers('backup', 'policy', '--e'), []);
    assert.deepEqual(offers('backup', 'policy', 'n'), ['node']);
    assert.deepEqual(offers('backup', '--plan', '--e'), ['--environment']);
    assert.deepEqual(offers('backups', '--a'), ['--all']);
  });

  it('offers the verbs of a group, and then what they take', () => {
    assert.deepEqual(offers('jenkins', ''), ['jobs', 'credentials']);
    assert.deepEqual(offers('jenkins', 'credentials', '--fr'), ['--from']);
    assert.deepEqual(offers('jenkins', 'jobs', '--fr'), []);
  });

  it('offers what a flag can be', () => {
    assert.deepEqual(offers('jenkins', 'jobs', '--kind', 'c'), ['classic']);
  });

  it('offers the flags of the part of a verb', () => {
    assert.deepEqual(offers('jenkins', 'jobs', '--ki'), ['--kind']);
    assert.deepEqual(offers('jenkins', 'credentials', '--ki'), []);
    assert.deepEqual(offers('jenkins', 'credentials', '--se'), ['--set']);
    assert.deepEqual(offers('jenkins', 'c'), ['credentials']);
  });

  it('offers files and folders where a flag takes one', () => {
    assert.deepEqual(offers('test', '--facts', 'package.j'), ['package.json']);
    assert.deepEqual(offers('test', '--workspace', 'ts-h'), ['ts-helpers']);
  });

  it('offers nothing where only people know the value', () => {
    assert.deepEqual(offers('test', '--time-limit', ''), []);
  });
});

describe('completion in zsh', () => {
  it('gives each argument a place of its own, and says which need not be', () => {
    const script = completion.zsh();
    assert.match(script, /'deploy'\) _arguments '1:environment:_countable_environments'/);
    assert.match(script, /'jenkins jobs'\) _arguments '1::project: '/);
    assert.match(script, /'--kind\[[^\]]*\]:KIND:\(multibranch classic organization\)'/);
  });
});

for (const shell of ['zsh', 'fish'] as const) {
  describe(`completion in ${shell}`, () => {
    it('knows every verb and its flags', () => {
      const script = completion[shell]();
      for (const word of verbs.flatMap(({name}) => name.split(' ')))
        assert.match(script, new RegExp(`\\b${word}\\b`));
      assert.match(script, shell === 'zsh' ? /'--branch\[as if/ : /-l branch -x -d 'as if/);
    });
  });
}
