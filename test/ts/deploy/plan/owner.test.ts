import assert from 'node:assert/strict';
import {
  type Owner,
  ownerOfContainer,
  ownersInRecord,
  refuseCollision,
} from '../../../../ts-helpers/src/deploy/plan/owner.ts';
import {originText} from '../../../../ts-helpers/src/deploy/plan/origin.ts';
import type {Release} from '../../../../ts-helpers/src/project/release.ts';

const TEAM1 = 'git.example.org/team1/shop';
const TEAM2 = 'git.example.org/team2/shop';

const release = (repository?: string, project = 'shop'): Release => ({
  project,
  environment: 'stage',
  ...(repository !== undefined && {repository}),
  version: 'c0ffee',
  commit: 'c0ffee',
  branch: 'develop',
  at: '2026-11-23T12:00:00.000Z',
});
const owner = (repository?: string, project: string | undefined = 'shop'): Owner => ({
  project,
  repository,
  where: 'container shop-stage-web-1',
});
const meet = (mine: Release, ...owners: Owner[]) => {
  refuseCollision({release: mine, composeProject: 'shop-stage'}, owners);
};

describe('the owner of a compose project', () => {
  it('is the repository: another one of the same name is refused, and told how a move is made', () => {
    assert.throws(() => meet(release(TEAM2), owner(TEAM1)), {
      code: 'PROJECT_COLLISION',
      message: `The compose project shop-stage on this host belongs to ${TEAM1}, not to ${TEAM2}.`,
      where: 'container shop-stage-web-1',
      remedy: /`name:` or `instance:`.*countable deploy stage --take-over$/,
    });
  });

  const REFUSED: Record<string, [Release, Owner]> = {
    'a repository without a remote, where the owner is known': [release(), owner(TEAM1)],
    'another project of the same repository': [release(TEAM1, 'Shop'), owner(TEAM1, 'shop')],
    'a name that comes to the same': [release(undefined, 'shop.2'), owner(undefined, 'shop-2')],
    'another project of an older version, which marked no repository': [
      release(TEAM1),
      owner(undefined, 'other'),
    ],
    'a repository of the same path elsewhere': [release('git.example.com/team1/shop'), owner(TEAM1)],
  };
  for (const [what, [mine, theirs]] of Object.entries(REFUSED)) {
    it(`does not let in ${what}`, () => {
      assert.throws(() => meet(mine, theirs), {code: 'PROJECT_COLLISION'});
    });
  }

  it('is this project again, and what carries no mark is adopted', () => {
    meet(release(TEAM1), owner(TEAM1));
    meet(release(TEAM1), owner(undefined));
    meet(release(TEAM1), {project: undefined, repository: undefined, where: 'container db'});
    meet(release(), owner(undefined));
    meet(release(TEAM1));
  });

  const began = (root: string, folder?: string) => originText({roots: [root.repeat(40)], folder}) ?? '';
  const without = (origin: string | undefined, repository?: string): Release => ({
    ...release(repository),
    ...(origin !== undefined && {origin}),
  });
  const unnamed = (origin: string): Owner => ({...owner(), origin});

  it('is known without a remote by its first commit, whatever was merged in since, and wherever it lies', () => {
    meet(without(began('a', '/home/ada/shop')), unnamed(began('a', '/srv/shop')));
    const merged = originText({roots: ['a'.repeat(40), 'b'.repeat(40)]});
    meet(without(merged), unnamed(began('b')));
    meet(without(began('a'), TEAM1), unnamed(began('a')));
    meet(without('folder:/home/ada/shop'), unnamed('folder:/home/ada/shop'));
    meet(without(began('a', '/home/ada/shop')), unnamed('folder:/home/ada/shop'));
    meet(without(began('a')), owner());
  });

  const OTHERS: Record<string, [Release, Owner, RegExp]> = {
    'that began with another commit': [
      without(began('a', '/home/ada/shop')),
      unnamed(began('b', '/home/ada/shop')),
      /belongs to a project without a remote, the one that began with the commit bbbbbbb, not to a project without a remote, the one that began with the commit aaaaaaa\.$/,
    ],
    'that has a remote and began with another commit': [
      without(began('a'), TEAM1),
      unnamed(began('b')),
      /commit bbbbbbb, not to git\.example\.org\/team1\/shop\.$/,
    ],
    'of another folder, without git': [
      without('folder:/home/ada/shop'),
      unnamed('folder:/home/bob/shop'),
      /the one in \/home\/bob\/shop, not to/,
    ],
    'of which nothing is known': [without(undefined, TEAM1), unnamed(began('a')), /not to git\.example/],
  };
  for (const [what, [mine, theirs, message]] of Object.entries(OTHERS))
    it(`without a remote does not let in one ${what}`, () => {
      assert.throws(() => meet(mine, theirs), {code: 'PROJECT_COLLISION', message});
    });

  it('is said by what the two differ in, and by the little that is known', () => {
    const said = (mine: Release, theirs: Owner): string => {
      try {
        meet(mine, theirs);
      } catch (error) {
        return /belongs to .*/.exec((error as Error).message)?.[0] ?? '';
      }
      return '';
    };
    assert.equal(said(release(TEAM1, 'Shop'), owner(TEAM1, 'shop')), 'belongs to shop, not to Shop.');
    assert.equal(
      said(without(began('a')), owner(TEAM1)),
      `belongs to ${TEAM1}, not to a project without a remote.`,
    );
    assert.equal(
      said(release(), unnamed('folder:/srv/shop')),
      'belongs to a project without a remote, the one in /srv/shop, not to a project without a remote.',
    );
  });

  it('is read from the labels of a container, which is named', () => {
    const labels = {
      'ca.countable.project': 'shop',
      'ca.countable.repository': TEAM1,
      'ca.countable.origin': 'folder:/srv/shop',
    };
    assert.deepEqual(ownerOfContainer({name: 'shop-stage-web-1', labels}), {
      project: 'shop',
      repository: TEAM1,
      origin: 'folder:/srv/shop',
      where: 'container shop-stage-web-1',
    });
  });

  it('is found among several', () => {
    assert.throws(() => meet(release(TEAM1), owner(TEAM1), owner(undefined), owner(TEAM2)), {
      code: 'PROJECT_COLLISION',
      message: /belongs to git\.example\.org\/team2\/shop/,
    });
  });

  it('stands in the record as well: by what lies in the folder, else by what is live', () => {
    const filled = {release: release(TEAM1), files: [], provided: []};
    const of = (record: Parameters<typeof ownersInRecord>[0]) =>
      ownersInRecord(record, '/srv/shop-stage').map(({repository, where}) => [repository, where]);
    assert.deepEqual(of({filled, live: release(TEAM2)}), [[TEAM1, '/srv/shop-stage']]);
    assert.deepEqual(of({live: release(TEAM2)}), [[TEAM2, '/srv/shop-stage']]);
    assert.deepEqual(of({}), []);
  });
});
