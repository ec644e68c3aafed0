import assert from 'node:assert/strict';
import {deployAgents, testAgents} from '../../../ts-helpers/src/project/agents.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const settingsOf = (repository: object = {}, organisation = '') =>
  resolveSettings({organisation: {path: 'org.yml', text: organisation}, options: {agents: repository}});
const tests = (repository?: object, organisation?: string) =>
  testAgents('shop', settingsOf(repository, organisation));
const deploys = (environment: string, repository?: object, organisation?: string) =>
  deployAgents('shop', environment, settingsOf(repository, organisation));

describe('the agents of tests', () => {
  it('are rather those where nothing is deployed, then those where production is not, then any', () => {
    assert.deepEqual(tests(), [
      'shop-test',
      'test',
      '!shop-stage && !stage && !shop-prod && !prod',
      '!shop-prod && !prod',
      '',
    ]);
  });

  it('are not those that settings name for deploys', () => {
    assert.ok(tests({stage: 'web-1', prod: 'web-3'}).includes('!shop-prod && !prod && !web-3'));
    assert.ok(tests({stage: 'web-1'}).includes('!shop-stage && !stage && !web-1 && !shop-prod && !prod'));
  });

  it('of a repository’s choice are none of production', () => {
    assert.deepEqual(tests({test: 'big'}), ['(big) && !shop-prod && !prod']);
  });

  it('of the organisation’s choice may be production’s, if there are no others', () => {
    assert.deepEqual(tests({}, 'agents: {test: big}'), ['(big) && !shop-prod && !prod', 'big']);
    assert.deepEqual(tests({test: 'big'}, 'agents: {test: big}'), ['(big) && !shop-prod && !prod', 'big']);
    assert.deepEqual(tests({test: 'other'}, 'agents: {test: big}'), ['(other) && !shop-prod && !prod']);
  });

  for (const asked of [
    'prod',
    'shop-prod',
    'other-prod',
    'production',
    '"prod"',
    'linux && prod',
    '(x || prod)',
    'a->prod',
    'web-3',
  ]) {
    it(`are not production’s because a branch asks for ${asked}`, () => {
      const settings = settingsOf({test: asked, stage: asked}, 'agents: {prod: web-3}');
      assert.equal(testAgents('shop', settings).at(-1), '');
      assert.deepEqual(deployAgents('shop', 'stage', settings), ['shop-stage', 'stage', '']);
      assert.equal(settings.notes.length, 2);
      assert.match(
        settings.notes.join(),
        /`agents: \{test\}` of the repository does not count: it is an agent of production\./,
      );
    });
  }

  it('are not production’s because a branch asks for the same one for both', () => {
    assert.equal(tests({test: 'web-3', prod: 'web-3'}).at(-1), '');
  });

  it('may be asked for by what they are not', () => {
    assert.deepEqual(tests({test: 'linux && !prod'}), ['(linux && !prod) && !shop-prod && !prod']);
    assert.deepEqual(settingsOf({test: 'linux && !prod'}).notes, []);
  });

  it('may be called nearly like those of production', () => {
    for (const label of ['products', 'prod2', 'production-like', 'reprod'])
      assert.deepEqual(settingsOf({test: label}, 'agents: {prod: web-3}').notes, [], label);
  });
});

describe('the agents of deploys', () => {
  it('are the one that was chosen and no other', () => {
    assert.deepEqual(deploys('prod', {prod: 'big-one'}), ['big-one']);
    assert.deepEqual(deploys('stage', {stage: 'web-3', prod: 'web-3'}), ['web-3']);
  });

  it('to production are the organisation’s choice where it has one', () => {
    assert.deepEqual(deploys('prod', {prod: 'mine'}, 'agents: {prod: web-3}'), ['web-3']);
    assert.match(
      settingsOf({prod: 'mine'}, 'agents: {prod: web-3}').notes.join(),
      /`agents: \{prod\}` of the repository does not count: the organisation deploys production on web-3\./,
    );
    assert.deepEqual(settingsOf({prod: 'web-3'}, 'agents: {prod: web-3}').notes, []);
  });
});
