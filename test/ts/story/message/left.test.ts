import assert from 'node:assert/strict';
import type {StageResult} from '../../../../ts-helpers/src/result/result.ts';
import {plainMessage} from '../../../../ts-helpers/src/story/plainMessage.ts';
import {reportPage} from '../../../../ts-helpers/src/story/reportPage.ts';
import {error, jenkins, NOW, plan, result} from '../../support/builds.ts';
import {inSlack, telling, texts} from '../../support/messages.ts';

describe('a message of a build that Jenkins has ended', () => {
  it('says in line and headline what a stopped deploy has left running', () => {
    const left = 'In production web (running, starting) is of c0ffee now, which was not up as a whole.';
    const stage = 'Deploy to production';
    const mishap = {
      stage,
      during: 'step' as const,
      exception: 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException',
      causes: ['jenkins.model.CauseOfInterruption$UserInterruption: Aborted by Ada'],
    };
    const results = [result({stage, outcome: 'failed', left}), result()];
    const told = telling({plan, mishaps: [mishap], results, jenkins: jenkins()});
    const text = plainMessage(told);
    assert.match(text, /^■ shop, branch develop: the build was aborted during Deploy to production\n/);
    assert.ok(text.includes(`\n⚠ Deploy to production was stopped. ${left}`), text);
    assert.match(text, /\nTest passed in 1 s\.\n/);
    assert.ok(texts(inSlack(told)).join('\n').includes(left));
    const page = reportPage(told.story, NOW);
    assert.ok(page.includes('What it left running'));
    assert.ok(page.includes(left));
    assert.match(page, /<th scope="row">Deploy to production<\/th>/);
  });

  it('says what runs after a deploy that failed and was undone', () => {
    const undone = 'c0ffee is back in production, and answers. migrate of beef had run to its end before.';
    const stage = 'Deploy to production';
    const told = telling({
      plan,
      results: [result({stage, outcome: 'failed', error: error(), undone}), result()],
      jenkins: jenkins(),
    });
    assert.ok(plainMessage(told).includes(`\n↩ ${undone}`), plainMessage(told));
    assert.ok(texts(inSlack(told)).join('\n').includes(undone));
    const page = reportPage(told.story, NOW);
    assert.ok(page.includes('What runs now'));
    assert.ok(page.includes(undone));
    assert.ok(!page.includes('What it left running'));
  });

  it('says on the page what became of the services of a deploy that counted, and what was to of one that failed', () => {
    const changes = ['web: rolled (variable <KEY> changed)', 'Unchanged: db'];
    const failed = result({outcome: 'failed', error: error()});
    const deployed = result({stage: 'Deploy to staging', changes});
    const pageOf = (...results: StageResult[]) =>
      reportPage(telling({plan, results, jenkins: jenkins()}).story, NOW);
    const page = pageOf(deployed, failed);
    assert.ok(page.includes('What became of the services'));
    assert.ok(page.includes('<li>web: rolled (variable &lt;KEY&gt; changed)</li>'), page);
    assert.ok(!pageOf(failed).includes('became of'));
    const planned = pageOf(result({outcome: 'failed', error: error(), planned: ['web: recreated']}));
    assert.ok(planned.includes('What was to become of the services'));
    assert.ok(planned.includes('<li>web: recreated</li>'), planned);
  });

  it('says of a deploy that could say nothing that it is not known what it left', () => {
    const stage = 'Deploy to production';
    const exception = 'java.io.IOException: agent-1 went offline';
    const deploy = {
      name: stage,
      verb: 'deploy' as const,
      arguments: ['prod'],
      agents: [''],
      timeLimitMinutes: 1,
      credentials: [],
    };
    const groups = [{milestones: [], stages: [deploy]}];
    const text = plainMessage(
      telling({
        plan: {...plan, groups},
        mishaps: [{stage, during: 'step', exception}],
        results: [],
        jenkins: jenkins(),
      }),
    );
    assert.match(
      text,
      /⚠ Deploy to production was stopped\. It was ended before it could say how far it had come/,
    );
    const early = telling({
      plan: {...plan, groups},
      mishaps: [{stage, during: 'node', exception}],
      jenkins: jenkins(),
    });
    assert.doesNotMatch(plainMessage(early), /was stopped/);
  });

  it('shows of the log of Jenkins no line that only says that a step began', () => {
    const mishap = {stage: 'Test', during: 'step' as const, exception: 'java.io.IOException: gone'};
    const log = ['[Pipeline] sh', 'Cannot contact agent-1', '[Pipeline] // node', '[Pipeline] }'];
    const text = plainMessage(telling({plan, mishaps: [mishap], log, jenkins: jenkins()}));
    assert.match(text, /Cannot contact agent-1/);
    assert.doesNotMatch(text, /\[Pipeline\]/);
  });
});
