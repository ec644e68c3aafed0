import assert from 'node:assert/strict';
import {expectedBytes} from '../../../ts-helpers/src/backup/act.ts';
import {sizesIn} from '../../../ts-helpers/src/backup/gather/sizes.ts';
import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {AT, container, facts} from './support/facts.ts';

describe('how large a backup will be', () => {
  const services = {
    web: {image: 'django', volumes: [{type: 'volume', source: 'media', target: '/media'}]},
    db: {image: 'postgres:15', volumes: [{type: 'volume', source: 'pg', target: '/var/lib/postgresql/data'}]},
  };
  const asking = (stdout: string) => {
    const asked: string[] = [];
    const exec = async (id: string, words: readonly string[]) => {
      asked.push(`${id} ${words.join(' ')}`);
      return {exitCode: 0, stdout, stderr: ''};
    };
    return {asked, docker: {exec}};
  };

  it('is asked of a container of each volume, and not of a server that is dumped', async () => {
    const {asked, docker} = asking('390625000\t/media\n');
    assert.deepEqual(await sizesIn(facts({services}), {docker}), {media: 400_000_000_000});
    assert.deepEqual(asked, ['web-id du -skx /media']);
  });

  it('is not known where nothing runs, or nobody tells', async () => {
    const stopped = facts({services, containers: [container('web', {state: 'exited'})]});
    assert.deepEqual(await sizesIn(stopped, asking('1')), {});
    assert.deepEqual(await sizesIn(facts({services}), asking('du: not found')), {});
    const docker = {exec: () => Promise.reject(new Error('it takes too long'))};
    assert.deepEqual(await sizesIn(facts({services}), {docker}), {});
  });

  it('makes parts so large that S3 takes them all: 10,000', () => {
    const known = {...facts({services}), volumes: new Set(['media']), sizes: {media: 400e9}};
    const bytes = expectedBytes(planBackup(known, AT), [{databases: [{bytes: 10e9}]}]);
    assert.ok(bytes >= 420e9);
    assert.equal(expectedBytes({fileBytes: 0}, []), 80e9);
  });
});
