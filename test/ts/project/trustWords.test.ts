import assert from 'node:assert/strict';
import type {JenkinsFacts} from '../../../ts-helpers/src/project/jenkinsFacts.ts';
import {
  destinationOf,
  jenkinsRefusal,
  mayTestWithSecrets,
  type Origin,
  withoutKind,
} from '../../../ts-helpers/src/project/trust.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';
import {BUILDS} from '../support/trustTable.ts';

const settings = (options: Record<string, unknown> = {}) => resolveSettings({options});
const jenkins = (more: Partial<JenkinsFacts> = {}): JenkinsFacts => ({
  jobName: 'shop/x',
  buildNumber: 1,
  branchName: 'x',
  ...more,
});
const because = (origin: Origin, by = settings()) => destinationOf(origin, by).because;

describe('why a build deploys nowhere', () => {
  const UNTESTED = settings({test: 'none'});

  it('says that it is not deployed where there is nothing to test either', () => {
    assert.equal(because(BUILDS['tag v1'], UNTESTED), 'The tag v1 is not deployed.');
    assert.equal(
      because(BUILDS.feature, UNTESTED),
      'The branch feature belongs to no environment: it is not deployed.',
    );
    assert.equal(
      because(BUILDS['classic shop-test, master'], UNTESTED),
      'The job shop-test does not deploy.',
    );
  });

  it('names a pull request of the repository’s own without a fork', () => {
    assert.equal(because(BUILDS['pull request']), 'The pull request 7 is tested only.');
  });

  it('names the commit where nothing tells the branch', () => {
    assert.equal(
      because({branch: null, jenkins: jenkins({branchName: null})}),
      'A commit of which nothing tells the branch belongs to no environment: it is tested only.',
    );
  });
});

describe('a commit of which nothing tells the branch', () => {
  it('is not of the branch that is called null', () => {
    const by = settings({branches: {null: 'prod'}});
    assert.equal(destinationOf({branch: null}, by).environment, undefined);
    assert.equal(destinationOf({branch: 'null'}, by).environment, 'prod');
  });
});

describe('the name of a job', () => {
  const inBranch = (branch: string): Origin => ({
    branch,
    jenkins: jenkins({jobName: `shop/${branch}`, branchName: branch}),
  });

  it('says nothing of where a branch deploys, whatever the branch is called', () => {
    for (const branch of ['load-test', 'fix-prod', 'fix-stage'])
      assert.equal(
        because(inBranch(branch)),
        `The branch ${branch} belongs to no environment: it is tested only.`,
      );
    assert.equal(
      destinationOf(inBranch('load-test'), settings({branches: {'load-test': 'stage'}})).environment,
      'stage',
    );
  });

  it('says where it deploys by its very end', () => {
    const origin = (jobName: string): Origin => ({
      branch: 'x',
      jenkins: jenkins({jobName, branchName: null}),
    });
    for (const name of ['shop-prod-2', 'shop-production', '-prod'])
      assert.match(because(origin(name)), /belongs to no environment/, name);
  });

  it('is that of the project without it', () => {
    assert.equal(withoutKind('shop-stage'), 'shop');
    assert.equal(withoutKind('team/shop-prod'), 'team/shop');
    for (const name of ['shop', 'shop-stage-2', 'shop-dev']) assert.equal(withoutKind(name), name);
  });

  it('is refused with what the job deploys and what it builds', () => {
    const wrong =
      (branch: string | null, jobName = 'shop-prod') =>
      () =>
        destinationOf({branch, jenkins: jenkins({jobName, branchName: null})}, settings());
    assert.throws(wrong('develop'), {
      code: 'WRONG_BRANCH',
      message: 'The job shop-prod deploys prod, but builds the branch develop, which belongs to stage.',
      where: 'branch develop',
    });
    assert.throws(wrong('feature'), {
      message:
        'The job shop-prod deploys prod, but builds the branch feature, which belongs to no environment.',
      where: 'branch feature',
    });
    assert.throws(wrong(null, 'shop-stage'), {
      code: 'WRONG_BRANCH',
      message: 'The job shop-stage deploys stage, but builds a commit of which nothing tells the branch.',
      where: 'branch unknown',
    });
  });
});

describe('the refusal of a deploy', () => {
  const refusal = (environment: string, origin: Origin, by = settings()) => {
    const error = jenkinsRefusal(environment, origin, by);
    return error && [error.message, error.where, error.remedy];
  };
  const {remedy: CATALOGUE} = new UserError('DEPLOY_REFUSED', '');

  it('says who it is that does not deploy', () => {
    assert.deepEqual(refusal('stage', BUILDS['pull request of a fork']), [
      'The pull request 7 from the fork eve does not deploy to staging: branches do.',
      'job shop/master',
      CATALOGUE,
    ]);
    assert.deepEqual(refusal('stage', BUILDS['classic shop-test, master']), [
      'The job shop-test only tests.',
      'job shop-test',
      CATALOGUE,
    ]);
  });

  it('says what has to be written where a branch may not', () => {
    assert.deepEqual(refusal('prod', BUILDS.feature), [
      'The branch feature does not deploy to production: `branches` does not say so.',
      'job shop/feature',
      'Set `branches:` in countable.yml of that branch.',
    ]);
    const named = resolveSettings({
      organisation: {path: 'org.yml', text: 'branches: {master: prod, main: prod}\n'},
      project: {path: 'countable.yml', text: 'branches: {feature: prod}\n'},
    });
    assert.deepEqual(refusal('prod', BUILDS.feature, named), [
      "The branch feature does not deploy to production: by the organisation's word only master, main does.",
      'job shop/feature',
      'Set `branches:` in the file that COUNTABLE_CONFIG names; a repository cannot add to them.',
    ]);
  });

  it('says where production is deployed from', () => {
    assert.deepEqual(refusal('prod', BUILDS.master, settings({jenkins: {production: 'separate'}})), [
      'The branch master does not deploy to production from here: only jobs in the folder production do.',
      'job shop/master',
      'Nothing to do for a branch of the ordinary job; `countable jenkins jobs` makes the one in the folder production.',
    ]);
  });

  it('is of no person at a machine, whatever branch is there', () => {
    for (const build of ['laptop, feature', 'laptop, master'] as const)
      for (const environment of ['prod', 'stage'])
        assert.equal(refusal(environment, BUILDS[build], settings({branches: {}})), undefined, build);
  });

  it('is of a commit of which nothing tells the branch as well', () => {
    const origin = {branch: null, jenkins: jenkins({branchName: null})};
    assert.match(
      refusal('prod', origin)?.[0] ?? '',
      /^A commit of which nothing tells the branch does not deploy to production: /,
    );
  });

  it('names the branch where a person’s own settings point to production against the organisation', () => {
    const named = resolveSettings({
      organisation: {path: 'org.yml', text: 'branches: {}\n'},
      project: {path: 'countable.yml', text: 'branches: {feature: prod}\n'},
    });
    assert.equal(
      because(BUILDS['laptop, feature'], named),
      "The branch feature does not deploy to production: by the organisation's word only no branch does. It is tested only.",
    );
  });
});

describe('the secrets of tests', () => {
  it('are for all but what comes from a fork', () => {
    assert.equal(mayTestWithSecrets(BUILDS['laptop, master']), true);
    assert.equal(mayTestWithSecrets(BUILDS['pull request']), true);
    assert.equal(mayTestWithSecrets(BUILDS['pull request of a fork']), false);
  });
});
