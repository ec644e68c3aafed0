import assert from 'node:assert/strict';
import type {BuildIdentity} from '../../../ts-helpers/src/result/buildIdentity.ts';
import {neededCredentials} from '../../../ts-helpers/src/jenkins/plan/credentials.ts';
import {planPipeline} from '../../../ts-helpers/src/pipeline/plan.ts';
import {pipelinePlan} from '../../../ts-helpers/src/pipeline/shown.ts';
import {variables} from '../../../ts-helpers/src/run/variables.ts';
import {readFacts} from '../../../ts-helpers/src/workspace/open.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {planOf} from '../../fakes/planning.ts';
import {createRepository} from '../../fakes/repository.ts';
import {backedUp, RECIPIENTS} from '../support/backups.ts';
import {jenkins} from '../support/builds.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const build: BuildIdentity = {
  project: 'shop',
  branch: 'master',
  because: 'The branch master deploys to production.',
  commit: 'c0ffee',
  buildNumber: 7,
  environment: 'prod',
};
const {environment: _production, ...feature} = {...build, because: 'The branch x is tested only.'};
const PRUNE = 'Drop what restores replaced';
const KEYS = ['countable-backup-key-id', 'countable-backup-key-secret'];
const stagesOf = (...given: Parameters<typeof planPipeline>) =>
  planPipeline(...given).groups.flatMap(({stages}) => stages);
const nightly = (settings = backedUp(), of: BuildIdentity = build) =>
  planPipeline(of, settings, {byTimer: true});

describe('the plan of a build that the nightly timer began', () => {
  it('backs up and proves where production is, and tests and deploys nothing', () => {
    const [stage, ...others] = nightly().groups.flatMap(({stages}) => stages);
    assert.deepEqual(
      others.map(({name}) => name),
      [PRUNE],
    );
    assert.deepEqual([stage?.name, stage?.verb, stage?.arguments], ['Back up', 'backup', []]);
    assert.deepEqual(stage?.agents, ['shop-prod', 'prod', '']);
    assert.equal(stage.timeLimitMinutes, 720);
    assert.deepEqual(
      stage.credentials.map(({id}) => id),
      [...KEYS, 'countable-evidence-key'],
    );
  });

  it('proves on an agent of its own, which alone has the key, where one is set', () => {
    const stages = nightly(backedUp({proof: {agent: 'proof'}, recipients: RECIPIENTS})).groups;
    assert.deepEqual(
      stages.map(({stages: [stage]}) => [stage?.name, stage?.verb, stage?.agents, stage?.timeLimitMinutes]),
      [
        ['Back up', 'backup', ['shop-prod', 'prod', ''], 360],
        ['Prove', 'verify', ['proof'], 360],
        [PRUNE, 'restore', ['shop-prod', 'prod', ''], 360],
      ],
    );
    assert.deepEqual(
      stages.map(({stages: [stage]}) => stage?.credentials.map(({id}) => id)),
      [KEYS, [...KEYS, 'countable-backup-key', 'countable-evidence-key'], KEYS],
    );
  });

  it('needs no key where nothing is proven', () => {
    const [stage, ...others] = stagesOf(build, backedUp({proof: {after: false, agent: 'proof'}}), {
      byTimer: true,
    });
    assert.deepEqual(
      others.map(({verb, arguments: words, credentials}) => [verb, words, credentials.map(({id}) => id)]),
      [['restore', ['--prune'], KEYS]],
    );
    assert.equal(stage?.timeLimitMinutes, 360);
    assert.deepEqual(
      stage.credentials.map(({id}) => id),
      KEYS,
    );
  });

  it('passes no milestone: it aborts no build of a commit, and none aborts it', () => {
    assert.deepEqual(
      nightly(backedUp({proof: {agent: 'proof'}})).groups.map(({milestones}) => milestones),
      [[], [], []],
    );
  });

  it('does nothing for a branch that may not deploy production, nor where nothing is to be backed up, and says why', () => {
    const nothing = (settings = backedUp(), of: BuildIdentity = build) => {
      const {groups, notes, byTimer} = nightly(settings, of);
      assert.deepEqual([groups, byTimer], [[], true]);
      return notes.at(-1);
    };
    assert.equal(
      nothing(backedUp(), feature),
      'The nightly timer began this build, and backs nothing up: The branch x is tested only.',
    );
    assert.equal(
      nothing(backedUp(), {...build, environment: 'stage'}),
      'The nightly timer began this build, and backs nothing up: The branch master deploys to production.',
    );
    assert.equal(
      nothing(backedUp({}, {backup: 'none'})),
      'The nightly timer began this build, and backs nothing up: `backup: none` says so.',
    );
    assert.equal(
      nothing(resolveSettings({})),
      'The nightly timer began this build, and backs nothing up: nothing tells which bucket backups go to.',
    );
  });

  it('is shown with what it does', () => {
    const shown = pipelinePlan(nightly(backedUp({proof: {after: false}})));
    assert.match(
      shown,
      /\nThe nightly timer began this build: it backs up; it tests and deploys nothing\.\n/,
    );
    assert.match(
      shown,
      /\n1\. Back up, at most 360 min\n2\. Drop what restores replaced, at most 360 min\n$/,
    );
  });
});

describe('any other build of a branch', () => {
  it('tells Jenkins when the nightly one begins, where production is backed up', () => {
    assert.equal(planPipeline(build, backedUp()).timer, '17 4 * * *');
    assert.match(pipelinePlan(planPipeline(build, backedUp())), /each night: cron 17 4 \* \* \*\.\n$/);
    for (const plan of [
      planPipeline(feature, backedUp()),
      planPipeline({...build, environment: 'stage'}, backedUp()),
      planPipeline(build, backedUp({}, {backup: 'none'})),
      planPipeline(build, resolveSettings({})),
    ]) {
      assert.ok(!('timer' in plan) && !('byTimer' in plan));
      assert.doesNotMatch(pipelinePlan(plan), /each night/);
    }
  });

  it('binds no credential of backups', () => {
    const ids = stagesOf(build, backedUp({recipients: RECIPIENTS})).flatMap(({credentials}) =>
      credentials.map(({id}) => id),
    );
    assert.deepEqual(
      ids.filter(id => /backup|evidence/.test(id)),
      [],
    );
  });
});

describe('the credentials of backups', () => {
  it('are listed for people, all of production, and are those that are bound, by variables that can be read', () => {
    const known: readonly string[] = variables.map(({name}) => name);
    for (const more of [{}, {recipients: RECIPIENTS}, {proof: {after: false}}]) {
      const settings = backedUp(more);
      const bound = stagesOf(build, settings, {byTimer: true}).flatMap(({credentials}) => credentials);
      const listed = neededCredentials('shop', settings).filter(({id}) => /backup|evidence/.test(id));
      assert.deepEqual(
        listed.map(({id}) => id),
        [...new Set(bound.map(({id}) => id))],
      );
      assert.ok(listed.every(({isProduction}) => isProduction));
      for (const {variable} of bound) assert.ok(known.includes(variable), variable);
    }
  });

  it('are not listed where nothing is backed up', () => {
    for (const settings of [
      resolveSettings({}),
      backedUp({}, {backup: 'none'}),
      backedUp({}, {branches: {develop: 'stage'}}),
    ])
      assert.deepEqual(
        neededCredentials('shop', settings).filter(({id}) => /backup|evidence/.test(id)),
        [],
      );
  });
});

describe('planning what the nightly timer began', () => {
  let machine: Machine;
  const given = async (branch: string, files: Readonly<Record<string, string>> = {}) => {
    machine = await createMachine(files);
    createRepository(machine.workspace, branch).commit('Begin');
  };
  const timer = {startedMs: Date.parse('2026-11-27T02:17:00Z'), offsetMinutes: 0};
  const byTimer = (branchName: string): Facts => ({
    jenkins: jenkins({jobName: `shop/${branchName}`, branchName, timer}),
  });
  afterEach(() => machine.remove());

  it('goes by what is deployed: broken files of the branch do not keep it from its backup', async () => {
    await given('master', {'README.md': 'A shop.'});
    const {byTimer: isByTimer, groups, changes} = await planOf(machine, byTimer('master'));
    assert.deepEqual([isByTimer, groups, changes], [true, [], undefined]);
    await assert.rejects(planOf(machine, {jenkins: jenkins({branchName: 'master'})}), {
      code: 'NOT_A_PROJECT',
    });
  });
});

describe('--timer', () => {
  it('is a fact where there is no Jenkins, which says itself what began a build', async () => {
    const machine = await createMachine({'facts.json': JSON.stringify({jenkins: jenkins()})});
    const file = `${machine.workspace}/facts.json`;
    assert.deepEqual(await readFacts({timer: true, facts: undefined}), {timer: true});
    assert.deepEqual(await readFacts({timer: true, branch: 'master', facts: undefined}), {
      timer: true,
      scm: {GIT_BRANCH: 'master'},
    });
    assert.deepEqual(await readFacts({timer: false, facts: undefined}), {});
    await assert.rejects(readFacts({timer: true, facts: file}), {code: 'BAD_ARGUMENT', where: '--timer'});
    await machine.remove();
  });
});
