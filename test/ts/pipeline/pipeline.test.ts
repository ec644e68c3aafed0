import assert from 'node:assert/strict';
import {runTogether} from '../../../ts-helpers/src/pipeline/pipeline.ts';
import type {PlannedStage} from '../../../ts-helpers/src/seam/pipelinePlan.ts';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import type {Voice} from '../../../ts-helpers/src/run/voice.ts';

const stage = (name: string): PlannedStage => ({
  name,
  verb: 'test',
  arguments: [],
  agents: [''],
  timeLimitMinutes: 1,
  credentials: [],
});
const result = (name: string, fails: boolean): StageResult => ({
  stage: name,
  outcome: fails ? 'failed' : 'passed',
  startedAt: '2026-11-26T00:00:00Z',
  durationMs: 1,
  ...(fails && {
    error: {code: 'BUILD_FAILED', message: `${name} broke.`, remedy: 'Mend it.', exitCode: 5, evidence: {}},
  }),
});

/** What was said by the time the slow one ended. */
const said = async (fails: readonly string[], names = ['Deploy', 'Test']): Promise<string[]> => {
  const lines: string[] = [];
  const tagged = (tag: string): Voice =>
    ({
      tagged,
      warn: (text: string) => lines.push(`[${tag}] ${text}`),
    }) as unknown as Voice;
  let endSlow = (): void => undefined;
  const slow = new Promise<void>(resolve => {
    endSlow = resolve;
  });
  const ending = runTogether(names.map(stage), {
    voice: tagged(''),
    async runStage({name}) {
      if (name === 'Test') await slow;
      return result(name, fails.includes(name));
    },
  });
  while (fails.includes('Deploy') && lines.length === 0) await new Promise(resolve => setImmediate(resolve));
  const first = [...lines];
  endSlow();
  await ending;
  assert.deepEqual(lines, first, 'the last that ends is told with the result');
  return first;
};

describe('stages that run at the same time', () => {
  it('tell a failure at once while another goes on', async () => {
    assert.deepEqual(await said(['Deploy']), ['[Deploy] BUILD_FAILED: Deploy broke. Test goes on.']);
  });

  it('tell it once where all fail', async () => {
    assert.deepEqual(await said(['Deploy', 'Test']), ['[Deploy] BUILD_FAILED: Deploy broke. Test goes on.']);
  });

  it('say nothing of one that ends well, nor of one that is alone', async () => {
    assert.deepEqual(await said([]), []);
    assert.deepEqual(await said(['Test'], ['Test']), []);
  });
});
