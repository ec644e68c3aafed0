import assert from 'node:assert/strict';
import {
  isHarmlessDevice,
  isInside,
  isPermitted,
  permitOf,
  type Place,
  placeOf,
} from '../../../ts-helpers/src/isolation/places.ts';

const place = (real: string, kind: Place['kind']): Place => ({real, kind});

describe('a place of this machine', () => {
  it('that was not looked at is unknown, and in no folder: it may be a link', () => {
    const found = placeOf('/w/a', {places: new Map([['/w/b', place('/w/b', 'file')]])});
    assert.deepEqual(found, place('/w/a', 'unknown'));
    assert.equal(isInside(found, '/w'), false);
    assert.equal(isInside(place('/w/b', 'file'), '/w'), true);
  });

  it('is Docker’s socket only where it is a socket, and of Docker’s', () => {
    for (const real of ['/run/docker.sock', '/var/run/docker.sock'])
      assert.equal(permitOf(place(real, 'socket')), 'docker.sock');
    assert.equal(permitOf(place('/run/docker.sock', 'file')), '/run/docker.sock');
    assert.equal(permitOf(place('/run/postgresql.sock', 'socket')), '/run/postgresql.sock');
  });

  it('is a harmless device where all machines have the same', () => {
    for (const name of ['null', 'zero', 'full', 'random', 'urandom'])
      assert.equal(isHarmlessDevice(place(`/dev/${name}`, 'device')), true, name);
    for (const real of ['/dev/', '/dev/mem', '/dev/sda', '/dev/null/x', 'null'])
      assert.equal(isHarmlessDevice(place(real, 'device')), false, real);
  });
});

describe('what the organisation permits', () => {
  it('is the very word, or what is below a path', () => {
    assert.equal(isPermitted('docker.sock', ['/srv', 'docker.sock']), true);
    assert.equal(isPermitted('/srv/media/a', ['/srv/media']), true);
    assert.equal(isPermitted('/srv/media', ['/srv/media/a']), false);
  });

  it('is nothing more by an empty word, or by one that is no path', () => {
    assert.equal(isPermitted('/srv/media', ['']), false);
    assert.equal(isPermitted('privileged/x', ['privileged']), false);
    assert.equal(isPermitted('/srv', []), false);
  });

  it('is nothing of what no permit is for', () => {
    assert.equal(isPermitted(undefined, ['/', 'docker.sock', '']), false);
  });
});
