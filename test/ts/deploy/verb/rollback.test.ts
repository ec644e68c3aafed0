import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {historyOf} from '../../../../ts-helpers/src/deploy/plan/history.ts';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

describe('a rollback, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  afterEach(() => host.remove());

  /** Deploys these in turn; resolves to their versions. */
  const deployed = async (...texts: string[]): Promise<string[]> => {
    host = await createHost();
    commit = committing(host);
    const versions: string[] = [];
    for (const text of texts) {
      versions.push(await commit({'index.html': text}));
      await host.deploy();
    }
    return versions;
  };
  const page = () => readFile(path.join(host.folder, 'index.html'), 'utf8');
  const versionOf = (service: string) =>
    host.engine.containers.find(({name}) => name === `shop-stage-${service}-1`)?.labels[
      'ca.countable.version'
    ];
  const refused = (to: string) =>
    host.rollback(to).then(
      () => assert.fail('it was not refused'),
      (error: unknown) => {
        assert.equal((error as UserError).code, 'NO_RELEASE');
        return error as UserError;
      },
    );
  const history = async () => {
    const folder = host.deployFolder();
    return historyOf(await folder.releases.list(), (await folder.record()).live).map(({version}) => version);
  };

  it('brings the release back that was live before, without building', async () => {
    const [one, two] = await deployed('1', '2');
    host.engine.failing.set('compose build', new Error('it builds'));
    assert.equal((await host.rollback()).outcome, 'passed');
    assert.deepEqual([await page(), versionOf('web')], ['1', one]);
    assert.deepEqual(await history(), [one, two, one]);
    // And forth again.
    await host.rollback();
    assert.deepEqual([await page(), versionOf('web')], ['2', two]);
  });

  it('brings a certain one back', async () => {
    const [one = ''] = await deployed('1', '2', '3');
    await host.rollback(one.slice(0, 7));
    assert.deepEqual([await page(), versionOf('web')], ['1', one]);
    await assert.rejects(host.rollback('feed'), {code: 'NO_RELEASE', exitCode: 4});
  });

  it('understands names of git, and says where that is what is live', async () => {
    const [one = '', two = ''] = await deployed('1', '2');
    const {message, remedy} = await refused('HEAD');
    assert.equal(message, `HEAD is ${two}, which is live in staging already.`);
    assert.equal(
      remedy,
      `Name one of these: ${one}. To bring up again what is live: countable rollback stage --to ${two}`,
    );
    execFileSync('git', ['tag', 'before', 'HEAD~1'], {cwd: host.workspace});
    await host.rollback('before');
    assert.deepEqual([await page(), versionOf('web')], ['1', one]);
    await host.rollback('HEAD');
    assert.deepEqual([await page(), versionOf('web')], ['2', two]);
    const three = await commit({'index.html': '3'});
    assert.equal(
      (await refused('HEAD')).message,
      `HEAD is ${three}, and no release of staging of that commit is kept.`,
    );
  });

  it('offers all that are kept but the live one', async () => {
    const [one = '', two = ''] = await deployed('1', '2', '3');
    assert.match((await refused('feed')).remedy, new RegExp(`^Name one of these: ${two}, ${one}\\. `));
  });

  it('leaves alone what is the same in both', async () => {
    await deployed('1', '2');
    const db = () => host.engine.containers.find(({name}) => name === 'shop-stage-db-1')?.id;
    const before = db();
    await host.rollback();
    assert.equal(db(), before);
  });

  it('shows beforehand what it would do, and does nothing', async () => {
    const [one] = await deployed('1', '2');
    const {release, steps} = await host.planRollback();
    assert.equal(release.version, one);
    assert.deepEqual(
      steps.map(({id}) => id),
      ['fill', 'start', 'watch'],
    );
    assert.equal(await page(), '2');
  });

  it('ends in what is live where the other does not come up', async () => {
    const [, two] = await deployed('1', '2');
    const live = host.engine.containers.find(({name}) => name === 'shop-stage-web-1')?.imageId;
    host.engine.programOf = (service, {id}) =>
      service === 'web' && id !== live ? {exits: 1, afterMs: 500} : undefined;
    const {code, leaves} = await failureOf(host.rollback());
    assert.equal(code, 'SERVICE_EXITED');
    assert.ok(
      leaves.undone?.startsWith(`${two} is back in staging, and answers; web was away for 2.1 s. What `),
      leaves.undone,
    );
    assert.deepEqual(leaves.planned, [
      'web: recreated (image shop-stage-web changed); away for 0 s the last time',
      'Unchanged: db',
    ]);
    assert.deepEqual([await page(), versionOf('web')], ['2', two]);
  });

  it('is refused where nothing else is kept, or images are gone', async () => {
    await deployed('1');
    await assert.rejects(host.rollback(), {code: 'NO_RELEASE'});
    const one = (await history())[0] ?? '';
    await commit({'index.html': '2'});
    await host.deploy();
    const image = host.engine.images.get(`shop-stage-web:${one}`);
    for (const [name, {id}] of host.engine.images) if (id === image?.id) host.engine.images.delete(name);
    await assert.rejects(host.rollback(), {
      code: 'NO_RELEASE',
      message: `Images of ${one} are not on this host any more: shop-stage-web:${one}.`,
    });
    assert.equal(await page(), '2');
  });

  it('brings what is live up again, where somebody has harmed it', async () => {
    const [, two = ''] = await deployed('1', '2');
    const {containers} = host.engine;
    containers.splice(0, containers.length);
    await rm(path.join(host.folder, 'index.html'));
    await host.rollback(two);
    assert.deepEqual([await page(), versionOf('web'), versionOf('db')], ['2', two, two]);
  });

  it('lets a deploy go on as ever afterwards', async () => {
    await deployed('1', '2');
    await host.rollback();
    const three = await commit({'index.html': '3'});
    await host.deploy();
    assert.deepEqual([await page(), versionOf('web')], ['3', three]);
  });

  it('does not believe what somebody wrote among what is kept', async () => {
    await deployed('1', '2');
    const {writeFile, readdir} = await import('node:fs/promises');
    const folder = path.join(host.root, 'deploys/.countable/shop-stage/releases');
    for (const name of (await readdir(folder)).filter(name => name.endsWith('.json'))) {
      const text = await readFile(path.join(folder, name), 'utf8');
      await writeFile(path.join(folder, name), text.replace('"index.html"', '"../../index.html"'));
    }
    await assert.rejects(host.rollback(), {code: 'NO_RELEASE'});
    await rm(folder, {recursive: true});
    await assert.rejects(stat(folder));
    await assert.rejects(host.rollback(), {code: 'NO_RELEASE'});
  });
});
