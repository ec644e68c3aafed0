import assert from 'node:assert/strict';
import {planDisk, sharesOf} from '../../../../ts-helpers/src/deploy/plan/disk.ts';
import {built, diskFacts} from '../../support/diskFacts.ts';

describe('what countable disk frees', () => {
  const does = (some: Partial<typeof diskFacts> = {}) =>
    planDisk({...diskFacts, ...some}).map(step => step.does);

  it('is what is beyond the setting, what that leaves, and what killed tests have left', () => {
    assert.deepEqual(does(), [
      'Forget 1 release of shop-2-stage, a: `releases: 1`',
      'Remove 2 images, 2.0 GB, of shop-2-stage, that no container and no kept release uses',
      'Remove what test runs left that were killed, with 1 image, 1.0 GB',
    ]);
    const [, images] = planDisk(diskFacts);
    assert.deepEqual(
      images?.images?.map(({id}) => id),
      ['old', 'nameless'],
    );
  });

  it('never is the release that is live', () => {
    const [deployed] = diskFacts.deployed;
    assert.ok(deployed);
    const live = deployed.kept[0]?.release;
    const steps = planDisk({...diskFacts, deployed: [{...deployed, live}]});
    assert.deepEqual(
      steps.map(({id}) => id),
      ['stage/images', 'tests'],
    );
    assert.deepEqual(
      steps[0]?.images?.map(({id}) => id),
      ['nameless'],
    );
  });

  it('is of an environment without a record only what was asked for by its name', () => {
    const deployed = diskFacts.deployed.map(one => ({...one, isRecorded: false, live: undefined, kept: []}));
    const ids = (asked: string | undefined) => planDisk({...diskFacts, deployed, asked}).map(({id}) => id);
    assert.deepEqual(ids(undefined), ['tests']);
    assert.deepEqual(ids('stage'), ['stage/images', 'tests']);
  });

  it('is told beside what others take, the biggest first', () => {
    const usage = {
      images: [{id: 'a', isNamed: true, size: 9e9, unique: 5, containers: 0}],
      containers: [],
      volumes: [
        {name: 'data', size: 70, isUsed: true, labels: ['com.docker.compose.project=blog-prod', 'x=y']},
        {name: 'loose', size: 1, isUsed: false, labels: ['']},
      ],
      buildCache: 0,
    };
    const shares = sharesOf(usage, [built('a')], {'shop-2-stage': {count: 2, bytes: 3}});
    assert.deepEqual(
      shares.map(({composeProject, project, environment, images, volumes, releases}) => [
        [composeProject, project, environment],
        ...[images, volumes, releases].map(({count, bytes}) => [count, bytes]),
      ]),
      [
        [
          ['blog-prod', '', ''],
          [0, 0],
          [1, 70],
          [0, 0],
        ],
        [
          ['shop-2-stage', 'Shop-2', 'stage'],
          [1, 5],
          [0, 0],
          [2, 3],
        ],
        [
          ['', '', ''],
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    );
  });
});
