import assert from 'node:assert/strict';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';

const TESTS = {
  'ca.countable.project': 'shop',
  'ca.countable.run': 'test',
  'com.docker.compose.project': 'shop-test-1-abc',
};

describe('images after a deploy, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const names = () => [...host.engine.images.keys()].sort();
  const put = (name: string, labels: Record<string, string>) =>
    host.engine.images.set(name, {id: `sha256:${name}`, labels});

  it('are those of the releases that are kept, however often it was built', async () => {
    host = await createHost({...SITE, 'countable.yml': 'releases: 2\n'});
    const commit = committing(host);
    await commit({'index.html': '1'});
    await host.deploy();
    const version = await commit({'index.html': '2'});
    await host.deploy();
    for (const text of ['3', '4']) {
      await host.write({'index.html': text});
      await host.deploy();
    }
    assert.deepEqual(
      names().filter(name => !name.includes('-db:')),
      ['postgres:15', 'shop-stage-web', `shop-stage-web:${version}`, `shop-stage-web:${version}-dirty`],
    );
  });

  it('are told as removed also where they went with the release that had them', async () => {
    host = await createHost({...SITE, 'countable.yml': 'releases: 2\n'});
    const commit = committing(host);
    for (const text of ['1', '2', '3']) {
      await commit({'index.html': text});
      await host.deploy();
    }
    const said = host.voice.lines();
    assert.ok(
      said.some(line => line.includes('1 image, 1.0 MB now')),
      said.join('\n'),
    );
    assert.ok(said.includes('1 image, 1.0 MB: removed'), said.join('\n'));
  });

  it('go where a deploy has left them that was killed, and tests that were; others stay', async () => {
    host = await createHost();
    await committing(host)();
    const {engine, voice} = host;
    await host.deploy();
    const [{labels = {}} = {}] = [...engine.images.values()].filter(
      one => one.labels['ca.countable.project'],
    );
    put('shop-stage-web:killed', labels);
    put('shop-test-1-abc-web', {...TESTS, 'ca.countable.holder': 'nowhere/boot/1/1'});
    put('blog-stage-web:killed', {...labels, 'ca.countable.project': 'blog'});
    put('registry.example.org/shop:1', labels);
    const before = names();
    await host.deploy();
    assert.deepEqual(
      before.filter(name => !names().includes(name)),
      ['shop-stage-web:killed'],
      'a holder on another machine may live',
    );
    assert.ok(voice.lines().includes('1 image, 1.0 MB: removed'), voice.lines().join('\n'));
  });

  it('that cannot be removed are told, and the deploy counts', async () => {
    host = await createHost();
    await committing(host)();
    await host.deploy();
    const [{labels = {}} = {}] = [...host.engine.images.values()].filter(
      one => one.labels['ca.countable.project'],
    );
    put('shop-stage-web:killed', labels);
    host.engine.failing.set('docker image rm', new Error('read-only file system'));
    assert.equal((await host.deploy()).outcome, 'passed');
    assert.ok(
      host.voice.lines().includes('Images that nothing needs could not be removed: read-only file system'),
      host.voice.lines().join('\n'),
    );
  });
});

describe('a disk that is low, in process', () => {
  let host: Host;
  afterEach(() => host.remove());
  const low = (free: number) => host.disks.set('/var/lib/docker', {device: 1, free, total: 100e9});

  it('refuses a deploy before anything is touched, and says what would free how much', async () => {
    host = await createHost();
    low(1e9);
    host.engine.usage = {images: [], containers: [], volumes: [], buildCache: 4e9};
    for (const deed of [() => host.deploy(), () => host.plan()])
      await assert.rejects(deed(), {
        code: 'DISK_LOW',
        remedy:
          'What would free how much: 4.0 GB of build cache, of all projects: docker builder prune (loses time: the next build of each takes longer).',
      });
    assert.deepEqual([host.engine.containers, [...host.engine.images]], [[], []]);
  });

  it('says so without the sum where Docker does not come to its end', async () => {
    host = await createHost();
    low(1e9);
    host.engine.failing.set('docker system df', new Error('it took longer than 20 s'));
    await assert.rejects(host.deploy(), {
      code: 'DISK_LOW',
      remedy: "See what takes it, and free what is this project's own: countable disk",
    });
  });

  it('is a warning where it is near, and no matter for the disk of another machine', async () => {
    host = await createHost();
    low(3e9);
    const {warnings = []} = await host.deploy();
    assert.deepEqual(
      warnings.map(({code}) => code),
      ['DISK_LOW'],
    );
    low(1e9);
    host.engine.host = 'docker-desktop';
    assert.equal((await host.deploy()).warnings, undefined);
  });

  it('keeps no release from coming back', async () => {
    host = await createHost();
    const commit = committing(host);
    await commit({'index.html': '1'});
    await host.deploy();
    await commit({'index.html': '2'});
    await host.deploy();
    low(0);
    assert.equal((await host.rollback()).outcome, 'passed');
  });

  it('is as low as the setting says', async () => {
    host = await createHost({...SITE, 'countable.yml': 'disk: {free: 0}\n'});
    low(0);
    assert.equal((await host.deploy()).outcome, 'passed');
  });
});
