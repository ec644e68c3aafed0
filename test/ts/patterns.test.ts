import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {blame} from '../../ts-helpers/src/domain/blame.ts';
import {createMasks} from '../../ts-helpers/src/report/mask.ts';
import {patternsOf, proven, sources} from './support/patterns.ts';

describe('the regular expressions of the sources', () => {
  const {written, built} = patternsOf(sources());

  it('are all found', () => {
    assert.ok(written.length > 150, `${written.length}`);
    for (const known of ['domain/composeFailure.ts', 'domain/rootCause/rules.ts', 'report/console.ts'])
      assert.ok(
        written.some(({place}) => place.includes(known)),
        known,
      );
  });

  it('take time in proportion to the text, proven of each', async function () {
    this.timeout(600_000);
    const unsafe = (await proven(written)).filter(({status}) => status !== 'safe');
    assert.deepEqual(
      unsafe.map(({place, source, status, why}) => `${place} /${source}/ is ${status}: ${why}`),
      [],
    );
  });

  it('say why they do so where they are put together while the program runs', () => {
    assert.deepEqual(
      built.filter(({comment}) => !comment.includes('Linear:')),
      [],
    );
    // Each of these has a test of its time below.
    assert.deepEqual(
      built.map(({place}) => place.replace(/^ts-helpers\/src\/|:\d+$/g, '')),
      ['domain/blame.ts', 'domain/blame.ts', 'report/mask.ts'],
    );
  });

  it('would not be taken for proven if one were not', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-patterns-'));
    try {
      const file = path.join(folder, 'bad.ts');
      const bad = [
        String.raw`/\s+$/`,
        String.raw`/(a+)+b/`,
        'new RegExp("a*a*b")',
        String.raw`new RegExp(String.raw${'`.*x.*$`'}, "m")`,
        String.raw`/(?<!a)b+(?!c)/`,
      ];
      writeFileSync(
        file,
        [
          ...bad.map((text, index) => `export const p${index} = ${text};`),
          'export const q = (x: string) => new RegExp(x);',
        ].join('\n'),
      );
      const found = patternsOf([file]);
      const verdicts = await proven(found.written);
      assert.deepEqual(
        verdicts.map(({status}) => status),
        ['vulnerable', 'vulnerable', 'vulnerable', 'vulnerable', 'unknown'],
      );
      assert.deepEqual(found.built, [{place: `${file}:6`, comment: ''}]);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  describe('that are put together', () => {
    const quick = (work: () => unknown) => {
      const begun = performance.now();
      work();
      assert.ok(performance.now() - begun < 2_000, `${performance.now() - begun} ms`);
    };
    const author = {name: 'Ada', email: 'ada@example.org'};

    it('look for files in a long text in no time', () => {
      for (const file of ['aaaa.ts', 'a/a/a/a.ts', '....', '((((+.ts']) {
        const text = file.repeat(500_000 / file.length);
        const commit = {
          id: '1',
          author,
          subject: 's',
          isMerge: false,
          files: Array.from({length: 20}, () => file),
        };
        const changes = {since: null, commits: [commit], more: false, settings: [], isNew: true};
        quick(() => blame({changes, suspicion: {texts: [text], failedTests: [{name: text, message: text}]}}));
      }
    });

    it('hide secrets in a long text in no time', () => {
      const masks = createMasks();
      for (const secret of ['aaaaaaaaab', '((((a+)+)+)+', '....', 'a'.repeat(1_000) + 'b'])
        masks.hide(secret);
      quick(() => masks.mask('a'.repeat(200_000)));
    });
  });
});
