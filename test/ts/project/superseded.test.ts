import assert from 'node:assert/strict';
import {refuseSuperseded, type Release} from '../../../ts-helpers/src/project/release.ts';
import {release} from '../support/deployFacts.ts';

describe('an older build', () => {
  const at = (buildNumber: number, startedAt?: string): Release => ({
    ...release,
    buildNumber,
    ...(startedAt !== undefined && {startedAt}),
  });
  const isSuperseded = (mine: Release, live: Release | undefined): boolean => {
    try {
      refuseSuperseded(mine, live);
      return false;
    } catch (error) {
      assert.equal((error as {code: string}).code, 'SUPERSEDED');
      return true;
    }
  };
  const [MORNING, NOON] = ['2026-11-23T08:00:00.000Z', '2026-11-23T12:00:00.000Z'];

  it('never deploys over a newer one of the same job', () => {
    assert.equal(isSuperseded(at(12), at(13)), true);
    assert.equal(isSuperseded(at(13), at(12)), false);
    assert.equal(isSuperseded(at(12), at(12)), false, 'the same build, once more');
  });

  it('says which build is live, where it stands, and what to do', () => {
    const live = {...at(13), buildUrl: 'https://ci.example.org/13/', version: 'beef'};
    assert.throws(() => refuseSuperseded(at(12), live), {
      code: 'SUPERSEDED',
      exitCode: 7,
      message: 'Build #13 of Shop-2/develop is live already (beef), and newer than this one, #12.',
      where: 'https://ci.example.org/13/',
      remedy:
        'Nothing to do. To deploy c0ffee123456 all the same, build it again: a rebuild is a newer build.',
    });
  });

  it('is older by its start as well, for a job that is made anew counts from 1', () => {
    assert.equal(isSuperseded(at(1, NOON), at(13, MORNING)), false);
    assert.equal(isSuperseded(at(12, MORNING), at(13, NOON)), true);
    assert.equal(isSuperseded(at(12, NOON), at(13, NOON)), false, 'neither is newer by its start');
  });

  it('is older by its number alone where one of the two does not tell its start', () => {
    assert.equal(isSuperseded(at(12), at(13, NOON)), true);
    assert.equal(isSuperseded(at(12, NOON), at(13)), true);
    assert.equal(isSuperseded(at(12, 'soon'), at(13, NOON)), true);
  });

  it('is not one that was rebuilt, nor one of another job or of a laptop', () => {
    assert.equal(isSuperseded({...at(14), commit: 'old'}, at(13)), false);
    assert.equal(isSuperseded(release, {...release, job: 'Shop-2-stage', buildNumber: 99}), false);
    const {job: _job, buildNumber: _number, ...laptop} = release;
    assert.equal(isSuperseded(laptop, at(99)), false);
    assert.equal(isSuperseded(release, laptop), false);
    assert.equal(isSuperseded(release, undefined), false);
  });
});
