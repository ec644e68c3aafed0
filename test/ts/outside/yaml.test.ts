import assert from 'node:assert/strict';
import {readFileReferences} from '../../../ts-helpers/src/outside/composeReferences.ts';
import {readComposeSource, readYaml} from '../../../ts-helpers/src/outside/composeSource.ts';
import {composeChanges} from '../../../ts-helpers/src/history/composeChanges.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof UserError ? error.code : String(error);
  }
};
const lines = (...texts: string[]): string => `${texts.join('\n')}\n`;
const times = (count: number, line: (index: number) => string): string[] =>
  Array.from({length: count}, (_, index) => line(index));

/** Each named, then used by the next, so often. */
const laughs = (levels: number, uses: number, list: (names: string[]) => string): string =>
  lines(
    'x0: &x0 {a: b}',
    ...times(levels, index => `x${index + 1}: &x${index + 1} ${list(times(uses, () => `*x${index}`))}`),
  );

describe('YAML of strangers', () => {
  for (const uses of [101, 1_000]) {
    it(`may use an alias ${uses} times, in any file`, () => {
      const compose = lines(
        'x-common: &common {image: busybox}',
        'services:',
        ...times(uses, index => `  s${index}: *common`),
      );
      assert.equal(Object.keys((readYaml(compose) as {services: object}).services).length, uses);
      assert.equal(
        codeOf(() => readComposeSource('dc.yml', compose)),
        'none',
      );
      const changed = composeChanges(
        'dc.yml',
        readYaml(compose),
        readYaml(compose.replace('busybox', 'nginx')),
      );
      // The alias itself as well.
      assert.equal(changed.length, uses + 1);
      const settings = lines('branches:', '  a0: &e prod', ...times(uses, index => `  b${index}: *e`));
      assert.equal(
        Object.keys(resolveSettings({project: {path: 'countable.yml', text: settings}}).branches).length,
        uses + 1,
      );
    });
  }

  it('may merge an alias 300 times, and override what it brings', () => {
    const text = lines(
      'x-a: &a {image: busybox, init: true}',
      'services:',
      ...times(300, index => `  s${index}: {<<: *a, image: nginx}`),
    );
    assert.deepEqual((readYaml(text) as {services: Record<string, object>}).services['s299'], {
      image: 'nginx',
      init: true,
    });
  });

  const hostile: [string, string, string][] = [
    // What it is, the text, and the code of it as settings. As an old version of a compose file it is none.
    [
      'aliases of aliases that come to more than a memory holds',
      laughs(30, 10, names => `[${names.join(', ')}]`),
      'BAD_SETTING',
    ],
    ['merges of merges that double', laughs(40, 2, names => `{<<: [${names.join(', ')}]}`), 'BAD_SETTING'],
    ['an alias of nothing', 'name: *nothing\n', 'BAD_SETTING'],
    ['an alias of what is around it', 'branches: &a {x: *a}\n', 'BAD_SETTING'],
    ['lists in lists', `name: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`, 'BAD_SETTING'],
    ['lists in lists that are not closed', '['.repeat(100_000), 'BAD_SETTING'],
    ['maps in maps', `name: ${'{a: '.repeat(2_000)}1${'}'.repeat(2_000)}\n`, 'BAD_SETTING'],
    ['lists in blocks', `${'- '.repeat(2_000)}a\n`, 'BAD_SETTING'],
    ['keys of keys', `${'? '.repeat(600)}a\n`, 'BAD_SETTING'],
    ['keys that are maps', `${'? {a: '.repeat(50)}1${'}'.repeat(50)}\n`, 'BAD_SETTING'],
    [
      'deep blocks, with text in several lines at their end',
      lines(...times(90, index => `${' '.repeat(index)}a:`), `${' '.repeat(90)}"b`, `${' '.repeat(90)}c"`),
      'UNKNOWN_SETTING',
    ],
    ['deeper blocks', lines(...times(700, index => `${' '.repeat(index)}a:`)), 'BAD_SETTING'],
    ['one key of 100,000 letters', `${'k'.repeat(100_000)}: 1\n`, 'BAD_SETTING'],
    ['40,000 keys', lines(...times(40_000, index => `k${index}: 1`)), 'UNKNOWN_SETTING'],
    ['two documents', 'name: shop\n---\nname: shop\n', 'BAD_SETTING'],
    ['a key twice', 'name: a\nname: b\n', 'BAD_SETTING'],
    ['a tab for an indent', 'test:\n\tcommand: x\n', 'BAD_SETTING'],
    ['a NUL', 'name: "a\\0b"\n', 'BAD_SETTING'],
    ['a list', '- a\n- b\n', 'BAD_SETTING'],
    ['a number', '5\n', 'BAD_SETTING'],
    ['a tag of nobody', 'name: !nobody {a: 1}\n', 'BAD_SETTING'],
    ['binary', 'name: !!binary "////"\n', 'BAD_SETTING'],
    ['no text at all', '\uFFFD\uFFFE\u0001\u0002', 'BAD_SETTING'],
  ];
  for (const [what, text, code] of hostile) {
    it(`is told by its code when it is ${what}, and soon`, () => {
      const begun = process.cpuUsage();
      readYaml(text);
      assert.doesNotThrow(() => readFileReferences(text));
      const asSource = codeOf(() => readComposeSource('dc.yml', text));
      assert.ok(['none', 'COMPOSE_INVALID'].includes(asSource), asSource);
      assert.equal(
        codeOf(() => resolveSettings({project: {path: 'countable.yml', text}})),
        code,
      );
      const {user} = process.cpuUsage(begun);
      // Where work grew with the square of the size it would be minutes, on any machine.
      assert.ok(user < 30_000_000, `${user / 1000} ms`);
    });
  }

  for (const [what, text] of [
    ['nothing', ''],
    ['a comment', '# nothing\n'],
    ['a document of nothing', '---\n...\n'],
    ['a mark of the order of bytes', '\uFEFFname: shop\n'],
  ] as const) {
    it(`may be ${what}`, () => {
      assert.equal(
        codeOf(() => resolveSettings({project: {path: 'countable.yml', text}})),
        'none',
      );
      assert.equal(
        codeOf(() => readComposeSource('dc.yml', text)),
        'none',
      );
    });
  }
});
