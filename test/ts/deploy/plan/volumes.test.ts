import assert from 'node:assert/strict';
import {warnOfVolumes} from '../../../../ts-helpers/src/deploy/plan/volumes.ts';
import {volume, wanted} from '../../support/dataAtRisk.ts';
import {facts, running} from '../../support/deployFacts.ts';

describe('volumes that no deploy changes', () => {
  it('keep what they were made with, and that is said, with the services that have them', () => {
    const [warning, ...others] = warnOfVolumes(
      facts({model: wanted(), volumes: [{name: 'shop_db', key: 'db', isOtherwise: true}]}),
    );
    assert.deepEqual(others, []);
    assert.equal(warning?.code, 'VOLUME_OTHERWISE');
    assert.match(
      warning.message,
      /^The compose files give the volume shop_db other options or labels than it was made with\./,
    );
    assert.match(warning.remedy ?? '', /docker volume inspect shop_db.* deploy by hand with --recreate db/);
    assert.deepEqual(warnOfVolumes(facts({volumes: [{name: 'x', key: 'x', isOtherwise: false}]})), []);
  });

  it('are named where the service that had them goes, and no other has them', () => {
    const has = (...mounts: ReturnType<typeof volume>[]) => ({...running('kv', {}), mounts});
    const of = (...mounts: ReturnType<typeof volume>[]) =>
      warnOfVolumes(facts({model: wanted(), containers: [has(...mounts)]})).map(
        ({code, message}) => `${code} ${message}`,
      );
    assert.deepEqual(
      of(volume('shop_kv'), volume('a1'.repeat(32)), {...volume('shop_ro'), isWritable: false}),
      [
        'VOLUME_UNUSED The volume shop_kv of kv, which the compose files do not name any more, is used by no service from now on. Its data stays.',
      ],
    );
    assert.deepEqual(of(volume('shop_db')), [], 'another has it');
  });
});
