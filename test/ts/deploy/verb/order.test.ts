import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';
import {createRepository, type Repository} from '../../../fakes/repository.ts';

const [MORNING, NOON, EVENING] = [8, 12, 18].map(hour => Date.UTC(2026, 10, 23, hour)) as [
  number,
  number,
  number,
];

describe('the order of deploys, in process', () => {
  let host: Host;
  let repository: Repository;
  let [older, newer] = ['', ''];

  beforeEach(async () => {
    host = await createHost();
    repository = createRepository(host.workspace);
    older = repository.commit('First');
    newer = repository.commit('Second', {'index.html': '<h1>Sale</h1>'});
  });
  afterEach(() => host.remove());

  const checkOut = (commit: string) => repository.git('checkout', '--quiet', '--force', commit);
  const build = (buildNumber: number, startedMs: number): DeployGiven => ({
    facts: {jenkins: {jobName: 'shop/develop', buildNumber, startedMs}, scm: {GIT_BRANCH: 'origin/develop'}},
  });
  const page = () => readFile(path.join(host.folder, 'index.html'), 'utf8');
  const live = async () => {
    const record = path.join(host.root, 'deploys/.countable/shop-stage/record.json');
    return (JSON.parse(await readFile(record, 'utf8')) as {live: Record<string, unknown>}).live;
  };

  it('by hand an older commit is refused, and goes live where it is meant', async () => {
    await host.deploy();
    checkOut(older);
    await assert.rejects(host.deploy(), {code: 'SUPERSEDED', remedy: /countable deploy stage --force$/});
    assert.equal(await page(), '<h1>Sale</h1>');
    assert.equal((await host.deploy({isForced: true})).outcome, 'passed');
    assert.equal(await page(), '<h1>Shop</h1>');
    assert.ok(host.voice.lines().some(line => line.startsWith(`Goes back to ${older.slice(0, 12)}: `)));
    assert.equal((await live())['goesBack'], true);
    checkOut(newer);
    await host.deploy();
    assert.equal((await live())['goesBack'], undefined);
  });

  it('a plan says that it would be refused, and is there all the same', async () => {
    await host.deploy();
    checkOut(older);
    const {steps} = await host.plan();
    assert.ok(steps.length > 0);
    assert.ok(host.voice.lines().some(line => line.startsWith('SUPERSEDED: ')));
  });

  it('the older of two builds that meet does not win, though it was built of the older commit alone', async () => {
    await host.deploy(build(13, NOON));
    checkOut(older);
    await assert.rejects(host.deploy(build(12, MORNING)), {
      code: 'SUPERSEDED',
      message:
        /^Build #13 of .* is live already .*, and newer than this one, #12: it has its commit and more\.$/,
    });
    assert.equal((await host.deploy(build(14, EVENING))).outcome, 'passed', 'a rebuild is meant');
    checkOut(newer);
    await assert.rejects(host.deploy(build(13, NOON)), {code: 'SUPERSEDED'});
    assert.equal(await page(), '<h1>Shop</h1>', 'what was meant stays');
  });

  it('a build that got the newer commit goes live, though it was begun earlier', async () => {
    checkOut(older);
    await host.deploy(build(13, NOON));
    checkOut(newer);
    assert.equal((await host.deploy(build(12, MORNING))).outcome, 'passed');
  });

  it('a revert is a newer commit', async () => {
    await host.deploy(build(13, NOON));
    repository.git('checkout', '--quiet', 'develop');
    repository.commit('Take it back', {'index.html': '<h1>Shop</h1>'});
    assert.equal((await host.deploy(build(14, EVENING))).outcome, 'passed');
    assert.equal(await page(), '<h1>Shop</h1>');
    assert.equal((await live())['goesBack'], undefined);
  });

  it('who waits by hand does not deploy what was changed meanwhile under the name of what was not', async () => {
    const lock = path.join(host.root, 'deploys/.countable/shop-stage/lock');
    const {clock} = host.engine;
    const wait = clock.wait.bind(clock);
    const meanwhile = (change: () => void) => {
      host.locks.held.set(lock, {who: 'Jenkins shop/develop #12', since: '2026-11-23T11:59:00.000Z'});
      clock.wait = milliseconds => {
        clock.wait = wait;
        assert.deepEqual(
          [...host.waiting.all].map(({who}) => who),
          ['ada on this machine'],
        );
        host.locks.held.delete(lock);
        change();
        return wait(milliseconds);
      };
    };
    meanwhile(() => checkOut(older));
    await assert.rejects(host.deploy(), {code: 'CHECKOUT_STALE', remedy: /countable deploy stage$/});
    assert.deepEqual([...host.waiting.all], []);
    meanwhile(() => writeFileSync(path.join(host.workspace, 'new.html'), 'new'));
    await assert.rejects(host.deploy(), {code: 'CHECKOUT_STALE', message: /it holds changed files/});
    meanwhile(() => undefined);
    assert.equal((await host.deploy()).outcome, 'passed');
  });

  it('a job that is made anew deploys, from its first build on', async () => {
    checkOut(older);
    await host.deploy(build(99, MORNING));
    checkOut(newer);
    assert.equal((await host.deploy(build(1, NOON))).outcome, 'passed');
    assert.equal(SITE['index.html'], '<h1>Shop</h1>');
  });
});
