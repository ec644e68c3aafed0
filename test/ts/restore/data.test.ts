import assert from 'node:assert/strict';
import type {Container, ContainerMount} from '../../../ts-helpers/src/compose/model.ts';
import {gatherData} from '../../../ts-helpers/src/restore/gather/data.ts';
import {answering} from '../engines/support/answering.ts';

const mount = (type: string, source: string, target: string): ContainerMount => ({
  type,
  source,
  target,
  isWritable: true,
});

const gathered = (folder: string, mounts: ContainerMount[]) =>
  gatherData(
    {kind: 'mongo', container: {id: 'docs', image: 'mongo', imageId: 'x'}},
    answering(`countable: ${JSON.stringify({folder, log: '', set: '', kind: ''})}`).inside,
    {
      containers: [{id: 'docs', mounts} as unknown as Container],
      docker: {volumeFolder: name => Promise.resolve(name === 'odd' ? undefined : `/volumes/${name}/_data`)},
    },
  );

describe('where a server keeps its data on the host', () => {
  it('is the innermost volume or folder, and the place in it', async () => {
    const one = await gathered('/data/db', [
      mount('bind', '/srv', '/data'),
      mount('volume', 'docs', '/data/db'),
    ]);
    assert.deepEqual([one?.path, one?.mount?.source], ['/volumes/docs/_data', 'docs']);
    const deeper = await gathered('/data/db', [mount('bind', '/srv/all', '/data')]);
    assert.equal(deeper?.path, '/srv/all/db');
  });

  it('is none where it is in the container alone, or in a volume with options', async () => {
    assert.equal((await gathered('/data/db', [mount('volume', 'x', '/data/dbs')]))?.mount, undefined);
    const odd = await gathered('/data/db', [mount('volume', 'odd', '/data/db')]);
    assert.deepEqual([odd?.mount?.source, odd?.path], ['odd', undefined]);
  });

  it('tells what else is mounted within it', async () => {
    const one = await gathered('/data/db', [
      mount('volume', 'docs', '/data/db'),
      mount('volume', 'more', '/data/db/journal'),
    ]);
    assert.deepEqual(one?.elsewhere, ['/data/db/journal']);
  });
});
