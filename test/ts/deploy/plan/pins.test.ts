import assert from 'node:assert/strict';
import {hasPins, withPins} from '../../../../ts-helpers/src/deploy/plan/pins.ts';

const HOSTS = '127.0.0.1\tlocalhost\n172.18.0.3\t0123456789ab\n';

describe('names that are pinned in a file of hosts', () => {
  it('stand behind what there is, and are known again', () => {
    const pinned = withPins(HOSTS, [
      {name: 'web', address: '172.18.0.5'},
      {name: 'web', address: '172.18.0.6'},
    ]);
    assert.ok(pinned.startsWith(`${HOSTS}172.18.0.5 web #`), pinned);
    assert.ok(hasPins(pinned));
    assert.ok(!hasPins(HOSTS));
  });

  it('take the place of those before, and leave the rest as it was', () => {
    const once = withPins(HOSTS, [{name: 'web', address: '172.18.0.5'}]);
    const twice = withPins(once, [{name: 'web', address: '172.18.0.6'}]);
    assert.ok(!twice.includes('172.18.0.5 web'));
    assert.equal(withPins(twice, []), HOSTS);
  });
});
