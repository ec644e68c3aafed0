import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';

describe('a deploy that comes up, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const state = (...names: string[]) => path.join(host.root, 'deploys/.countable/shop-stage', ...names);

  it('keeps the releases of so many versions as the setting says, and their images', async () => {
    host = await createHost({...SITE, 'countable.yml': 'releases: 2\n'});
    const commit = committing(host);
    const versions: string[] = [];
    for (const text of ['1', '2', '3']) {
      versions.push(await commit({'index.html': text}));
      await host.deploy();
    }
    const names = (await readdir(state('releases'))).filter(name => name.endsWith('.json'));
    assert.equal(names.length, 2);
    const [gone, ...kept] = versions;
    assert.ok(!host.engine.images.has(`shop-stage-web:${gone}`));
    for (const version of kept) assert.ok(host.engine.images.has(`shop-stage-web:${version}`));
    const contents = await readdir(state('releases/contents'));
    const texts = await Promise.all(contents.map(name => readFile(state('releases/contents', name), 'utf8')));
    assert.deepEqual(texts.filter(text => /^\d$/.test(text)).sort(), ['2', '3']);
  });

  it('takes away what a killed one has kept that was never live, which nobody returns to either', async () => {
    host = await createHost();
    const {engine, needs} = host;
    const commit = committing(host);
    const deployed = async (text: string) => {
      engine.clock.advance(60_000);
      const version = await commit({'index.html': text});
      await host.deploy();
      return version;
    };
    const [one, two] = [await deployed('1'), await deployed('2')];
    engine.clock.advance(60_000);
    const killed = await commit({'index.html': 'killed'});
    const {tagImage} = needs.docker;
    const dying = new Promise<void>(resolve => {
      needs.docker.tagImage = (id, tag) => {
        if (!tag.startsWith('shop-stage-db')) return tagImage(id, tag);
        resolve();
        return tagImage(id, tag).then(() => new Promise(() => undefined));
      };
    });
    void host.deploy();
    await dying;
    Object.assign(needs.docker, {tagImage});
    for (const {held} of [host.locks, host.hostLocks]) held.clear();
    await writeFile(state('releases/.countable-0123abcd.new'), '{');
    assert.equal((await host.planRollback()).release.version, one);
    const three = await deployed('3');
    const tags = [...engine.images.keys()].filter(name => name.startsWith('shop-stage-db:'));
    assert.deepEqual(
      tags.sort(),
      [one, two, three].map(version => `shop-stage-db:${version}`).sort(),
      killed,
    );
    const names = (await readdir(state('releases'))).filter(name => !/^\d.*\.json$/.test(name));
    assert.deepEqual(names, ['contents']);
  });
});
