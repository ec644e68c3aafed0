import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {readPage, type Step} from './support/howTos/page.ts';
import {SENTRY_SPEC} from './support/howTos/accounts.ts';
import {freshWorld, type World} from './support/howTos/world.ts';
import {hasSpec} from './support/specs.ts';

const hasSops = (): boolean => spawnSync('sops', ['--help'], {stdio: 'ignore'}).error === undefined;

const folder = path.resolve('docs/how-to');
const read = (name: string) => readPage(readFileSync(path.join(folder, `${name}.md`), 'utf8'));

/** The project that other pages take for granted is what this one makes, commits and pushes. */
const shop = (): Step[] =>
  read('add-a-project').steps.filter(step => step.does === 'write' || step.command.startsWith('git '));

describe('what a how-to says to do', () => {
  const stepsOf = (markdown: string) =>
    readPage(`<!-- begins with: an empty home -->\n${markdown}`).steps.map(step =>
      step.does === 'run' ? step.command.trim() : `${step.file}: ${step.text}`,
    );
  const unmarked = (markdown: string) => readPage(markdown).unmarked;

  it('is files, blocks of commands, and commands in sentences and tables, in their order', () => {
    const page =
      'Then `countable\ntest`.\n\n  ```yaml\n  # a/b.yml, added\n  c:\n    d\n  ```\n\n| `git log` |\n\n```sh\nx\n```\n';
    assert.deepEqual(stepsOf(page), [
      'countable test',
      'a/b.yml: # a/b.yml, added\nc:\n  d\n',
      'git log',
      'x',
    ]);
  });

  it('is not what is excused, and is what a mark says', () => {
    const page =
      '`docker ps` <!-- not run: why -->\n\n<!-- not run: why -->\n\n```sh\nx\n```\n\n<!-- run: y -->\n';
    assert.deepEqual(stepsOf(page), ['y']);
  });

  it('has to be told of every block, and from what to begin', () => {
    for (const [page, problem] of [
      ['<!-- begins with: the shop -->\n```\nx\n```\n', /^2: a block that is neither/],
      ['<!-- begins with: the shop -->\n```\n# a.yml\n```\n', /^2: a.yml may be there/],
      ['`countable test`\n', /does not tell what it begins with/],
      ['<!-- begins with: luck -->\n', /nothing is called luck/],
      ['<!-- nut run: x -->\n', /nobody knows the mark/],
    ] as const)
      assert.match(unmarked(page).join('\n'), problem);
  });
});

describe('what a page takes for granted', () => {
  const NAMED = {'an empty home': 'run-on-a-laptop.md', 'the shop': 'add-a-project.md', 'a clone': undefined};

  it('is named at its top: the page that makes the shop, or the one that says how to have the command', () => {
    for (const file of readdirSync(folder)) {
      const markdown = readFileSync(path.join(folder, file), 'utf8');
      const {beginning} = readPage(markdown);
      const named = beginning && NAMED[beginning];
      if (named !== undefined) assert.ok(markdown.split('\n').slice(0, 8).join('\n').includes(named), file);
    }
  });
});

/** Of the shop as it is deployed, by the same reader: each finds it as the one before left it. */
const ONE_AFTER_ANOTHER = [
  [
    'read-a-failure',
    'roll',
    'free-the-disk',
    'deploy-and-health',
    'configure-slack',
    'test',
    'secrets',
    'remove-a-deploy',
  ],
];

const missing = (name: string): string | undefined => {
  if (name === 'configure-sentry' && !hasSpec(SENTRY_SPEC))
    return 'sentry.json is missing; COUNTABLE_SPECS names the folder it is in';
  if (name === 'keep-secrets-in-the-repository' && !hasSops())
    return 'sops is missing; script/test installs it';
  return undefined;
};

describe('the how-tos, followed literally on a fresh home', () => {
  let world: World;

  beforeEach(() => {
    world = freshWorld(shop());
  });
  afterEach(() => world.remove());

  const alone = readdirSync(folder)
    .map(file => path.parse(file).name)
    .filter(name => !ONE_AFTER_ANOTHER.flat().includes(name))
    .map(name => [name]);
  for (const names of [...ONE_AFTER_ANOTHER, ...alone]) {
    const pages = names.map(read);
    if (pages.some(({unmarked, steps}) => unmarked.length > 0 || steps.length > 0))
      it(`${names.join(', ')}: all of it can be done, and works`, async function () {
        const why = names.map(missing).find(Boolean);
        if (why !== undefined) {
          console.log(`    skipped: ${why}`);
          this.skip();
        }
        assert.deepEqual(
          pages.flatMap(({unmarked}) => unmarked),
          [],
          'how to mark what cannot be run stands in support/howTos/page.ts',
        );
        assert.equal(new Set(pages.map(({beginning}) => beginning)).size, 1);
        const {exitCode, stdout} = await world.follow(pages);
        assert.equal(exitCode, 0, stdout);
      }).timeout(600_000 * names.length);
  }
});
