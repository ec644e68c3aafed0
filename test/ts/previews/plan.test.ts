import assert from 'node:assert/strict';
import {planReconcile, planRemoval, type Preview, refuseFull} from '../../../ts-helpers/src/previews/plan.ts';
import {listText, previewsText} from '../../../ts-helpers/src/previews/shown.ts';

const preview = (number: string, more: Partial<Preview> = {}): Preview => ({
  number,
  environment: `pr-${number}`,
  composeProject: `shop-pr-${number}`,
  folder: `/srv/shop-pr-${number}`,
  isFolderGone: false,
  branch: 'feature/x',
  goesWithBranch: true,
  state: 'live',
  isRunning: true,
  version: 'c0ffee',
  deployedAt: '2026-11-20T12:00:00.000Z',
  strangers: [],
  ...more,
});
const known = {
  branches: ['develop', 'feature/x'],
  now: new Date('2026-11-26T12:00:00.000Z'),
  days: 14,
};
const goes = (one: Preview, more: Partial<Parameters<typeof planReconcile>[1]> = {}) =>
  planReconcile([one], {...known, ...more}).steps.map(({does}) => does);

describe('which previews are left over', () => {
  it('are none whose branch is there and that was deployed of late', () => {
    assert.deepEqual(goes(preview('7')), []);
  });

  it('is one whose branch is gone at the remote', () => {
    assert.deepEqual(goes(preview('7', {branch: 'feature/y'})), [
      'Remove the preview of pull request 7 (shop-pr-7) with its volumes, images and folder, for the branch feature/y is gone at the remote',
    ]);
  });

  it('is none that somebody brought up by hand, whose branch was never pushed', () => {
    assert.deepEqual(goes(preview('7', {branch: 'feature/y', goesWithBranch: false})), []);
  });

  it('is none of which the remote does not tell, and that is said', () => {
    const plan = planReconcile([preview('7', {branch: 'feature/y'})], {...known, branches: undefined});
    assert.deepEqual(plan.steps, []);
    assert.equal(
      previewsText(plan),
      'Nothing to do.\nStays: shop-pr-7, branch feature/y, version c0ffee, deployed 2026-11-20T12:00:00.000Z (the remote does not tell whether its branch is there)\n',
    );
  });

  it('is one to which nothing was deployed for so many days, also where the remote does not tell', () => {
    const old = preview('7', {deployedAt: '2026-11-12T11:59:59.000Z'});
    assert.match(goes(old, {branches: undefined})[0] ?? '', /nothing was deployed to it for 14 days$/);
    assert.deepEqual(goes(preview('7', {deployedAt: '2026-11-12T12:00:00.000Z'})), []);
  });

  it('is one whose folder is gone, and none of which nothing is known', () => {
    assert.match(goes(preview('7', {isFolderGone: true}))[0] ?? '', /its deploy folder is gone$/);
    assert.deepEqual(goes(preview('7', {branch: null, deployedAt: null, version: null})), []);
  });

  it('is not the one that is being built', () => {
    assert.deepEqual(goes(preview('7', {branch: 'gone'}), {own: '7'}), []);
  });

  it('is none beside containers that are not its own', () => {
    const shared = preview('7', {branch: 'gone', strangers: ['other-1']});
    const {steps, staying} = planReconcile([shared], known);
    assert.deepEqual(steps, []);
    assert.match(staying[0]?.note ?? '', /gone at the remote; containers .* have its name: other-1$/);
    assert.throws(() => planRemoval(shared), {code: 'PREVIEW_REFUSED', exitCode: 4});
  });

  it('are removed each by a step of its own, which risks data', () => {
    const {steps} = planReconcile([preview('7', {branch: 'a'}), preview('12', {branch: 'b'})], known);
    assert.deepEqual(
      steps.map(({id, risks}) => [id, risks]),
      [
        ['pr-7', 'data'],
        ['pr-12', 'data'],
      ],
    );
  });
});

describe('a host with as many previews as it may have', () => {
  const two = [preview('7'), preview('8')];

  it('takes no new one, and says which there are', () => {
    assert.throws(
      () => {
        refuseFull(two, '9', {limit: 2});
      },
      {code: 'PREVIEWS_FULL', exitCode: 7, message: /2 previews .* pull requests 7, 8\./},
    );
  });

  it('takes another deploy of one that it has, and one more below that', () => {
    refuseFull(two, '8', {limit: 2});
    refuseFull(two, '9', {limit: 3});
  });
});

describe('a list of previews', () => {
  it('has a line for each', () => {
    assert.equal(listText({previews: []}), 'There is no preview of this project on this host.\n');
    assert.equal(
      listText({previews: [preview('7', {branch: null, version: '', deployedAt: null})]}),
      'shop-pr-7\n',
    );
  });

  it('tells one that failed, or of which nothing runs, from one to look at', () => {
    const told = (more: Partial<Preview>) =>
      listText({previews: [preview('7', {branch: null, version: null, ...more})]});
    const at = '2026-11-20T12:00:00.000Z';
    assert.equal(told({}), `shop-pr-7, deployed ${at}\n`);
    assert.equal(told({isRunning: false}), `shop-pr-7, deployed ${at}, nothing of it runs\n`);
    assert.equal(told({state: 'failed', isRunning: false}), `shop-pr-7, failed ${at}, nothing of it runs\n`);
    assert.equal(told({state: 'failed'}), `shop-pr-7, failed ${at}, some of it runs\n`);
    assert.equal(told({state: 'deploying'}), 'shop-pr-7, being deployed\n');
  });
});
