import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Author, commit, exited, failedTests, type History} from './support/histories/history.ts';
import {likelyOf, type Repository, repositoryOf} from './support/histories/repository.ts';

const CART = `const sum = items => {
  const all = items.map(item => item.price);
  return all.reduce((one, other) => one + other, 0);
};

const label = item => {
  return item.name.trim();
};

module.exports = {sum, label};
`;
const BASE = {
  'docker-compose.yml': 'services:\n  web:\n    build: .\n',
  'cart.js': CART,
  'server.js': "const {sum} = require('./cart');\n\nsum([]);\n",
  'cart.test.js':
    "const {sum} = require('./cart');\n\ntest('sums', () => {\n  expect(sum([])).toBe(0);\n});\n",
};
const BREAKS = CART.replace('item.price)', 'item.cost.price)');
const failingAt = (line: number, file = 'cart.js') =>
  exited('web', `TypeError: x is null\n    at Array.map (<anonymous>)\n    at sum (/srv/${file}:${line}:20)`);

describe('whose change it was, whatever was done with git', () => {
  let repository: Repository;
  afterEach(() => repository.remove());

  const begin = (failure: History['failure'], commits: History['commits'] = []) => {
    repository = repositoryOf({name: 'git', base: BASE, commits, failure, culprit: 'ada'});
  };
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: repository.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const as = (who: Author | 'dependabot[bot]') => {
    git('config', 'user.name', who);
    git('config', 'user.email', `${who}@example.org`);
  };
  const put = (
    who: Author | 'dependabot[bot]',
    files: Readonly<Record<string, string>>,
    message = 'Change it',
  ) => {
    as(who);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(repository.folder, name), text);
    git('add', '--all');
    git('commit', '--quiet', '-m', message);
  };
  const likely = async () => likelyOf(await repository.blame());

  it('is the author’s of a branch that another merged', async () => {
    begin(failingAt(2));
    git('checkout', '--quiet', '-b', 'topic');
    put('ada', {'cart.js': BREAKS});
    git('checkout', '--quiet', 'develop');
    put('nour', {'server.js': "const {sum} = require('./cart');\n\nsum([1]);\n"});
    as('grace');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge topic', 'topic');
    assert.equal(await likely(), 'ada');
  });

  it('is the merger’s who solved a conflict wrongly', async () => {
    begin(failingAt(2));
    git('checkout', '--quiet', '-b', 'topic');
    put('ada', {'cart.js': CART.replace('item.price)', 'item.gross)')});
    git('checkout', '--quiet', 'develop');
    put('nour', {'cart.js': CART.replace('item.price)', 'item.net)')});
    as('grace');
    assert.throws(() => git('merge', '--quiet', 'topic'));
    put('grace', {'cart.js': BREAKS}, 'Merge topic');
    assert.equal(await likely(), 'grace');
  });

  it('is the bot’s and of who merged it', async () => {
    begin(failingAt(2));
    git('checkout', '--quiet', '-b', 'bump');
    put('dependabot[bot]', {'cart.js': BREAKS});
    git('checkout', '--quiet', 'develop');
    put('nour', {'server.js': "const {sum} = require('./cart');\n\nsum([1]);\n"});
    as('grace');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge bump', 'bump');
    assert.equal(await likely(), 'dependabot[bot] and grace');
    assert.deepEqual((await repository.blame()).people.find(({name}) => name === 'grace')?.mergedOf, [
      'dependabot[bot]',
    ]);
  });

  it('is of both who made what was squashed', async () => {
    begin(failingAt(2));
    put('nour', {'server.js': "const {sum} = require('./cart');\n\nsum([1]);\n"});
    put('ada', {'cart.js': BREAKS}, 'Squash\n\nCo-authored-by: grace <grace@example.org>');
    assert.equal(await likely(), 'ada and grace');
  });

  it('is the author’s, whoever rebased or amended it', async () => {
    begin(failingAt(2));
    put('ada', {'cart.js': BREAKS});
    as('grace');
    git('commit', '--quiet', '--amend', '-m', 'Change it better');
    put('nour', {'server.js': "const {sum} = require('./cart');\n\nsum([1]);\n"});
    assert.equal(await likely(), 'ada');
  });

  it('is the author’s after another moved the file', async () => {
    begin(failingAt(2, 'basket.js'));
    put('ada', {'cart.js': BREAKS});
    as('grace');
    git('mv', 'cart.js', 'basket.js');
    put('grace', {'server.js': "const {sum} = require('./basket');\n\nsum([]);\n"});
    assert.equal(await likely(), 'ada');
  });

  it('is the author’s of what a test finds, after another moved the file', async () => {
    begin(
      failedTests({
        name: 'sums',
        message: 'Expected: 0',
        details: 'Error: no\n    at Object.toBe (/srv/cart.test.js:4:19)',
      }),
    );
    put('ada', {'cart.js': CART.replace(', 0)', ', 1)')});
    as('grace');
    git('mv', 'cart.js', 'basket.js');
    put('grace', {
      'server.js': "const {sum} = require('./basket');\n\nsum([]);\n",
      'cart.test.js': BASE['cart.test.js'].replace('./cart', './basket'),
    });
    assert.equal(await likely(), 'ada');
  });

  it('is the author’s after another formatted it, line by line', async () => {
    begin(failingAt(3));
    put('ada', {'cart.js': BREAKS});
    put('grace', {
      'cart.js': BREAKS.replace(
        'items.map(item => item.cost.price)',
        'items\n    .map(item => item.cost.price,)',
      ),
    });
    assert.equal(await likely(), 'ada');
  });

  it('is the author’s of an indentation that Python does not take', async () => {
    begin(exited('web', '  File "/app/shop.py", line 3\n    return 2\nIndentationError: unexpected indent'));
    put('linus', {'shop.py': 'def one():\n    a = 1\n    return 2\n'});
    put('grace', {'shop.py': 'def one():\n    a = 10\n    return 2\n'});
    put('ada', {'shop.py': 'def one():\n    a = 10\n        return 2\n'});
    assert.equal(await likely(), 'ada');
  });

  it('is the one’s who brought it back by a revert', async () => {
    begin(failingAt(2), [commit('linus', {'cart.js': BREAKS})]);
    put('ada', {'cart.js': CART});
    put('nour', {'server.js': "const {sum} = require('./cart');\n\nsum([1]);\n"});
    as('grace');
    git('revert', '--no-edit', 'HEAD~1');
    assert.equal(await likely(), 'grace');
  });

  it('is nobody’s where the green commit is no more', async () => {
    begin(failingAt(2));
    put('ada', {'cart.js': BREAKS});
    const {findSuspects} = await import('../../ts-helpers/src/stage/suspects.ts');
    const {readYaml} = await import('../../ts-helpers/src/outside/composeSource.ts');
    const suspects = await findSuspects(
      {error: repository.error, since: 'c0ffee'.padEnd(40, '0')},
      {git: repository.git, loadYaml: () => Promise.resolve(readYaml)},
    );
    assert.deepEqual(suspects, []);
  });

  it('is nobody’s who brought others’ code up to date', async () => {
    begin(exited('web', "TypeError: Cannot use 'label' of an unknown cart"));
    put('ada', {'cart.js': CART.replaceAll('label', 'title')});
    put('grace', {'bundle.min.js': 'function label() {}\n', 'yarn.lock': 'label@1:\n'});
    assert.equal(await likely(), 'ada');
  });
});
