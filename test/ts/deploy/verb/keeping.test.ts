import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
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
});
