import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {settle} from '../../fakes/engine/running.ts';
import path from 'node:path';
import type {BrokenSite} from './brokenSites.ts';

/** A first deploy that fails serves nobody; any other has something that does. */
export const assertServes = async ({host, composeProject}: BrokenSite): Promise<void> => {
  const {live} = await host.deployFolderOf(composeProject).record();
  if (live === undefined) return;
  const serving = host.engine.containers.filter(
    ({name, state}) => name.includes('-web-') && state === 'running',
  );
  assert.ok(serving.length > 0, 'nothing serves');
};

/** One release is live, with what it is made of, and nothing is left of any other or of a deploy under way. */
export const assertWhole = async (site: BrokenSite, where: string): Promise<void> => {
  const {host, composeProject, services} = site;
  const {engine, locks, hostLocks, workspace} = host;
  engine.clock.advance(1_000);
  settle(engine);
  const prefix = `${composeProject}-`;
  assert.deepEqual(
    engine.containers
      .map(({name, state}) => `${name.slice(prefix.length).replace(/-(?:\d+|[0-9a-f]{8})$/, '')} ${state}`)
      .sort(),
    services,
    where,
  );
  for (const {image, imageId, hosts} of engine.containers) {
    assert.equal(imageId, engine.images.get(image)?.id ?? image, `${where}: ${image}`);
    assert.doesNotMatch(hosts, /countable: while a service is rolled/, where);
  }
  const held = engine.containers.filter(({hosts}) => hosts.includes('countable: while maintenance is on'));
  assert.equal(held.length, services.includes('maintenance running') ? 1 : 0, where);
  const folder = path.join(host.root, 'deploys', composeProject);
  for (const file of (await readdir(workspace)).filter(name => !name.startsWith('.git')))
    if ((await readdir(folder)).includes(file) && file !== 'nginx')
      assert.equal(
        await readFile(path.join(folder, file), 'utf8'),
        await readFile(path.join(workspace, file), 'utf8'),
        where,
      );
  const state = host.deployFolderOf(composeProject);
  const kept = await state.releases.list();
  const {live} = await state.record();
  assert.ok(
    kept.some(({release: {at}}) => at === live?.at),
    `${where}: what is live is kept`,
  );
  const tags = new Set(kept.flatMap(({images}) => Object.values(images).map(({tag}) => tag)));
  const tagged = [...engine.images.keys()].filter(name => name.startsWith(prefix) && name.includes(':'));
  assert.deepEqual(tagged.sort(), [...tags].sort(), where);
  const used = new Set(kept.flatMap(({images}) => Object.values(images).map(({id}) => id)));
  const nameless = [...engine.images.keys()].filter(name => name.startsWith('sha256:'));
  assert.deepEqual(
    nameless.filter(id => !used.has(id)),
    [],
    where,
  );
  const left = (await readdir(path.join(host.root, 'deploys'), {recursive: true})).filter(file =>
    /(?:\.new|journal\.json)$/.test(file),
  );
  assert.deepEqual(left, [], where);
  assert.deepEqual([locks.held.size, hostLocks.held.size], [0, 0], where);
};
