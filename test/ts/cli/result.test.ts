import assert from 'node:assert/strict';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {type TestPlan, testSteps} from '../../../ts-helpers/src/test/plan.ts';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import {shown as shownTo} from '../../../ts-helpers/src/cli/shown.ts';

const shown = async (result: unknown, ...words: string[]) => shownTo(result, await parse(words));

const stage = (more: Partial<StageResult>): StageResult => ({
  stage: 'Test',
  outcome: 'passed',
  startedAt: '2026-11-23T12:00:00.000Z',
  durationMs: 12_340,
  ...more,
});

describe('a result on a terminal', () => {
  it('of a plan says what runs at the same time, and for how long at most', async () => {
    const because = 'The branch develop deploys to staging.';
    const build = {project: 'shop', branch: 'develop', because, commit: 'a'.repeat(40)};
    const notes = ['A setting does not count.'];
    const stages = [
      {name: 'Deploy to staging', verb: 'deploy', timeLimitMinutes: 30},
      {name: 'Test', verb: 'test', timeLimitMinutes: 10},
    ];
    const text = `shop, branch develop, commit aaaaaaaaaaaa
The branch develop deploys to staging.
A setting does not count.
1. Deploy to staging, at most 30 min; Test, at most 10 min (at the same time)
`;
    assert.equal(await shown({build, notes, groups: [{stages}]}, 'plan'), text);
    assert.equal(await shown({build, notes, groups: [{stages}]}, 'pipeline', '--plan'), text);
    assert.match(
      await shown({build: {...build, dirty: true}, notes, groups: []}, 'plan'),
      /, commit a{12}-dirty\n/,
    );
    assert.match(
      await shown({build, notes, groups: []}, 'plan'),
      /\nNothing to do\.\nNo tests, as `test: none` says\.\n$/,
    );
    assert.match(
      await shown({build, notes, groups: [{stages: stages.slice(0, 1)}]}, 'plan'),
      /30 min\nNo tests, as `test: none` says\.\n$/,
    );
  });

  it('of a planned deploy says what is there and what would be done', async () => {
    const plan = {
      composeProject: 'shop-stage',
      release: {version: 'bbb'},
      previous: {version: 'aaa', at: 'yesterday'},
      steps: [
        {does: 'Build web', risks: 'nothing'},
        {does: 'Start web', risks: 'traffic'},
      ],
      services: [
        {service: 'web', does: 'rolled', ifOther: ['image'], changes: []},
        {service: 'db', does: 'unchanged'},
      ],
    };
    assert.equal(
      await shown(plan, 'deploy', 'stage', '--plan'),
      'shop-stage: version bbb, now aaa since yesterday\n1. Build web\n2. Start web (risks traffic)\n' +
        '\nWhat becomes of the services:\n  web: rolled if it gets another image\n  Unchanged: db\n',
    );
    assert.match(
      await shown({...plan, previous: null}, 'deploy', 'stage', '--plan'),
      /, nothing deployed yet\n/,
    );
  });

  it('of planned tests says every step, in words', async () => {
    const planned = (more: Partial<Omit<TestPlan, 'steps'>>): TestPlan => {
      const all = {...plan, ...more};
      return {...all, steps: testSteps(all, 30)};
    };
    const plan = {
      composeProject: 'shop-test-1',
      service: 'test',
      command: null,
      builds: ['test'],
      starts: ['db', 'test'],
      own: ['db publishes none of its ports: not 5432'],
      given: [],
    };
    assert.equal(
      await shown(planned({}), 'test', '--plan'),
      `shop-test-1: thrown away in the end; touches nothing but its own
   own: db publishes none of its ports: not 5432
1. Build test
2. Start db, test
3. Follow test to its exit code
4. Collect JUnit XML
5. Remove its containers, networks, volumes and images
`,
    );
    assert.match(
      await shown(planned({given: ['test is privileged']}), 'test', '--plan'),
      /nothing but its own, and what is given to it\n.*\n {3}given: test is privileged\n/,
    );
    assert.match(
      await shown(planned({startsAll: true}), 'test', '--plan'),
      /\n2\. Start db, test: all there are, since test has no depends_on\n/,
    );
    const inService = planned({service: 'web', command: 'pytest', builds: []});
    assert.match(await shown(inService, 'test', '--plan'), /\n1\. Start db, test\n2\. Run in web: pytest\n/);
    assert.equal(await shown(null, 'test', '--plan'), 'Nothing to do: `test: none`.\n');
  });

  it('of a stage says how it ended, when, and where to look', async () => {
    const tests = {total: 3, failed: 0, skipped: 1};
    assert.equal(
      await shown(stage({tests}), 'test'),
      'Test: passed in 12.3 s · 3 tests, 0 failed, 1 skipped\n',
    );
    const deployed = stage({stage: 'Deploy to staging', urls: ['http://127.0.0.1:8080/']});
    assert.equal(
      await shown(deployed, 'deploy', 'stage'),
      'Deploy to staging: passed in 12.3 s · http://127.0.0.1:8080/\n',
    );
    assert.equal(
      await shown({plan: {groups: []}, results: [deployed, stage({})]}, 'pipeline'),
      'Deploy to staging: passed in 12.3 s · http://127.0.0.1:8080/\nTest: passed in 12.3 s\n',
    );
  });

  it('begins no line that somebody else wrote', async () => {
    const build = {project: 'shop', branch: 'x\n2. Deploy', because: 'y\n3. Deploy', commit: null};
    assert.equal((await shown({build, notes: ['z\n4. Deploy'], groups: []}, 'plan')).split('\n').length, 6);
  });

  it('is left to what was said meanwhile, for verbs that only tell', async () => {
    assert.equal(await shown({told: null, problems: []}, 'notify'), '');
  });

  it('of a pipeline that failed says how the others ended, and which were not begun', async () => {
    const error = {code: 'UNHEALTHY', message: 'web is unhealthy.', remedy: '', exitCode: 6, evidence: {}};
    const failed = stage({stage: 'Deploy to staging', outcome: 'failed', error});
    const groups = [
      {stages: [{name: 'Deploy to staging'}, {name: 'Test'}]},
      {stages: [{name: 'Deploy to production'}]},
    ];
    assert.equal(
      await shown({plan: {groups}, results: [failed, stage({})]}, 'pipeline'),
      'Deploy to staging: failed in 12.3 s · UNHEALTHY: web is unhealthy.\nTest: passed in 12.3 s\nDeploy to production: not begun, because Deploy to staging failed\n',
    );
  });
});
