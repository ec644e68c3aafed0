import assert from 'node:assert/strict';
import type {BuildIdentity} from '../../../ts-helpers/src/result/buildIdentity.ts';
import {neededCredentials} from '../../../ts-helpers/src/jenkins/plan/credentials.ts';
import {planPipeline} from '../../../ts-helpers/src/pipeline/plan.ts';
import {holderOf} from '../../../ts-helpers/src/seam/pipelinePlan.ts';
import {mayTestWithSecrets} from '../../../ts-helpers/src/project/trust.ts';
import {variables} from '../../../ts-helpers/src/run/variables.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';
import {changes} from '../support/builds.ts';

const build = (facts: Partial<BuildIdentity>): BuildIdentity => ({
  project: 'shop',
  branch: 'x',
  because: 'A sentence.',
  commit: 'c0ffee',
  buildNumber: 7,
  ...facts,
});
const plan = (facts: Partial<BuildIdentity>, options = {}) =>
  planPipeline(build(facts), resolveSettings({options}));
const names = (facts: Partial<BuildIdentity>, options = {}) =>
  plan(facts, options).groups.map(({stages}) => stages.map(({name}) => name));

describe('the plan of a build', () => {
  it('deploys develop to staging beside the tests', () => {
    assert.deepEqual(names({environment: 'stage'}), [['Deploy to staging', 'Test']]);
  });

  it('deploys to production only after the tests', () => {
    assert.deepEqual(names({environment: 'prod'}), [['Test'], ['Deploy to production']]);
  });

  it('only tests a branch without an environment', () => {
    assert.deepEqual(names({}), [['Test']]);
  });

  it('leaves the tests out when the project says it has none', () => {
    assert.deepEqual(names({environment: 'prod'}, {test: 'none'}), [['Deploy to production']]);
    assert.deepEqual(names({}, {test: 'none'}), []);
  });

  it('brings a preview up after the tests, on an agent of its own, with secrets of its own', () => {
    const {groups} = plan(
      {environment: 'pr-12', change: '12'},
      {previews: true, agents: {prod: 'web-1'}, sentry: {}},
    );
    assert.deepEqual(
      groups.map(({stages}) => stages.map(({name}) => name)),
      [['Test'], ['Preview']],
    );
    const [preview] = groups[1]?.stages ?? [];
    assert.deepEqual([preview?.verb, preview?.arguments], ['preview', ['12']]);
    assert.deepEqual(preview?.agents, [
      'shop-preview && !shop-prod && !prod && !web-1',
      'preview && !shop-prod && !prod && !web-1',
    ]);
    assert.deepEqual(
      preview.credentials.map(({id}) => id),
      ['shop-preview-env'],
    );
    assert.deepEqual(groups[1]?.milestones, [999_999_993]);
  });

  it('refuses an agent of production for previews', () => {
    for (const agent of ['prod', 'shop-prod', 'web-1', 'preview || web-1'])
      assert.throws(
        () => plan({environment: 'pr-12'}, {previews: {agent}, agents: {prod: 'web-1'}}),
        {code: 'PREVIEW_REFUSED', exitCode: 4},
        agent,
      );
    const agentsFor = (agent: string) =>
      plan({environment: 'pr-12'}, {previews: {agent}}).groups[1]?.stages[0]?.agents;
    assert.deepEqual(agentsFor('web-2 || web-3'), ['(web-2 || web-3) && !shop-prod && !prod']);
    assert.deepEqual(agentsFor('web-2'), ['web-2 && !shop-prod && !prod']);
  });

  it('asks for production credentials in the production stage alone', () => {
    const credentials = (facts: Partial<BuildIdentity>) =>
      plan(facts).groups.flatMap(({stages}) => stages.flatMap(stage => stage.credentials.map(({id}) => id)));
    assert.deepEqual(credentials({environment: 'prod'}), [
      'shop-test-env',
      'shop-prod-env',
      'countable-sentry-token',
    ]);
    assert.deepEqual(credentials({environment: 'stage'}), ['shop-stage-env', 'shop-test-env']);
    assert.deepEqual(credentials({change: '12'}), ['shop-test-env']);
  });

  it('asks for no credential where somebody wrote what is tested who cannot push', () => {
    const {groups} = planPipeline(build({change: '12'}), resolveSettings({}), {testsHaveSecrets: false});
    assert.deepEqual(groups[0]?.stages[0]?.credentials, []);
    const origin = {branch: 'PR-12', jenkins: {jobName: 'shop/PR-12', buildNumber: 1, changeId: '12'}};
    assert.equal(mayTestWithSecrets(origin), true);
    assert.equal(mayTestWithSecrets({...origin, jenkins: {...origin.jenkins, fork: 'eve'}}), false);
  });

  it('asks for no production credential anywhere else, whatever the project is set to', () => {
    const options = {
      mail: {from: 'ci@example.org'},
      jenkins: {credential: 'git-key', production: 'separate'},
    };
    const production = neededCredentials('shop', resolveSettings({options})).filter(one => one.isProduction);
    assert.equal(production.length, 2);
    for (const facts of [{environment: 'stage'}, {environment: 'dev'}, {change: '12'}, {}]) {
      const {groups, notify} = plan(facts, options);
      const stages = groups.flatMap(group => group.stages);
      const asked = [...stages, notify].flatMap(({credentials}) => credentials.map(({id}) => id));
      for (const {id} of production) assert.ok(!asked.includes(id), id);
    }
  });

  it('asks for what is listed for people, and for nothing else, by variables that the command can read', () => {
    const options = {mail: {from: 'ci@example.org', when: 'always'}, sentry: {organization: 'example'}};
    const plans = ['stage', 'prod'].map(environment => plan({environment}, options));
    const asked = plans.flatMap(({groups, notify}) =>
      [...groups.flatMap(({stages}) => stages), notify].flatMap(({credentials}) => credentials),
    );
    const listed = neededCredentials('shop', resolveSettings({options})).map(({id}) => id);
    assert.deepEqual([...new Set(asked.map(({id}) => id))].sort(), listed.sort());
    const known: readonly string[] = variables.map(({name}) => name);
    for (const {id, variable} of asked) assert.ok(known.includes(variable), `${id}: ${variable}`);
  });

  it('lets a newer build abort the tests of an older one, but never its deploy', () => {
    const ordinals = (facts: Partial<BuildIdentity>) => plan(facts).groups.map(({milestones}) => milestones);
    assert.deepEqual(ordinals({buildNumber: 7, environment: 'prod'}), [[6, 7], [999_999_993]]);
    assert.deepEqual(ordinals({buildNumber: 1, environment: 'stage'}), [[1, 999_999_999]]);
  });

  it('prefers the agent of the project and environment, then of the environment', () => {
    const agents = (options: object) => plan({environment: 'prod'}, options).groups[1]?.stages[0]?.agents;
    assert.deepEqual(agents({}), ['shop-prod', 'prod', '']);
    assert.deepEqual(agents({agents: {prod: 'big-one'}}), ['big-one']);
  });

  it('takes time limits from the settings', () => {
    assert.equal(plan({}, {timeouts: {test: 3}}).groups[0]?.stages[0]?.timeLimitMinutes, 3);
  });

  it('passes no milestones where no number tells which build is newer', () => {
    const {buildNumber: _number, ...unnumbered} = build({environment: 'prod'});
    const {groups} = planPipeline(unnumbered, resolveSettings({}));
    assert.deepEqual(
      groups.map(({milestones}) => milestones),
      [[], []],
    );
  });

  it('asks for no token of Sentry where the project wants none', () => {
    const [, deploy] = plan({environment: 'prod'}, {sentry: 'none'}).groups;
    assert.deepEqual(
      deploy?.stages[0]?.credentials.map(({id}) => id),
      ['shop-prod-env'],
    );
  });

  it('carries what the notifier needs, and nothing that is not there', () => {
    const bare = plan({});
    assert.ok(!('mail' in bare) && !('changes' in bare));
    assert.deepEqual(bare.notes, []);
    const brought = changes([]);
    const told = planPipeline(build({}), resolveSettings({options: {mail: {when: 'always'}}}), {
      changes: brought,
      notes: ['A note.'],
    });
    assert.equal(told.mail?.when, 'always');
    assert.equal(told.changes, brought);
    assert.deepEqual(told.notes, ['A note.']);
  });

  it('tells first what of the settings does not count', () => {
    const settings = resolveSettings({
      variables: {production: 'separate'},
      options: {jenkins: {production: 'same'}},
    });
    const {notes} = planPipeline(build({}), settings, {notes: ['A note.']});
    assert.deepEqual(notes, [...settings.notes, 'A note.']);
    assert.equal(notes.length, 2);
  });

  it('calls what holds a secret as whoever is to fill it knows it', () => {
    const credential = {id: 'shop-prod-env', kind: 'file', variable: 'COUNTABLE_ENV_FILE'} as const;
    assert.equal(holderOf(credential, {}), 'COUNTABLE_ENV_FILE');
    assert.equal(holderOf(credential, {jenkins: {}}), 'the credential shop-prod-env');
  });
});
