import assert from 'node:assert/strict';
import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {blame} from '../../ts-helpers/src/blame/blame.ts';
import {plain} from '../../ts-helpers/src/text/plain.ts';
import {createMasks} from '../../ts-helpers/src/secrets/mask.ts';
import {builtOnLoading, patternsOf, provable, proven, sources} from './support/patterns.ts';
import {keptProofs} from './support/proofs.ts';

describe('the regular expressions of the sources', () => {
  const {written, built} = patternsOf(sources());
  const onLoading = builtOnLoading(sources());
  const whileRunning = built.filter(({place}) => !onLoading.has(place));

  it('are all found', () => {
    assert.ok(written.length > 150, `${written.length}`);
    for (const known of [
      'compose/failure.ts',
      'causes/rootCause/rules/address-in-use.ts',
      'secrets/finding/places.ts',
    ])
      assert.ok(
        written.some(({place}) => place.includes(known)),
        known,
      );
    for (const known of ['text/escapes.ts', 'secrets/finding/tokens.ts'])
      assert.ok([...onLoading.keys()].join().includes(known), known);
  });

  it('take time in proportion to the text, proven of each', async function () {
    // Each pattern has a limit of its own, and a machine may have all of them before it.
    this.timeout(0);
    const unsafe = (await proven(provable(sources()))).filter(({status}) => status !== 'safe');
    // What no checker can prove says beside it why it is so, and has a test of its time below.
    const unproven = unsafe.filter(
      ({status, comment}) => status === 'unknown' && comment.includes('Linear:'),
    );
    assert.deepEqual(
      unsafe
        .filter(pattern => !unproven.includes(pattern))
        .map(({place, source, status, why}) => `${place} /${source}/ is ${status}: ${why}`),
      [],
    );
    assert.deepEqual(unproven.map(fileOf), ['text/states.ts']);
  });

  it('are proven once: what a run that was stopped had proven, the next does not prove again', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-proofs-'));
    try {
      const [own, committed] = [path.join(folder, 'build/own.txt'), path.join(folder, 'committed.txt')];
      const patterns = ['^a', '^b', '^c', '(x+)+y'].map(source => ({
        place: 'here',
        source,
        flags: '',
        comment: '',
      }));
      const proofs = () => keptProofs(own, committed);
      const shown: string[] = [];
      const progress = (done: number, of: number) => {
        shown.push(`${done} of ${of}`);
        if (done >= 2) throw new Error('stopped');
      };
      await assert.rejects(proven(patterns, {proofs: proofs(), progress}), /stopped/);
      // One may have come to its end beside the one that was stopped.
      const rest = patterns.filter(pattern => !proofs().has(pattern)).length;
      assert.ok(rest < patterns.length && rest > 0, `${rest}`);
      appendFileSync(own, 'half a li');
      await proven(patterns, {proofs: proofs(), progress: () => undefined});
      assert.deepEqual(
        patterns.map(pattern => proofs().has(pattern)),
        [true, true, true, false],
        'what is not linear is never kept',
      );
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('say why they do so where they are put together while the program runs', () => {
    assert.deepEqual(
      whileRunning.filter(({comment}) => !comment.includes('Linear:')),
      [],
    );
    // Each of these has a test of its time below.
    assert.deepEqual(whileRunning.map(fileOf), ['blame/suspicion.ts', 'blame/suspicion.ts']);
  });

  it('would not be taken for proven if one were not', async function () {
    this.timeout(600_000);
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

  describe('that no checker proves', () => {
    // Of half a million characters, what looks at each again for each takes minutes on any machine.
    const quick = (work: () => unknown) => {
      const begun = performance.now();
      work();
      assert.ok(performance.now() - begun < 30_000, `${performance.now() - begun} ms`);
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

    it('read what was struck twice in a long text in no time', () => {
      for (const text of ['a\b', '_\b', 'a\ba', '\b_', '_\b_', '\b'])
        quick(() => plain(text.repeat(500_000 / text.length)));
    });

    it('hide secrets in a long text in no time', () => {
      const masks = createMasks();
      for (const secret of ['aaaaaaaaab', '((((a+)+)+)+', '....', 'a'.repeat(1_000) + 'b'])
        masks.hide(secret);
      quick(() => masks.mask('a'.repeat(200_000)));
    });
  });
});

const fileOf = ({place}: {place: string}): string => place.replace(/^ts-helpers\/src\/|:\d+$/g, '');
