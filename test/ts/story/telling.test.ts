import assert from 'node:assert/strict';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {PipelinePlan} from '../../../ts-helpers/src/seam/pipelinePlan.ts';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import {decide} from '../../../ts-helpers/src/story/telling.ts';
import {build, failed, jenkins, plan, result, story} from '../support/builds.ts';

const telling = (facts: Facts, organisation?: string) => decide(facts, story(facts), organisation);
const kind = (facts: Facts) => telling({plan, ...facts})?.kind;
const after = (previousResult: string | null) => jenkins({previousResult});
const tests = {total: 3, failed: 1, skipped: 0};

describe('whether to tell', () => {
  it('a failure is told, of every build', () => {
    assert.equal(kind({results: [failed()], jenkins: after('SUCCESS')}), 'failed');
    assert.equal(kind({results: [failed()], jenkins: after('FAILURE')}), 'failed');
    assert.equal(kind({results: [failed()]}), 'failed');
  });

  it('tests that failed although their command ended well make a build unstable', () => {
    assert.equal(kind({results: [result({tests})], jenkins: after('SUCCESS')}), 'unstable');
    assert.equal(
      kind({results: [result({tests: {...tests, failed: 0}})], jenkins: after('SUCCESS')}),
      undefined,
    );
  });

  it('the end of a failure is told once', () => {
    assert.equal(kind({results: [result()], jenkins: after('FAILURE')}), 'fixed');
    assert.equal(kind({results: [result()], jenkins: after('UNSTABLE')}), 'fixed');
    assert.equal(kind({results: [result()], jenkins: after('SUCCESS')}), undefined);
    assert.equal(kind({results: [result()], jenkins: after(null)}), undefined);
  });

  it('a deploy to production is told, one to staging is not', () => {
    const deploy = (title: string) => result({stage: `Deploy to ${title}`});
    const to = (environment: string) => ({...plan, build: {...plan.build, environment}});
    assert.equal(kind({plan: to('prod'), results: [result(), deploy('production')]}), 'deployed');
    assert.equal(kind({plan: to('stage'), results: [deploy('staging')]}), undefined);
  });

  const stopped = (cause: string) => ({
    stage: 'Test',
    during: 'step' as const,
    exception: 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException',
    causes: [cause],
  });

  it('a build that somebody stopped is told, and mends nothing', () => {
    const mishaps = [stopped('jenkins.model.CauseOfInterruption$UserInterruption: Aborted by Ada')];
    const facts = {mishaps, results: [result()], jenkins: after('FAILURE'), plan};
    assert.equal(kind(facts), 'aborted');
    assert.equal(story(facts).stoppedBy, 'Aborted by Ada');
  });

  it('a build that was overtaken says nothing, and mends nothing', () => {
    const mishaps = [stopped('org.jenkinsci.plugins.pipeline.milestone.CancelledCause: Superseded by #8')];
    assert.equal(kind({mishaps, jenkins: after('FAILURE')}), undefined);
    assert.equal(kind({results: [result()], mishaps, jenkins: after('FAILURE')}), undefined);
    assert.equal(kind({results: [failed({code: 'INTERRUPTED'})], jenkins: after('FAILURE')}), undefined);
    assert.equal(kind({results: [result({outcome: 'superseded'})], jenkins: after('FAILURE')}), undefined);
    const superseded = {...failed({code: 'SUPERSEDED', exitCode: 7}), outcome: 'superseded' as const};
    assert.equal(kind({results: [superseded, result()], jenkins: after('FAILURE')}), undefined);
    assert.equal(story({results: [superseded], jenkins: after('SUCCESS'), plan}).verdict, 'overtaken');
  });

  it('a build that was overtaken in the middle of a deploy is told, for it has left something', () => {
    const mishaps = [stopped('org.jenkinsci.plugins.pipeline.milestone.CancelledCause: Superseded by #8')];
    const results = [{...failed({code: 'INTERRUPTED'}), left: 'In staging web is of c0ffee now.'}];
    const facts = {mishaps, results, jenkins: after('SUCCESS'), plan};
    assert.equal(kind(facts), 'aborted');
    assert.equal(story(facts).stoppedBy, 'Superseded by #8');
  });

  it('what a stage said while Jenkins ended it is not why it ended', () => {
    const results = [failed({code: 'TESTS_FAILED'})];
    const mishaps = [stopped('jenkins.model.CauseOfInterruption$UserInterruption: Aborted by Ada')];
    assert.equal(kind({mishaps, results, plan}), 'aborted');
    const late = [stopped('x.TimeoutStepExecution$ExceededTimeout: Timeout has been exceeded')];
    assert.deepEqual(
      story({mishaps: late, results, plan}).failures.map(({error}) => error.code),
      ['TIME_LIMIT'],
    );
  });

  it('a build that did nothing mends nothing', () => {
    assert.equal(kind({results: [], jenkins: after('FAILURE')}), undefined);
  });

  it('a stage without a result is told by what Jenkins saw, with the end of its log', () => {
    const {failures} = story({
      plan,
      mishaps: [{stage: 'Test', during: 'checkout', exception: 'no'}],
      log: ['fatal: unable to access'],
    });
    assert.deepEqual(
      failures.map(({stage, error}) => [stage, error.code, error.evidence.log]),
      [['Test', 'CHECKOUT_FAILED', {source: 'Jenkins', lines: ['fatal: unable to access']}]],
    );
  });
});

describe('what is told', () => {
  it('goes to the channel of the project, else to that of the organisation', () => {
    const channels = (slack: PipelinePlan['slack'], given?: string) =>
      telling({plan: {...plan, slack}, results: [failed()]}, given)?.channels;
    assert.deepEqual(channels({}), ['#shop']);
    assert.deepEqual(channels({defaultChannel: '#agency'}), ['#shop', '#agency']);
    assert.deepEqual(channels({channel: '#web', defaultChannel: '#agency'}), ['#web', '#agency']);
    assert.deepEqual(channels({channel: '#agency', defaultChannel: '#agency'}), ['#agency']);
    assert.deepEqual(channels({}, '#agency'), ['#shop', '#agency']);
  });

  it('goes to people directly where the setting says so, and only when something is wrong', () => {
    const slack = {direct: true};
    const direct = (results: StageResult[]) =>
      telling({plan: {...plan, slack}, results, jenkins: after('FAILURE')})?.direct;
    assert.deepEqual([direct([failed()]), direct([result()])], [true, false]);
    assert.equal(telling({plan, results: [failed()]})?.direct, false);
  });

  it('is of the project also where planning failed', () => {
    const facts = {
      results: [failed({code: 'NOT_A_PROJECT'})],
      scm: {GIT_COMMIT: 'b'.repeat(40)},
      options: {slack: {channel: '#given'}},
    };
    const told = telling({...facts, jenkins: after(null)});
    assert.deepEqual(
      [told?.story.project, told?.story.branch, told?.story.commit, told?.channels],
      ['shop', 'develop', 'b'.repeat(40), ['#given']],
    );
    const classic = story({...facts, jenkins: {jobName: 'shop-stage', buildNumber: 1}});
    assert.deepEqual([classic.project, classic.branch], ['shop', 'an unknown branch']);
    const jobs: [string, string | null, string][] = [
      ['production/shop-prod', null, 'shop'],
      ['team/web/shop-test', null, 'shop'],
      ['production/shop/master', 'master', 'shop'],
      ['shop', null, 'shop'],
      ['shop/feature%2Fx', 'feature/x', 'shop'],
      ['clients/production/shop', null, 'shop'],
    ];
    for (const [jobName, branchName, project] of jobs)
      assert.equal(
        story({...facts, jenkins: {jobName, branchName, buildNumber: 1}}).project,
        project,
        jobName,
      );
  });

  it('is called as in other builds where planning failed in a job that is called otherwise', () => {
    const nightly = {jobName: 'nightly', buildNumber: 1, branchName: null};
    const of = (scm: Record<string, string>, options: Record<string, unknown> = {}) => {
      const {project, branch} = story({results: [failed()], jenkins: nightly, scm, options});
      return [project, branch];
    };
    assert.deepEqual(of({GIT_URL: 'git@example.org:web/shop.git', GIT_BRANCH: 'origin/develop'}), [
      'shop',
      'develop',
    ]);
    assert.deepEqual(of({GIT_URL: 'https://ci:x@example.org/shop/', GIT_BRANCH: 'refs/heads/a/b'}), [
      'shop',
      'a/b',
    ]);
    assert.deepEqual(of({SVN_URL: 'https://example.org/svn/shop'}), ['shop', 'an unknown branch']);
    assert.deepEqual(of({GIT_URL: 'git@example.org:web/shop.git'}, {name: 'boutique'})[0], 'boutique');
    assert.deepEqual(of({GIT_BRANCH: 'detached'}, {name: 7}), ['nightly', 'an unknown branch']);
  });

  it('links to the build, its report, its log and the sites', () => {
    const staging = {...plan, build: {...plan.build, environment: 'stage'}};
    const sites = result({urls: ['https://shop.example.org/']});
    assert.deepEqual(story({...build([failed(), sites]), plan: staging}).links, [
      {title: 'Build #7', url: 'https://ci.example.org/7/'},
      {title: 'Report', url: 'https://ci.example.org/7/artifact/report.html'},
      {title: 'Log', url: 'https://ci.example.org/7/console'},
      {title: 'Site on staging', url: 'https://shop.example.org/'},
    ]);
    const two = result({urls: ['http://127.0.0.1:8080/', 'http://127.0.0.1:8081/']});
    assert.deepEqual(story({...build([two]), plan: staging}).links.slice(-2), [
      {title: 'Site on staging, 127.0.0.1:8080', url: 'http://127.0.0.1:8080/'},
      {title: 'Site on staging, 127.0.0.1:8081', url: 'http://127.0.0.1:8081/'},
    ]);
    assert.deepEqual(story({plan, results: [failed()]}).links, []);
  });
});
