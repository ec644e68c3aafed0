import assert from 'node:assert/strict';
import {type Disk, refuseLittle, type Room, warnOfLittle} from '../../../ts-helpers/src/project/diskSpace.ts';
import {reliefsOf} from '../../../ts-helpers/src/project/relief.ts';

const disk = (some: Partial<Disk> = {}): Disk => ({
  device: 1,
  place: '/var/lib/docker',
  holds: 'images and volumes of Docker',
  free: 1.5e9,
  total: 100e9,
  ...some,
});
const room = (disks: readonly Disk[], some: Partial<Room> = {}): Room => ({
  disks,
  wanted: 2,
  reliefs: undefined,
  ...some,
});

describe('a disk before a build', () => {
  it('is refused where it has less than is wanted', () => {
    assert.throws(
      () => {
        refuseLittle(room([disk()]));
      },
      {
        code: 'DISK_LOW',
        where: '/var/lib/docker',
        message:
          'The disk with the images and volumes of Docker (/var/lib/docker) has 1.5 GB free; below 2.0 GB nothing is built.',
      },
    );
  });

  it('is refused where it has no room for files', () => {
    const inodes = {free: 40_000, total: 10_000_000};
    assert.throws(() => {
      refuseLittle(room([disk({free: 50e9, inodes})]));
    }, /has room for 40000 files \(inodes\) free; below 50000 nothing is built/);
  });

  it('is warned of where it is not far from that', () => {
    assert.deepEqual(
      warnOfLittle(room([disk({free: 3e9})])).map(({code}) => code),
      ['DISK_LOW'],
    );
    assert.deepEqual(warnOfLittle(room([disk({free: 4e9})])), []);
    assert.deepEqual(warnOfLittle(room([disk()])), [], 'it is refused');
  });

  it('has to have a tenth free where it is small, and nothing where nobody asks', () => {
    refuseLittle(room([disk({free: 1.1e9, total: 10e9})]));
    refuseLittle(room([disk({free: 0})], {wanted: 0}));
    refuseLittle(room([]));
    refuseLittle(undefined);
  });

  it('is told what would free how much, with the command and the price, the biggest first', () => {
    const usage = {
      images: [
        {id: 'spare', isNamed: true, size: 9e9, unique: 1e9, containers: 0},
        {id: 'spare', isNamed: true, size: 9e9, unique: 1e9, containers: 0},
        {id: 'kept', isNamed: true, size: 9e9, unique: 2e9, containers: 0},
        {id: 'nameless', isNamed: false, size: 9e9, unique: 3e9, containers: 0},
      ],
      containers: [
        {state: 'exited', size: 5e6, labels: []},
        {state: 'running', size: 7e9, labels: []},
      ],
      volumes: [
        {name: 'a', size: 8e9, isUsed: false, labels: []},
        {name: 'b', size: 9e9, isUsed: true, labels: []},
      ],
      buildCache: 4e9,
    };
    const reliefs = reliefsOf(usage, {environment: 'stage', spare: [{id: 'spare'}], kept: ['kept']});
    const error: {remedy?: string} = {};
    try {
      refuseLittle(room([disk()], {reliefs}));
    } catch (thrown) {
      Object.assign(error, {remedy: (thrown as {remedy: string}).remedy});
    }
    assert.equal(
      error.remedy,
      'What would free how much: ' +
        '8.0 GB in volumes of all projects that no container uses, 1 of them: docker volume ls --filter dangling=true lists them (loses the data of what is removed, for good); ' +
        '4.0 GB of build cache, of all projects: docker builder prune (loses time: the next build of each takes longer); ' +
        '3.0 GB of images of all projects that have no name and no container: docker image prune (loses what is still wanted of them by its id alone); ' +
        '2.0 GB of images of its stage releases before the live one: a smaller `releases` in countable.yml, then countable disk stage (loses the return to those that go); ' +
        '1.0 GB of images of this project that nothing needs: countable disk stage (loses nothing); ' +
        '5.0 MB in stopped containers of all projects, 1 of them: docker container prune (loses their logs, and what they wrote outside volumes).',
    );
  });
});
