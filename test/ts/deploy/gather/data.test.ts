import assert from 'node:assert/strict';
import {findDataFolders} from '../../../../ts-helpers/src/deploy/gather/data.ts';
import {running} from '../../support/deployFacts.ts';

describe('folders that containers keep data in', () => {
  const bind = (source: string, more = {}) => ({
    type: 'bind',
    source,
    target: '/x',
    isWritable: true,
    ...more,
  });
  const found = (...mounts: ReturnType<typeof bind>[]) => {
    const folder = {
      path: '/tmp/shop',
      holdsData: (place: string) => Promise.resolve(!place.endsWith('empty')),
    };
    return findDataFolders({folder, record: {}}, [{...running('web', {}), mounts}, running('db', {})]);
  };

  it('are those of the host that they may write, each once, where something lies in them', async () => {
    const all = [bind('/srv/a'), bind('/srv/a'), bind('/srv/empty'), bind('/srv/read', {isWritable: false})];
    assert.deepEqual(await found(...all, bind('shop_data', {type: 'volume'})), ['/srv/a']);
  });

  it('are none of the machine, wherever the deploys lie', async () => {
    assert.deepEqual(await found(bind('/var/run/docker.sock'), bind('/tmp/x'), bind('/tmp/shop/media')), [
      '/tmp/shop/media',
    ]);
  });
});
